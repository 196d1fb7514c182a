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

  /// The different names so far.
  var nameCount: Int { parser.pointee.dict.map { Int(xmlDictSize($0)) } ?? 0 }

  /// Stops at what libxml2 would read, but take minutes over. Called between pieces of input.
  mutating func checkLimits() {
    guard fault == nil else { return }
    if nameCount > Self.nameLimit {
      return stop(InputFault(.limitExceeded, at: offset, "there are more than \(Self.nameLimit) different names"))
    }
    // The parser holds a start tag back until it has all of it.
    guard let input = parser.pointee.input, let cur = input.pointee.cur, let end = input.pointee.end,
      end - cur > Self.smallTag, cur[0] == UInt8(ascii: "<"), cur[1] != UInt8(ascii: "!"), cur[1] != UInt8(ascii: "?")
    else { return }
    // What was counted before is not counted again, or a tag of some megabytes would take as long as it may not.
    if pending.start != offset { pending = (offset, 0, 0, 0) }
    for byte in UnsafeBufferPointer(start: cur, count: end - cur)[min(pending.counted, end - cur)...] {
      if pending.quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        pending.quote = byte
        pending.attributes += 1
      } else if byte == pending.quote {
        pending.quote = 0
      }
    }
    pending.counted = end - cur
    if pending.attributes > Self.attributeLimit { stop(Self.tooManyAttributes(at: offset)) }
  }

  static func tooManyAttributes(at offset: Int64) -> InputFault {
    InputFault(.limitExceeded, at: offset, "a start tag has more than \(attributeLimit) attributes")
  }
}
