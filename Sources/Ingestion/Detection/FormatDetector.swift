/// Decides what an input is, by its first bytes and its name.
package struct FormatDetector {
  /// As much of an input as is looked at.
  package static let headSize = 64 << 10
  /// As much of JSON as is looked at where that leaves open what its first value is: no record is larger, unless the
  /// limit was raised.
  package static let farthestHead = 16 << 20

  /// The first bytes, behind a byte order mark, in UTF-8.
  private let head: [UInt8]
  /// Stands at the first one that is no white space.
  private let glance: JSONGlance
  /// `head` is all there is.
  private let isWhole: Bool
  /// The end of the name behind its last dot, in lower case.
  private let ending: String
  private let kind: InputKind?
  private let format: InputFormat?
  /// What it is, if it is JSON.
  private let json: JSONShape.Finding

  private init(head: [UInt8], isWhole: Bool, name: String, kind: InputKind?, format: InputFormat?) {
    self.head = head
    let space = head.prefix(while: FormatDetector.isSpace).count
    glance = JSONGlance(space == 0 ? head : Array(head[space...]))
    self.isWhole = isWhole
    ending = FormatDetector.ending(of: name)
    self.kind = kind
    self.format = format
    json = JSONShape.find(in: glance, isLines: FormatDetector.isNamedLines(ending, format))
  }

  /// The end of a file's name behind its last dot that something follows, in lower case.
  private static func ending(of name: String) -> String {
    let bytes = Array(name.utf8)
    var end = bytes.count
    while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let start = bytes[..<end].lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    guard bytes[start..<end].contains(UInt8(ascii: ".")) else { return "" }
    while end > start, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    let from = bytes[start..<end].lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? start
    return String(decoding: bytes[from..<end], as: UTF8.self).lowercased()
  }

  /// Looks at an open input.
  /// - Parameters:
  ///   - kind: the user's word on what the records are.
  ///   - format: the user's word on how they are written.
  ///   - beginning: may hold the first bytes of the input already.
  package static func detect(
    _ source: InputSource, kind: InputKind? = nil, format: InputFormat? = nil, beginning: Beginning = Beginning()
  ) throws(SourceError) -> Detection {
    // What is in a compressed file may be told by the rest of its name. (An empty file with such a name is no empty export.)
    let name = source.compression == nil ? source.path : Compression.stripped(source.path)
    var size = beginning.isOf(source) ? Beginning.firstLook : headSize
    while true {
      let (head, isWhole) =
        if let known = beginning.first(size, of: source) { known } else { try source.beginning(size) }
      let detector = FormatDetector(head: head, isWhole: isWhole, name: name, kind: kind, format: format)
      if size < headSize {
        if isWhole || detector.isSettled { return detector.detect() }
        size = headSize
        try beginning.grow(source, to: size)
        continue
      }
      if size >= farthestHead || !detector.endsTooSoon { return detector.detect() }
      size *= 4
    }
  }

  /// Whatever follows, this is what the input is: lines of JSON, the first of which says that it is a task or an event. Of what
  /// agents said, more is looked at in any case.
  private var isSettled: Bool {
    guard format == nil || format == .json || format == .ndjson else { return false }
    return json.isSettled && json.kind != .agentOutput && kind != .agentOutput
  }

  /// More of the input would tell more.
  private var endsTooSoon: Bool {
    guard !isWhole, format == nil || (kind == nil && (format == .json || format == .ndjson)) else { return false }
    return JSONShape.isOpen(in: glance, isLines: isNamedLines)
  }

  /// Looks at the first bytes of an input.
  package static func detect(
    head: [UInt8], isWhole: Bool, name: String, kind: InputKind? = nil, format: InputFormat? = nil
  ) -> Detection {
    FormatDetector(head: head, isWhole: isWhole, name: name, kind: kind, format: format).detect()
  }

  private func detect() -> Detection {
    if isWhole, head.allSatisfy(FormatDetector.isSpace) { return blank() }
    if let compression = Compression(magic: head.span) {
      return .unknown(tried: "it is compressed twice: what comes out of it is \(compression.rawValue) again")
    }
    if format == .sqlite || SQLiteFile.isOne(head) { return database() }
    if kind != .tasks, kind != .events, EnvelopeGlance.isBatchObject(glance) {
      return .unknown(tried: "it tells of a batch of requests; the responses to them are in its results file")
    }
    guard let found = shape() else { return .unknown(tried: tried) }
    return .readable(found)
  }

  private func database() -> Detection {
    guard SQLiteFile.isOne(head) else {
      return .unknown(tried: "it is no SQLite database: it does not begin with \"SQLite format 3\"")
    }
    if kind == .agentOutput { return .unknown(tried: "it is an SQLite database, which holds no agent output") }
    return .readable(InputShape(kind ?? .tasks, .sqlite))
  }

  /// No bytes, or nothing but white space: some formats allow that.
  private func blank() -> Detection {
    let shape: InputShape? =
      switch (format, ending) {
      case (.csv, _), (nil, "csv"): InputShape(kind ?? .tasks, .csv, delimiter: UInt8(ascii: ","))
      case (.ndjson, _), (nil, "ndjson"), (nil, "jsonl"): InputShape(kind ?? .tasks, .ndjson)
      default: nil
      }
    if let shape { return .empty(shape) }
    if !head.isEmpty, isNamedText { return .readable(InputShape(.agentOutput, .text)) }
    return .truncated(reason: head.isEmpty ? "the file has no bytes" : "the file holds nothing but white space")
  }

  private func shape() -> InputShape? {
    switch format {
    case .json: InputShape(kind ?? json.kind ?? .tasks, .json)
    case .ndjson: InputShape(kind ?? json.kind ?? .tasks, .ndjson)
    case .csv: csv(minimum: 0)
    case .xml:
      switch XMLShape.find(in: trimmed, isNamed: true) {
      case .kind(let found): InputShape(kind ?? found, .xml)
      case .faulty, .foreign: InputShape(kind ?? .tasks, .xml)
      }
    case .text: InputShape(.agentOutput, .text)
    case .sqlite: nil
    case nil: guess()
    }
  }

  private func guess() -> InputShape? {
    switch trimmed.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      let found = json
      guard let format = found.format, let kind = kind ?? found.kind else { return looseTasks() ?? text() }
      return InputShape(kind, format)
    case UInt8(ascii: "<"):
      switch XMLShape.find(in: trimmed, isNamed: ending == "xml", byRecords: isNamedText) {
      // What a model wrote need not be a document: several roots, or a bare ampersand, are no fault of a text.
      case .kind(.agentOutput) where isNamedText: return text()
      case .kind(let found): return InputShape(kind ?? found, .xml)
      case .faulty: return InputShape(kind ?? .tasks, .xml)
      case .foreign: return ending == "xml" ? kind.map { InputShape($0, .xml) } : text()
      }
    case UInt8(ascii: "`") where head.starts(with: Array("```".utf8)): return InputShape(kind ?? .agentOutput, .text)
    // By its name a file is CSV when its header has one known column; by its content alone it takes two.
    default:
      let isCSV = ending == "csv" || ending == "tsv"
      return (kind == .agentOutput && !isCSV ? nil : csv(minimum: isCSV ? 1 : 2)) ?? text()
    }
  }

  /// By its name it is a text, and what begins in it need not end.
  private var isNamedText: Bool {
    (kind == nil || kind == .agentOutput) && ["md", "markdown", "txt", "text"].contains(ending)
  }

  private var isNamedLines: Bool { FormatDetector.isNamedLines(ending, format) }

  private static func isNamedLines(_ ending: String, _ format: InputFormat?) -> Bool {
    format == .ndjson || ending == "ndjson" || ending == "jsonl"
  }

  private func csv(minimum: Int) -> InputShape? {
    let found = CSVShape.find(in: trimmed)
    let kind = kind ?? found.kind ?? (minimum == 0 ? .tasks : nil)
    guard found.knownColumns >= minimum, let kind else { return nil }
    return InputShape(kind, .csv, delimiter: found.delimiter)
  }

  /// JSON with slips: a list of tasks as models write it, whatever the file is called.
  private func looseTasks() -> InputShape? {
    guard kind == nil || kind == .agentOutput, isText, LooseNames.areProposedTasks(in: head) else { return nil }
    return InputShape(.agentOutput, .text)
  }

  /// Text that may be an agent's words; a name that promises something else is not kept by it.
  private func text() -> InputShape? {
    let others = ["json", "ndjson", "jsonl", "csv", "tsv", "xml"]
    guard kind == .agentOutput || !others.contains(ending) else { return nil }
    // Named a text and in another encoding: the reader says where it stops being UTF-8, and what to do.
    return isText || (isNamedText && !hasControls) ? InputShape(.agentOutput, .text) : nil
  }

  /// Control characters other than those that lay text out.
  private var hasControls: Bool {
    head.contains { $0 < 0x20 && !"\t\n\r\u{C}\u{1B}".utf8.contains($0) || $0 == 0x7F }
  }

  /// UTF-8 without control characters but those that lay text out; the last character may be cut.
  private var isText: Bool {
    if hasControls { return false }
    return (0...(isWhole ? 0 : 3)).contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
  }

  private var trimmed: [UInt8] { glance.bytes }

  private var tried: String {
    let start = head.prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(separator: " ")
    let begins =
      isText
      ? "begins with \"\(String(decoding: trimmed.prefix(24).prefix { $0 >= 0x20 && $0 < 0x7F }, as: UTF8.self))\""
      : "is not text (its first bytes are \(start))"
    return """
      tried JSON, NDJSON (an object or a list with fields of a task or an event), CSV (a header with such columns), XML \
      (task, row, record or item elements) and text; it \(begins)
      """
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
}
