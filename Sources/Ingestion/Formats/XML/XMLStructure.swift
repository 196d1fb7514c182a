internal import Glibc

/// Writes the child elements of a field as JSON: `metadata`'s as an object of texts, those of `tags` as a list.
///
/// Text between elements is dropped, as is the text of an element that has elements of its own.
struct XMLStructure {
  enum Kind { case object, list }

  private struct Level {
    /// Where the element's value begins in the arena.
    var start: Int
    /// Where its last complete member ends.
    var end: Int
    var hasMembers = false
    var isNil = false
  }

  private var kind = Kind.object
  /// The open elements; the field itself first. As many as the depth limit allows at most.
  private var levels: [Level] = []

  /// The field at `start` has a child element, so what was read of its text is dropped.
  mutating func begin(_ kind: Kind, at start: Int, in arena: inout XMLArena) {
    self.kind = kind
    levels.removeAll(keepingCapacity: true)
    levels.append(Level(start: start, end: start))
  }

  /// A child element begins.
  mutating func open(_ name: UnsafePointer<UInt8>, isNil: Bool, in arena: inout XMLArena) {
    guard var parent = levels.popLast() else { return }
    // A list is of texts: what lies deeper in a member adds its text to it.
    let isText = kind == .list && !levels.isEmpty
    if !isText {
      arena.cut(to: parent.hasMembers ? parent.end : parent.start)
      if parent.hasMembers { arena.append(",") } else { arena.append(kind == .list ? "[" : "{") }
      parent.hasMembers = true
    }
    levels.append(parent)
    if kind == .object {
      arena.append("\"")
      // A name holds neither quotes nor backslashes.
      arena.append(name, strlen(name))
      arena.append("\":")
    }
    levels.append(Level(start: arena.count, end: arena.count, isNil: isNil))
    if !isText { arena.append("\"") }
  }

  /// The innermost child element ends.
  mutating func close(in arena: inout XMLArena) {
    guard levels.count > 1, let level = levels.popLast() else { return }
    if kind == .list && levels.count > 1 { return }
    if level.isNil {
      arena.cut(to: level.start)
      arena.append("null")
    } else if level.hasMembers {
      arena.cut(to: level.end)
      arena.append("}")
    } else {
      arena.append("\"")
    }
    levels[levels.count - 1].end = arena.count
  }

  /// The field ends.
  mutating func end(in arena: inout XMLArena) -> FieldForm {
    if let field = levels.popLast() { arena.cut(to: field.end) }
    arena.append(kind == .list ? "]" : "}")
    return kind == .list ? .array : .object
  }
}
