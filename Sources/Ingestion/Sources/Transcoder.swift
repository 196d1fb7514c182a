internal import Glibc

/// Turns a stream of bytes in another encoding into UTF-8, by the C library's iconv. Owns the converter.
///
/// A sequence that means nothing in the encoding becomes the byte 0xFF, which no UTF-8 text holds: whoever reads the
/// record finds it there, and only that record is lost.
struct Transcoder: ~Copyable {
  private let converter: iconv_t
  private let unit: Int
  /// The beginning of a sequence whose end has not come yet.
  private var carried: [UInt8] = []
  private var output = [UInt8](repeating: 0, count: 64 << 10)

  init?(from encoding: TextEncoding) {
    guard let converter = iconv_open("UTF-8", encoding.name), converter != iconv_t(bitPattern: -1) else { return nil }
    self.converter = converter
    unit = encoding.unit
  }

  deinit { iconv_close(converter) }

  /// The input so far ends within a character.
  var isIncomplete: Bool { !carried.isEmpty }

  /// Converts `bytes`; their UTF-8 is appended to `out`.
  mutating func convert(_ bytes: ArraySlice<UInt8>, into out: inout [UInt8]) {
    var input = carried.map { CChar(bitPattern: $0) } + bytes.map { CChar(bitPattern: $0) }
    carried.removeAll()
    var used = 0
    while used < input.count {
      let (consumed, produced, code) = step(&input, from: used)
      used += consumed
      out += output[..<produced]
      switch code {
      case 0, E2BIG: continue
      case EINVAL:
        carried = input[used...].map { UInt8(bitPattern: $0) }
        return
      default:
        used = min(input.count, used + unit)
        out.append(0xFF)
      }
    }
  }

  /// One call of iconv: bytes used, bytes made, and `errno` (0 when all was converted).
  private mutating func step(_ input: inout [CChar], from start: Int) -> (Int, Int, Int32) {
    let converter = converter
    return input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBytes { output in
        // iconv moves both pointers forward and counts down; both lie inside the buffers throughout.
        var from = input.baseAddress.map { $0 + start }
        var fromLeft = input.count - start
        var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        var toLeft = output.count
        let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
        let code = result == Int(bitPattern: UInt.max) ? errno : 0
        return (input.count - start - fromLeft, output.count - toLeft, code)
      }
    }
  }
}
