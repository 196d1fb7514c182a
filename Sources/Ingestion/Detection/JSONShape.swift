/// What the beginning of a JSON or NDJSON text is.
enum JSONShape {
  /// What was found out; what stays nil is not known.
  struct Finding: Equatable {
    var format: InputFormat?
    var kind: InputKind?
    /// Whatever follows would not change it.
    var isSettled = false
  }

  /// Names besides those of a record's fields that tell what an object is.
  private struct Marks: OptionSet {
    static let customID = Marks(rawValue: 1)
    static let content = Marks(rawValue: 2)
    static let agent = Marks(rawValue: 4)
    static let error = Marks(rawValue: 8)
    static let title = Marks(rawValue: 16)
    static let titulo = Marks(rawValue: 32)

    var rawValue: UInt8

    mutating func note(_ name: String) {
      switch name {
      case "custom_id": insert(.customID)
      case "content": insert(.content)
      case "agent": insert(.agent)
      case "error": insert(.error)
      case "title": insert(.title)
      case "titulo": insert(.titulo)
      default: break
      }
    }
  }

  /// Keys under which a list of tasks may lie.
  private static let lists = ["tasks", "data", "items", "rows"]

  /// - Parameters:
  ///   - start: stands at the text's first byte.
  ///   - isLines: the name says that each line is an object.
  static func find(in start: JSONGlance, isLines: Bool) -> Finding {
    let head = start.bytes
    var glance = start
    guard let first = try? glance.peek() else { return Finding() }
    if first == UInt8(ascii: "[") { return array(glance, isLines: isLines) }
    guard first == UInt8(ascii: "{") else { return Finding() }
    let kind = kind(ofDocument: glance)
    do throws(JSONGlance.Stop) {
      try glance.skipValue()
    } catch {
      // Longer than the part that is looked at: a wrapped list, unless the name or a line break says otherwise.
      return Finding(format: isLines ? .ndjson : .json, kind: kind ?? linesKind(head, isLines: isLines))
    }
    // Something behind the first object: the next line of NDJSON, sound or not.
    let goesOn = (try? glance.peek()) != nil
    let format: InputFormat = goesOn || isLines ? .ndjson : .json
    if let kind, !mayBeStored(kind, start) { return Finding(format: format, kind: kind, isSettled: format == .ndjson) }
    return Finding(format: format, kind: linesKind(head, isLines: format == .ndjson) ?? kind)
  }

  /// Whether the text, which goes on behind `head`, does not tell so far what it is: a list whose elements have yet to say
  /// so, or an object without an end, which may be a line, or hold a list further on.
  static func isOpen(in start: JSONGlance, isLines: Bool) -> Bool {
    var glance = start
    guard let first = try? glance.peek(), first == UInt8(ascii: "[") || first == UInt8(ascii: "{") else { return false }
    do throws(JSONGlance.Stop) {
      try glance.skipValue()
      return false
    } catch {
      if error == .wrong { return false }
    }
    if first == UInt8(ascii: "[") { return array(start, isLines: isLines).kind == nil }
    if isLines, kind(ofDocument: start) != nil { return false }
    var hasList = false
    var members = start
    try? members.members { name, value in
      let isList = value.at < value.bytes.count && value.bytes[value.at] == UInt8(ascii: "[")
      hasList = hasList || isList && (lists.contains(name) || name == "events" || name == "tarefas")
    }
    return !hasList
  }

  private static func array(_ glance: JSONGlance, isLines: Bool) -> Finding {
    var glance = glance
    var kind: InputKind?
    var isEmpty = true
    do throws(JSONGlance.Stop) {
      try glance.elements { element in
        isEmpty = false
        guard let found = self.kind(ofRecord: element) else { return false }
        if kind == nil || found != .agentOutput { kind = found }
        return !mayBeStored(found, element)
      }
    } catch {
      // Text such as "[see below]" is no JSON; a list that is merely cut, is.
      if error == .wrong && kind == nil { return Finding() }
    }
    return Finding(format: isLines && !isEmpty && kind == nil ? .ndjson : .json, kind: isEmpty ? .tasks : kind)
  }

  /// The kind of the first line that tells, when the first one does not.
  private static func linesKind(_ head: [UInt8], isLines: Bool) -> InputKind? {
    guard isLines else { return nil }
    var proposals: InputKind?
    for line in head.split(separator: 0x0A).prefix(100) {
      let glance = JSONGlance(Array(line))
      guard let kind = kind(ofDocument: glance) else { continue }
      if !mayBeStored(kind, glance) { return kind }
      proposals = kind
    }
    return proposals
  }

  /// Whether an object is a proposed task by its names alone: a task export may begin with a record that lacks all that
  /// marks a stored one, so those behind it have the say.
  private static func mayBeStored(_ kind: InputKind, _ glance: JSONGlance) -> Bool {
    guard kind == .agentOutput else { return false }
    var glance = glance
    var hasTitle = false
    try? glance.members { name, _ in hasTitle = hasTitle || name == "title" }
    return hasTitle
  }

  /// The kind of an object at the top: a wrapped list, an envelope, or a record.
  private static func kind(ofDocument glance: JSONGlance) -> InputKind? {
    if EnvelopeGlance.isProviders(glance) { return .agentOutput }
    var glance = glance
    var list: InputKind?
    var names = RecordNames()
    var seen: Marks = []
    // The members as far as they can be read: a cut text has told enough by then.
    try? glance.members { name, value in
      names.add(name)
      seen.note(name)
      guard list == nil, value.at < value.bytes.count, value.bytes[value.at] == UInt8(ascii: "[") else { return }
      if name == "events" {
        list = .events
      } else if lists.contains(name) {
        list = array(value, isLines: false).kind == .agentOutput ? .agentOutput : .tasks
      } else if name == "tarefas", array(value, isLines: false).kind == .agentOutput {
        // No task export has its list there.
        list = .agentOutput
      }
    }
    if seen.contains(.customID) { return .agentOutput }
    if let list { return list }
    return kind(names, seen)
  }

  /// What an object with such names is. Nexo's own envelope may have an agent and a time, as a task, but no status, and
  /// an id only beside a content.
  private static func kind(_ names: RecordNames, _ seen: Marks) -> InputKind? {
    let says = seen.contains(.content) || seen.isSuperset(of: [.agent, .error])
    if says, !names.hasIDOrStatus, !seen.contains(.title) { return .agentOutput }
    if seen.isSuperset(of: [.agent, .content]), !names.hasStatus, !seen.contains(.title) { return .agentOutput }
    // The title as models write it in Portuguese; stored tasks have the field's own name.
    return names.kind ?? (seen.contains(.titulo) ? .agentOutput : nil)
  }

  private static func kind(ofRecord glance: JSONGlance) -> InputKind? {
    if EnvelopeGlance.isProviders(glance) { return .agentOutput }
    var glance = glance
    var names = RecordNames()
    var seen: Marks = []
    try? glance.members { name, _ in
      names.add(name)
      seen.note(name)
    }
    return kind(names, seen)
  }
}
