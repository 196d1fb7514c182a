import Foundation

/// A page of the documentation, taken apart into its fenced blocks.
struct Page: Sendable {
  /// A block of the page, in the order of the page.
  enum Block: Sendable, Equatable {
    /// Marked `file=NAME` behind the language: what stands in that file.
    case file(name: String, text: String)
    /// Marked `console`: lines that begin with `$ ` are typed, the others are what the program says.
    case console([Exchange])
  }

  /// A command and what it prints.
  struct Exchange: Sendable, Equatable {
    var command: String
    var output: String
  }

  let text: String

  /// The project's folder.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// - Parameter name: the page, from the project's folder.
  init(_ name: String) throws {
    text = try String(contentsOf: Page.root.appendingPathComponent(name), encoding: .utf8)
  }

  init(text: String) { self.text = text }

  var blocks: [Block] {
    var blocks: [Block] = []
    var info: String?
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      guard line.hasPrefix("```") else {
        if info != nil { lines.append(line) }
        continue
      }
      if let open = info {
        blocks += Page.block(open, lines)
        info = nil
        lines = []
      } else {
        info = String(line.dropFirst(3))
      }
    }
    return blocks
  }

  private static func block(_ info: String, _ lines: [String]) -> [Block] {
    if info == "console" { return [.console(exchanges(lines))] }
    guard let mark = info.split(separator: " ").first(where: { $0.hasPrefix("file=") }) else { return [] }
    return [.file(name: String(mark.dropFirst("file=".count)), text: lines.map { $0 + "\n" }.joined())]
  }

  private static func exchanges(_ lines: [String]) -> [Exchange] {
    var all: [Exchange] = []
    for line in lines {
      if line.hasPrefix("$ ") {
        all.append(Exchange(command: String(line.dropFirst(2)), output: ""))
      } else if !all.isEmpty {
        all[all.count - 1].output += line + "\n"
      }
    }
    return all
  }
}
