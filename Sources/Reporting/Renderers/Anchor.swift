/// Ids of places in a page. They work in a link as they are, whatever the input called the thing.
enum Anchor {
  static func agent(_ id: String) -> String { "agent-" + encoded(id) }

  static func channel(_ id: String) -> String { "channel-" + encoded(id) }

  /// Letters, digits, `_` and `-` as they are, other bytes as `.` and two hexadecimal digits: no two ids meet.
  private static func encoded(_ id: String) -> String {
    var result = ""
    for byte in id.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += byte < 16 ? ".0" : "."
        result += String(byte, radix: 16)
      }
    }
    return result
  }
}
