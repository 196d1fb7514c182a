internal import CLibXML2
internal import Glibc
internal import Tasks

extension XMLCollector {
  /// Elements within elements; libxml2's own limit is 256.
  static let depthLimit = 200
  /// Different names in one document. libxml2 looks a name up in time that grows with their number.
  static let nameLimit = 10_000
  /// Attributes of one start tag. libxml2 compares each with all before it.
  static let attributeLimit = 10_000
  /// A start tag of fewer bytes cannot hold enough attributes to matter.
  private static let smallTag = 64 << 10

  /// Stops at what libxml2 would read, but take minutes over. Called between pieces of input.
  mutating func checkLimits() {
    guard fault == nil else { return }
    if let names = parser.pointee.dict, xmlDictSize(names) > Self.nameLimit {
      return stop(InputFault(.limitExceeded, at: offset, "there are more than \(Self.nameLimit) different names"))
    }
    // The parser holds a start tag back until it has all of it.
    guard let input = parser.pointee.input, let cur = input.pointee.cur, let end = input.pointee.end,
      end - cur > Self.smallTag, cur[0] == UInt8(ascii: "<"), cur[1] != UInt8(ascii: "!"), cur[1] != UInt8(ascii: "?")
    else { return }
    // What was counted before is not counted again, or a tag of some megabytes would take as long as it may not.
    if pending.start != offset { pending = (offset, 0, 0) }
    let fresh = UnsafeBufferPointer(start: cur, count: end - cur)[min(pending.counted, end - cur)...]
    pending.attributes += Self.attributes(in: fresh)
    pending.counted = end - cur
    if pending.attributes > Self.attributeLimit {
      stop(InputFault(.limitExceeded, at: offset, "a start tag has more than \(Self.attributeLimit) attributes"))
    }
  }

  /// How many values there are at most: equals signs with a quote behind them.
  private static func attributes(in tag: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var count = 0
    for i in tag.indices.dropLast() where tag[i] == UInt8(ascii: "=") {
      let next = tag[i + 1]
      // White space may come between the two; it is counted, so that it hides nothing.
      if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") || next <= 0x20 { count += 1 }
    }
    return count
  }
}
