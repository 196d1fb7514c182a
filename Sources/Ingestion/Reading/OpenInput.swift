package import Tasks

/// An input that was opened and recognised: everything that is needed to read any part of it, or a record again.
package struct OpenInput: Sendable {
  /// Its place in the order of paths, among those that are read.
  package var index: Int
  /// How many bytes are read at once.
  var chunkSize = ChunkPump.chunkSize
  /// All that stays as it was found out: one thing to be copied, however often an input goes from hand to hand.
  private let found: Found

  /// What was found out about an input.
  private final class Found: Sendable {
    let source: InputSource
    let shape: InputShape
    let exportTime: Instant?
    let rules: ValueRules
    let header: CSVHeader?
    let layout: JSONLayout?
    let responses: ResponseLayout
    let namedAgent: Int32?
    let surroundings: XMLLayout?
    let table: SQLiteTable?
    let recordLimit: Int
    let fingerprintSeed: UInt64

    init(
      _ source: InputSource, _ shape: InputShape, _ rules: ValueRules, exportTime: Instant?, header: CSVHeader?,
      layout: JSONLayout?, responses: ResponseLayout, namedAgent: Int32?, surroundings: XMLLayout?,
      table: SQLiteTable?, recordLimit: Int, fingerprintSeed: UInt64
    ) {
      self.source = source
      self.shape = shape
      self.rules = rules
      self.exportTime = exportTime
      self.header = header
      self.layout = layout
      self.responses = responses
      self.namedAgent = namedAgent
      self.surroundings = surroundings
      self.table = table
      self.recordLimit = recordLimit
      self.fingerprintSeed = fingerprintSeed
    }
  }

  package var path: String { found.source.path }
  package var source: InputSource { found.source }
  package var shape: InputShape { found.shape }
  package var exportTime: Instant? { found.exportTime }
  package var rules: ValueRules { found.rules }
  /// Of CSV only.
  var header: CSVHeader? { found.header }
  /// Of JSON only.
  var layout: JSONLayout? { found.layout }
  /// Of agent output: how it is divided into responses, and whose they are by the names of the file and its folders.
  var responses: ResponseLayout { found.responses }
  var namedAgent: Int32? { found.namedAgent }
  /// Of XML that is large enough to be read in parts.
  var surroundings: XMLLayout? { found.surroundings }
  /// Of SQLite only.
  var table: SQLiteTable? { found.table }
  var recordLimit: Int { found.recordLimit }

  var schema: FieldSchema { shape.kind == .events ? .events : .tasks }

  /// Keeps records of different inputs apart whose bytes are the same but mean something else.
  var fingerprintSeed: UInt64 { found.fingerprintSeed }

  /// Recognises the layout of an input whose format is known.
  ///
  /// - Parameters:
  ///   - index: may be set later: inputs are opened in any order.
  ///   - namedTime: the export time that its path states.
  ///   - reportZone: in which an `exported_at` without a zone is read.
  ///   - tableName: the table of a database that holds the records; nil for the one that is called as they are.
  ///   - plan: how large inputs are cut.
  ///   - namedAgent: the agent that its path names.
  ///   - beginning: may hold the first bytes of the input already.
  package init(
    index: Int = 0, source: InputSource, shape: InputShape, namedTime: Instant?, rules: ValueRules,
    reportZone: ZoneOffsets, recordLimit: Int, tableName: String? = nil, plan: PartPlan = PartPlan(),
    namedAgent: Int32? = nil, beginning: Beginning = Beginning()
  ) throws(ReadingFailure) {
    self.index = index
    let whole = beginning.whole(source)
    var header: CSVHeader?
    var layout: JSONLayout?
    var table: SQLiteTable?
    var time = namedTime
    if shape.format == .csv, shape.kind != .agentOutput {
      header = try OpenInput.readHeader(source, shape, whole: whole)
    } else if shape.format == .json {
      layout = try OpenInput.findLayout(source, shape, whole: whole)
      if let text = layout?.exportedAt, let stated = TimestampParser(assuming: reportZone).parse(text) { time = stated }
    } else if shape.format == .sqlite {
      let isEvents = shape.kind == .events
      table = try SQLiteTable(
        source, name: tableName ?? (isEvents ? "events" : "tasks"), schema: isEvents ? .events : .tasks)
    }
    let surroundings =
      shape.format == .xml && shape.kind != .agentOutput && (source.divisibleSize ?? 0) >= plan.smallest
      ? try OpenInput.findSurroundings(source, events: shape.kind == .events) : nil
    let responses: ResponseLayout =
      shape.kind == .agentOutput ? try .find(source, shape.format, list: layout, whole: whole) : .whole
    var columns: [UInt8] = Array(shape.format.rawValue.utf8) + [header?.delimiter ?? 0]
    for slot in header?.slots ?? table?.slots ?? [] { columns.append(UInt8(truncatingIfNeeded: slot)) }
    found = Found(
      source, shape, rules, exportTime: time, header: header, layout: layout, responses: responses,
      namedAgent: namedAgent, surroundings: surroundings, table: table, recordLimit: recordLimit,
      fingerprintSeed: Scan.fingerprint(columns.span, from: 0, to: columns.count, seed: rules.decimalComma ? 1 : 0))
  }

  private static func findLayout(
    _ source: InputSource, _ shape: InputShape, whole: [UInt8]?
  ) throws(ReadingFailure) -> JSONLayout? {
    do throws(ReadingFailure) {
      return try JSONLayout.find(source, lists: lists(shape.kind), whole: whole)
    } catch {
      // What a model wrote may have slips; whoever reads it finds out.
      if case .fault = error, shape.kind == .agentOutput { return nil }
      throw error
    }
  }

  /// Keys under which an object may hold the list of its records.
  private static func lists(_ kind: InputKind) -> [String] {
    switch kind {
    case .tasks: ["tasks", "data", "items", "rows"]
    case .events: ["events"]
    case .agentOutput: ["tasks", "tarefas", "items", "data", "rows", "responses", "results"]
    }
  }

  /// What stands around the first record of an XML file.
  private static func findSurroundings(_ source: InputSource, events: Bool) throws(ReadingFailure) -> XMLLayout? {
    var head = [UInt8](repeating: 0, count: XMLLayout.window)
    do throws(SourceError) {
      let count = try source.read(at: 0, into: &head)
      head.removeLast(head.count - count)
    } catch { throw .source(error) }
    return XMLLayout.find(in: head, events: events)
  }

  /// As much of a CSV file as may be its header line.
  private static let headerLimit = 16 << 20

  /// The header of a CSV file.
  private static func readHeader(
    _ source: InputSource, _ shape: InputShape, whole: [UInt8]?
  ) throws(ReadingFailure) -> CSVHeader {
    let schema: FieldSchema = shape.kind == .events ? .events : .tasks
    var size = 64 << 10
    while true {
      var head = whole ?? [UInt8](repeating: 0, count: size)
      var isWhole = whole != nil
      if whole == nil {
        do throws(SourceError) {
          head.removeLast(head.count - (try source.read(at: 0, into: &head)))
          isWhole = try source.isEnd(at: Int64(head.count))
        } catch { throw .source(error) }
      }
      if let header = CSVHeader.read(head.span, schema: schema, delimiter: shape.delimiter, isWhole: isWhole) {
        guard header.slots.count > CSVHeader.columnLimit else { return header }
        let reason = "the header line has more than \(CSVHeader.columnLimit) columns"
        throw .fault(InputFault(.limitExceeded, at: source.contentStart, reason))
      }
      if isWhole {
        throw .fault(
          InputFault(.truncatedFile, at: source.contentStart, "the header line has a quote that is never closed"))
      }
      if size >= headerLimit {
        let reason = "the header line does not end within its first \(headerLimit) bytes"
        throw .fault(InputFault(.limitExceeded, at: source.contentStart, reason))
      }
      size = min(4 * size, headerLimit)
    }
  }

  /// Offset of the first record, or of what comes before it.
  var dataStart: Int64 {
    if let header { return Int64(header.end) }
    if let layout, shape.kind != .agentOutput || responses == .document { return layout.start }
    return shape.format == .xml && shape.kind != .agentOutput ? 0 : source.contentStart
  }
}
