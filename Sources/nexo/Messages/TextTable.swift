import Glibc

/// A table of text for a terminal: as wide as it may be, and nothing in it steers the terminal.
struct TextTable {
  struct Column {
    let title: String
    var isNumber = false
    /// The first to go, in a narrow terminal, is the one with the highest number; 0 stays.
    var dropped = 0
    /// The column that is cut where there is no room; nil for those that are not.
    var keepsAtLeast: Int?
    var clippedTo: Int?

    init(
      _ title: String, isNumber: Bool = false, dropped: Int = 0, keepsAtLeast: Int? = nil, clippedTo: Int? = nil
    ) {
      self.title = title
      self.isNumber = isNumber
      self.dropped = dropped
      self.keepsAtLeast = keepsAtLeast
      self.clippedTo = clippedTo
    }
  }

  private let columns: [Column]
  private var rows: [[String]] = []
  private static let gap = 2

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [String]) { rows.append(cells.map(Visible.text)) }

  /// The table's lines.
  /// - Parameter width: columns of the terminal; nil where there is none.
  func text(width: Int?) -> String {
    var widths = columns.indices.map { i in
      rows.reduce(columns[i].title.count) { widest, row in
        max(widest, min(Terminal.columns(of: row[i]), columns[i].clippedTo ?? .max))
      }
    }
    var shown = Array(columns.indices)
    if let width { fit(&shown, &widths, width) }
    var text = line(shown, widths) { columns[$0].title }
    for row in rows { text += line(shown, widths) { row[$0] } }
    return text
  }

  private func fit(_ shown: inout [Int], _ widths: inout [Int], _ width: Int) {
    func excess() -> Int { shown.reduce(TextTable.gap * (shown.count - 1)) { $0 + widths[$1] } - width }
    func slack() -> Int { shown.reduce(0) { $0 + max(0, widths[$1] - (columns[$1].keepsAtLeast ?? widths[$1])) } }
    while excess() > slack(),
      let last = shown.filter({ columns[$0].dropped > 0 }).max(by: {
        columns[$0].dropped < columns[$1].dropped
      })
    {
      shown.removeAll { $0 == last }
    }
    for i in shown {
      guard let least = columns[i].keepsAtLeast, excess() > 0 else { continue }
      widths[i] = max(min(least, widths[i]), widths[i] - excess())
    }
  }

  private func line(_ shown: [Int], _ widths: [Int], _ cell: (Int) -> String) -> String {
    var line = ""
    for (place, i) in shown.enumerated() {
      let text = Terminal.clipped(cell(i), to: widths[i])
      let padding = String(repeating: " ", count: max(0, widths[i] - Terminal.columns(of: text)))
      if place > 0 { line += String(repeating: " ", count: TextTable.gap) }
      line += columns[i].isNumber ? padding + text : text + (place == shown.count - 1 ? "" : padding)
    }
    return line + "\n"
  }
}

/// What a terminal can show.
enum Terminal {
  /// Columns of the terminal on standard output, else those that `COLUMNS` states; nil where neither is.
  static func width(_ environment: [String: String]) -> Int? {
    var size = winsize()
    if isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return environment["COLUMNS"].flatMap { Int($0) }.flatMap { (20...10_000).contains($0) ? $0 : nil }
  }

  /// How many columns a text takes: marks that combine take none, East Asian wide characters and emoji two.
  static func columns(of text: String) -> Int { text.reduce(0) { $0 + columns(of: $1) } }

  /// `text`, with `…` for what does not fit.
  static func clipped(_ text: String, to width: Int) -> String {
    if columns(of: text) <= width { return text }
    var result = ""
    var taken = 0
    for character in text {
      taken += columns(of: character)
      if taken > width - 1 { break }
      result.append(character)
    }
    return result + "…"
  }

  private static func columns(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.isASCII { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    let isWide =
      switch first.value {
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        true
      default: first.properties.isEmojiPresentation
      }
    return isWide ? 2 : 1
  }
}
