/// A number as the decimal digits that print it: rounding on these is what a reader would do by hand. Rounding the
/// binary value instead shows 1.15 as 1.1, since its nearest double lies a little below.
struct DecimalDigits: Equatable {
  private(set) var isNegative: Bool
  /// Before the point; at least one digit.
  private(set) var whole: [UInt8]
  /// After the point.
  private(set) var fraction: [UInt8]

  /// The shortest decimal that reads back as `value`; nil when it is not finite.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    let isNegative = value < 0
    var digits: [UInt8] = []
    var pointAt: Int?
    var exponent = 0
    let text = Array(value.magnitude.description.utf8)
    for (i, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "."): pointAt = digits.count
      default:
        exponent = Int(String(decoding: text[(i + 1)...], as: UTF8.self)) ?? 0
        let point = (pointAt ?? digits.count) + exponent
        self.init(isNegative: isNegative, digits: digits, pointAt: point)
        return
      }
    }
    self.init(isNegative: isNegative, digits: digits, pointAt: pointAt ?? digits.count)
  }

  private init(isNegative: Bool, digits: [UInt8], pointAt point: Int) {
    self.isNegative = isNegative
    if point <= 0 {
      whole = [0]
      fraction = Array(repeating: 0, count: -point) + digits
    } else if point >= digits.count {
      whole = digits + Array(repeating: 0, count: point - digits.count)
      fraction = []
    } else {
      whole = Array(digits[..<point])
      fraction = Array(digits[point...])
    }
    trim()
  }

  /// Rounded to `places` decimals, half away from zero; `fraction` has that many digits then.
  func rounded(places: Int) -> DecimalDigits {
    var result = self
    guard fraction.count > places else {
      result.fraction += Array(repeating: 0, count: places - fraction.count)
      return result
    }
    let up = fraction[places] >= 5
    var digits = whole + fraction[..<places]
    if up {
      var i = digits.count - 1
      while i >= 0 {
        if digits[i] < 9 {
          digits[i] += 1
          break
        }
        digits[i] = 0
        i -= 1
      }
      if i < 0 { digits.insert(1, at: 0) }
    }
    result.whole = Array(digits[..<(digits.count - places)])
    result.fraction = Array(digits[(digits.count - places)...])
    if digits.allSatisfy({ $0 == 0 }) { result.isNegative = false }
    return result
  }

  func multiplied(by factor: UInt8) -> DecimalDigits {
    var digits: [UInt8] = []
    var carry = 0
    for digit in (whole + fraction).reversed() {
      let product = Int(digit) * Int(factor) + carry
      digits.append(UInt8(product % 10))
      carry = product / 10
    }
    while carry > 0 {
      digits.append(UInt8(carry % 10))
      carry /= 10
    }
    return DecimalDigits(isNegative: isNegative, digits: digits.reversed(), pointAt: digits.count - fraction.count)
  }

  /// The digits before the point; nil when an Int cannot hold them.
  var integer: Int? { Int((isNegative ? "-" : "") + DecimalDigits.text(whole)) }

  static func text(_ digits: [UInt8]) -> String { digits.map(String.init).joined() }

  private mutating func trim() {
    whole = Array(whole.drop { $0 == 0 })
    if whole.isEmpty { whole = [0] }
    while fraction.last == 0 { fraction.removeLast() }
  }
}
