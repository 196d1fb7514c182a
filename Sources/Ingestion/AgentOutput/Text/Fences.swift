/// Fenced code blocks, by the rules of GitHub Flavored Markdown, but that they may be indented as deeply as lists need it, and
/// that JSON may begin on the fence's own line.
struct Fence: BitwiseCopyable, Equatable {
  /// The place behind the line that opens the block.
  var content: Int
  /// What it is made of, and how much of that.
  var mark: UInt8
  var count: Int

  /// The first fence that opens in `[start, end)`; `start` need not be the beginning of a line.
  static func next(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Fence? {
    var at = start
    while true {
      at = Scan.find(UInt8(ascii: "`"), UInt8(ascii: "~"), UInt8(ascii: "~"), in: bytes, from: at, to: end)
      guard at < end else { return nil }
      let count = run(bytes, at, end)
      if count >= 3, beginsLine(bytes, at, start), let content = content(bytes, at, count, end) {
        return Fence(content: content, mark: bytes[at], count: count)
      }
      at += count
    }
  }

  /// Where the line begins that closes this block, and the place behind it; both are `end` when none does.
  func close(_ bytes: Span<UInt8>, from start: Int, _ end: Int) -> (start: Int, after: Int, isThere: Bool) {
    var at = start
    while true {
      at = Scan.find(mark, in: bytes, from: at, to: end)
      guard at < end else { return (end, end, false) }
      let count = Fence.run(bytes, at, end)
      if count >= self.count, Fence.beginsLine(bytes, at, content) {
        var after = at + count
        while after < end, bytes[after] == 0x20 || bytes[after] == 0x09 || bytes[after] == 0x0D { after += 1 }
        if after == end || bytes[after] == 0x0A { return (at, min(after + 1, end), true) }
      }
      at += count
    }
  }

  private static func run(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var at = start
    while at < end, bytes[at] == bytes[start] { at += 1 }
    return at - start
  }

  /// Whether only white space stands before `at` on its line. Looks back over no more than an indentation of 64.
  private static func beginsLine(_ bytes: Span<UInt8>, _ at: Int, _ start: Int) -> Bool {
    var place = at
    while place > start, at - place <= 64 {
      let byte = bytes[place - 1]
      if byte == 0x0A || byte == 0x0D { return true }
      guard byte == 0x20 || byte == 0x09 else { return false }
      place -= 1
    }
    return place == start
  }

  /// Where the content begins of the block that the marks at `at` open; nil when they open none.
  private static func content(_ bytes: Span<UInt8>, _ at: Int, _ count: Int, _ end: Int) -> Int? {
    let line = Scan.find(0x0A, in: bytes, from: at + count, to: end)
    var place = at + count
    while place < line {
      switch bytes[place] {
      case UInt8(ascii: "`") where bytes[at] == UInt8(ascii: "`"): return nil
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        // The block's language may be told in braces; JSON goes on behind this line, or ends in it.
        return place
      default: place += 1
      }
    }
    return min(line + 1, end)
  }
}
