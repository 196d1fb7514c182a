import TestSupport

@testable import Ingestion

/// Makes task exports that are hard to cut: cells with lines that look like records, lists of objects inside records that
/// look like records, ids that repeat, broken records, every line end.
struct RandomExport {
  private var random: SeededGenerator
  private let format: InputFormat

  init(seed: UInt64, format: InputFormat) {
    random = SeededGenerator(seed: seed)
    self.format = format
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }

  /// The bytes of a file with about so many records.
  mutating func make(records: Int) -> [UInt8] {
    var bytes =
      switch format {
      case .csv: csv(records)
      case .ndjson: ndjson(records)
      case .json: json(records)
      default: xml(records)
      }
    if chance(10) { bytes.removeLast(Int.random(in: 0...bytes.count / 3, using: &random)) }
    return bytes
  }

  static let columns = [
    "id", "status", "channel", "created_by_agent", "created_at", "completed_at", "actual_hours", "title", "metadata",
  ]

  /// The values of a record by column, as text.
  private mutating func values() -> [String] {
    var values = [
      "t-\(Int.random(in: 0..<40, using: &random))",
      pick(["pending", "approved", "in progress", "completed", "done", "rejected"]),
      pick(["amazon", "Mercado Livre", "tiktok", "magalu", "feira livre"]), pick(["alex", "Marina", "bruno", ""]),
      "2026-02-\(Int.random(in: 10...28, using: &random))T12:00:0\(Int.random(in: 0...9, using: &random))Z",
      pick(["", "2026-03-01", "2026-03-01 10:00:00.5+00"]), pick(["", "1.5", "2e0", "0.00005"]),
      pick(["a", "ç \"quoted\"", "x, y; z", "😀", ""]), "",
    ]
    if chance(8) {
      let i = Int.random(in: 0..<7, using: &random)
      values[i] = pick(["", "dnoe", "2026-02-30", "x\u{FFFD}", String(repeating: "i", count: 201)])
    }
    return values
  }

  /// A text with lines that look like records.
  private mutating func misleadingText(_ lineEnd: String) -> String {
    var lines = ["begins"]
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      lines.append(
        chance(70)
          ? "f-\(Int.random(in: 0..<9, using: &random)),pending,amazon,alex,2026-02-01,,,x,"
          : pick(["", ",", "\"\"", "}"]))
    }
    return lines.joined(separator: lineEnd)
  }

  private mutating func csv(_ records: Int) -> [UInt8] {
    let lineEnd = pick(["\n", "\r\n", "\r"])
    func cell(_ text: String) -> String {
      let isPlain = !text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
      return isPlain
        ? text : "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
    var bytes = Array((chance(20) ? "\u{FEFF}" : "").utf8) + Array(RandomExport.columns.joined(separator: ",").utf8)
    for _ in 0..<records {
      var row = values()
      if chance(30) { row[7] = misleadingText(lineEnd) }
      if chance(20) { row[8] = #"{"planId":"p","a":[1,"b"]}"# }
      if chance(4) { row.removeLast(Int.random(in: 1...3, using: &random)) }
      bytes += Array(lineEnd.utf8)
      if chance(10) { bytes += Array(lineEnd.utf8) }
      bytes += Array(row.map(cell).joined(separator: ",").utf8)
      if chance(3) { bytes += Array(",\"broken\" quote".utf8) }
      if chance(3) { bytes += [0xFF] }
    }
    return bytes + Array((chance(70) ? lineEnd : "").utf8)
  }

  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  private mutating func object() -> [UInt8] {
    let row = values()
    var members = zip(RandomExport.columns, row).filter { !$1.isEmpty }.map { "\(quoted($0)):\(quoted($1))" }
    if chance(30) {
      let inner = (0..<Int.random(in: 1...6, using: &random)).map { i in
        #"{"id":"n-\#(i)","status":"pending","channel":"amazon","created_at":"2026-02-01"}"#
      }
      members.append(#""metadata":{"history":[\#(inner.joined(separator: pick([",", ", ", ",\n"]))) ]}"#)
    }
    if chance(20) {
      members.append(#""description":\#(quoted(misleadingText("\n") + #"},{"id":"s-1","status":"open"},"#))"#)
    }
    let space = format == .json ? pick(["", " ", "\n  "]) : pick(["", " "])
    var text = "{" + space + members.joined(separator: "," + space) + space + "}"
    if format == .ndjson { text.unicodeScalars.removeAll { $0 == "\n" || $0 == "\r" } }
    var bytes = Array(text.utf8)
    if format == .ndjson, chance(4) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = pick(["}", "\"", "x"]).utf8.first ?? 0
    }
    if chance(3), let at = bytes.firstIndex(of: UInt8(ascii: "2")) { bytes[at] = 0xC3 }
    return bytes
  }

  private mutating func ndjson(_ records: Int) -> [UInt8] {
    let lineEnd = Array(pick(["\n", "\r\n", "\n\n", " \n"]).utf8)
    var bytes: [UInt8] = []
    for i in 0..<records { bytes += (i > 0 ? lineEnd : []) + object() }
    return bytes + (chance(70) ? lineEnd : [])
  }

  private mutating func json(_ records: Int) -> [UInt8] {
    let isWrapped = chance(40)
    var bytes = Array((isWrapped ? #"{"before":{"tasks":[{"id":"no"}]}, "tasks": ["# : "[").utf8)
    for i in 0..<records {
      if i > 0 { bytes += Array(pick([",", ",\n", " , "]).utf8) }
      bytes += chance(4) ? Array(pick(["1", "null", "[{\"id\":\"1\"}]", "\"x\""]).utf8) : object()
      if chance(1) { bytes += Array(pick([",", "}", "]"]).utf8) }
    }
    bytes += Array("]".utf8)
    if isWrapped {
      bytes += Array(#", "exported_at":"2026-03-02", "rest":["#.utf8)
      for i in 0..<Int.random(in: 0...records, using: &random) { bytes += (i > 0 ? Array(",".utf8) : []) + object() }
      bytes += Array("]}".utf8)
    }
    return bytes + Array((chance(50) ? "\n" : "").utf8)
  }

  private mutating func xml(_ records: Int) -> [UInt8] {
    func escaped(_ text: String) -> String {
      text.map { $0 == "<" ? "&lt;" : $0 == "&" ? "&amp;" : $0 == ">" ? "&gt;" : String($0) }.joined()
    }
    var text = "<?xml version=\"1.0\"?>\n<export><tasks>"
    for _ in 0..<records {
      text += pick(["", "\n", "<!-- <task><id>c</id></task> -->"]) + "<task>"
      for (name, value) in zip(RandomExport.columns, values()) where !value.isEmpty {
        text += "<\(name)>\(escaped(value))</\(name)>"
      }
      if chance(15) { text += "<description><![CDATA[<task><id>d</id></task>]]></description>" }
      if chance(15) { text += "<metadata><task><id>m</id></task></metadata>" }
      text += "</task>"
      if chance(3) { text += "</tasks><tasks>" }
    }
    return Array((text + "</tasks></export>\n").utf8)
  }
}
