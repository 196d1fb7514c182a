internal import CScan

/// The values of one JSON document in the order in which they stand, each with where it lies.
///
/// A table that is used again from document to document instead of a tree: responses have a few dozen values, nearly all of
/// which nobody asks for. A class, because it owns the table; no two jobs share one.
final class JSONNodes {
  /// What a value is.
  struct Node: BitwiseCopyable {
    /// A string's inside, or the whole of any other value.
    var start: Int
    var count: Int
    /// The number of what follows it, behind everything that lies in it.
    var next: Int
    var form: FieldForm
    /// Of a string with escapes: where what it says lies in `text`.
    var textStart = 0
    var textCount = 0

    var end: Int { start + count }
    var isString: Bool { form == .text || form == .escapedJSON }
  }

  private var nodes: UnsafeMutablePointer<nexo_node>
  private var capacity: Int
  private(set) var count = 0
  /// What the strings with escapes say, one behind the other.
  private var text: UnsafeMutablePointer<UInt8>
  private var textCapacity: Int

  init() {
    textCapacity = 64 << 10
    text = .allocate(capacity: textCapacity)
    text.initialize(repeating: 0, count: textCapacity)
    capacity = 256
    nodes = .allocate(capacity: capacity)
    nodes.initialize(repeating: nexo_node(), count: capacity)
  }

  deinit {
    nodes.deallocate()
    text.deallocate()
  }

  /// Lists the value at `start`.
  /// - Returns: the place behind it.
  func read(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) throws(JSONScanner.Fault) -> Int {
    count = 0
    guard start >= 0, start < end, end <= bytes.count, end <= Int(Int32.max) else { throw .incomplete }
    makeRoom(end - start + 16)
    while true {
      var found = 0
      let after: Int? = bytes.withUnsafeBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return nil }
        return nexo_json_nodes(base, base + start, base + end, nodes, capacity, &found, text).map { $0 - base }
      }
      if let after {
        count = found
        return after
      }
      if found == capacity, capacity <= end - start {
        grow()
        continue
      }
      // It is not valid, or not whole: the scanner says where. What the scanner lets pass, it would have to list.
      _ = try JSONScanner.value(bytes, start, end)
      throw .malformed(at: start)
    }
  }

  private func grow() {
    nodes.deallocate()
    capacity *= 4
    nodes = .allocate(capacity: capacity)
    nodes.initialize(repeating: nexo_node(), count: capacity)
  }

  /// Makes room for what the strings of a document of so many bytes say.
  private func makeRoom(_ count: Int) {
    guard count > textCapacity else { return }
    text.deallocate()
    textCapacity = max(count, 2 * textCapacity)
    text = .allocate(capacity: textCapacity)
    text.initialize(repeating: 0, count: textCapacity)
  }

  /// Calls `body` with what a string with escapes says. Its place was found by the list itself.
  func withText<Result>(of node: Node, _ body: (Span<UInt8>) -> Result) -> Result {
    let start = max(0, min(node.textStart, textCapacity))
    let count = max(0, min(node.textCount, textCapacity - start))
    return body(UnsafeBufferPointer(start: text + start, count: count).span)
  }

  /// The keys of the outermost object.
  func keys(_ bytes: Span<UInt8>) -> [String] {
    var keys: [String] = []
    members(of: 0) { key, _ in
      keys.append(String(decoding: JSONScanner.decoded(bytes, key.start, key.count), as: UTF8.self))
    }
    return keys
  }

  /// Calls `body` with the key of each member of an object, and with the number of its value. What is no object has none.
  @inline(__always)
  func members(of object: Int, _ body: (_ key: Node, _ value: Int) -> Void) {
    let outer = self[object]
    guard outer.form == .object else { return }
    var at = object + 1
    while at < outer.next {
      let value = at + 1
      body(self[at], value)
      at = max(value, self[value].next)
    }
  }

  /// Calls `body` with the number of each element of an array.
  @inline(__always)
  func elements(of list: Int, _ body: (Int) -> Void) {
    let end = self[list].next
    var at = list + 1
    while at < end {
      body(at)
      at = max(at + 1, self[at].next)
    }
  }

  /// A value by its number; nothing for a number that none has.
  subscript(_ i: Int) -> Node {
    guard i >= 0, i < count else { return Node(start: 0, count: 0, next: count, form: .absent) }
    let node = nodes[i]
    return Node(
      start: Int(node.start), count: Int(node.count), next: Int(node.next),
      form: FieldForm(rawValue: node.form) ?? .absent, textStart: Int(node.text), textCount: Int(node.text_count))
  }
}

/// Reads a JSON object into a list of its values instead of the slots of a schema.
struct ListedObject: ~Copyable, JSONObjectReading {
  let nodes: JSONNodes

  mutating func read(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, into fields: inout RecordFields
  ) throws(JSONScanner.Fault) -> Int {
    try nodes.read(bytes, start, end)
  }

  func readExpected(_ bytes: Span<UInt8>, _ start: Int, into fields: inout RecordFields) -> Int? { nil }
}
