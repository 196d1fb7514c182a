/// What the first line of a CSV file tells.
enum CSVShape {
  struct Finding: Equatable {
    var delimiter: UInt8
    var kind: InputKind?
    /// How many columns have the name of a task's or event's field.
    var knownColumns: Int
  }

  private static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  /// The delimiter that makes the most known columns, of equals the one that makes the most columns.
  static func find(in head: [UInt8]) -> Finding {
    var best = Finding(delimiter: UInt8(ascii: ","), kind: nil, knownColumns: -1)
    var bestColumns = 0
    for delimiter in delimiters {
      let columns = header(of: head, delimiter)
      var names = RecordNames()
      for column in columns { names.add(column, isColumn: true) }
      let known = max(names.taskFields, names.kind == .events ? 3 : 0)
      if known > best.knownColumns || (known == best.knownColumns && columns.count > bestColumns) {
        // A CSV file is never agent output: it lacks columns, and its records will say so.
        let kind = names.kind == .agentOutput ? .tasks : names.kind
        best = Finding(delimiter: delimiter, kind: kind, knownColumns: known)
        bestColumns = columns.count
      }
    }
    return best
  }

  /// The cells of the first line that is not blank, trimmed.
  static func header(of head: [UInt8], _ delimiter: UInt8) -> [String] {
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in head.drop(while: { $0 == 0x0A || $0 == 0x0D }) {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if isQuoted {
        cell.append(byte)
      } else if byte == delimiter {
        cells.append(text(cell))
        cell.removeAll()
      } else if byte == 0x0A || byte == 0x0D {
        break
      } else {
        cell.append(byte)
      }
    }
    return cells + [text(cell)]
  }

  private static func text(_ cell: [UInt8]) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
    let trimmed = cell.drop(while: isSpace)
    let end = trimmed.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? trimmed.startIndex
    return String(decoding: trimmed[..<end], as: UTF8.self)
  }
}
