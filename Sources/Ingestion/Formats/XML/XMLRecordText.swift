/// The text of one XML record.
enum XMLRecordText {
  /// Cuts off what stands before the record's first tag: text, comments and processing instructions.
  static func trim(_ bytes: [UInt8]) -> [UInt8] {
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else {
        at += 1
        continue
      }
      if bytes[at...].starts(with: "<!--".utf8) {
        at = end(of: "-->", in: bytes, from: at + 4)
      } else if bytes[at...].starts(with: "<?".utf8) {
        at = end(of: "?>", in: bytes, from: at + 2)
      } else {
        return Array(bytes[at...])
      }
    }
    return []
  }

  private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
    var at = start
    while at < bytes.count {
      if bytes[at...].starts(with: mark.utf8) { return at + mark.utf8.count }
      at += 1
    }
    return bytes.count
  }
}
