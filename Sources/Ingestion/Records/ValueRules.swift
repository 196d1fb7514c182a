package import Tasks

/// How the values of one input are read.
package struct ValueRules: Sendable {
  package var timestamps: TimestampParser
  package var decimalComma: Bool
  /// Spellings of statuses, compared without case, spaces and hyphens as `_`.
  let statuses: WordTable
  /// Spellings longer than the table holds.
  let longStatuses: [[UInt8]: TaskStatus]

  /// - Parameter statusMap: further spellings; they win over the built-in ones.
  package init(timestamps: TimestampParser, decimalComma: Bool = false, statusMap: [String: TaskStatus] = [:]) {
    self.timestamps = timestamps
    self.decimalComma = decimalComma
    var names = statusMap.sorted { $0.key < $1.key }
      .map { (ValueRules.folded(Array($0.key.utf8)), Int($0.value.rawValue)) }
    longStatuses = Dictionary(
      names.compactMap { name, rank in TaskStatus(rawValue: UInt8(rank)).map { (name, $0) } }.filter {
        $0.0.count > 24
      },
      uniquingKeysWith: { first, _ in first })
    for (name, status) in ValueRules.spellings { names.append((Array(name.utf8), Int(status.rawValue))) }
    statuses = WordTable(names)
  }

  /// The spellings that are accepted without configuration.
  package static let spellings: [(String, TaskStatus)] =
    TaskStatus.allCases.map { ($0.name, $0) } + [
      ("canceled", .cancelled), ("done", .completed), ("closed", .completed), ("open", .pending), ("todo", .pending),
      ("submitted", .awaitingApproval), ("doing", .inProgress), ("started", .inProgress),
    ]

  /// The status that a trimmed text names.
  @inline(__always)
  func status(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> TaskStatus? {
    // Exports nearly always write the plain name: try that before folding.
    if let rank = statuses.find(bytes, start, end - start) {
      return TaskStatus(rawValue: UInt8(truncatingIfNeeded: rank))
    }
    return foldedStatus(bytes, start, end)
  }

  /// Lower case (of all letters, not only ASCII's), spaces and hyphens as `_`.
  private static func folded(_ bytes: [UInt8]) -> [UInt8] {
    let folded = bytes.map(ASCII.folded)
    return folded.allSatisfy { $0 < 0x80 } ? folded : Array(String(decoding: folded, as: UTF8.self).lowercased().utf8)
  }

  private func foldedStatus(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> TaskStatus? {
    let folded = ValueRules.folded([UInt8](copying: bytes, start, end))
    if let rank = statuses.find(folded.span, 0, folded.count) {
      return TaskStatus(rawValue: UInt8(truncatingIfNeeded: rank))
    }
    return longStatuses[folded]
  }
}
