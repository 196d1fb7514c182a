/// An exact fraction that is not negative, as long as 128 bits hold it.
///
/// Means of rates and scores are compared with thresholds and rounded at halves. Summed as floating-point numbers,
/// 100/6 + 500/6 + 50 stays below 150, and an agent whose score is 50 becomes a bottleneck.
struct Fraction: Equatable, Sendable {
  let numerator: UInt128
  let denominator: UInt128

  static let zero = Fraction(lowest: 0, 1)
  static let hundred = Fraction(lowest: 100, 1)

  /// Nil when the denominator is 0.
  init?(_ numerator: UInt128, _ denominator: UInt128) {
    guard denominator != 0 else { return nil }
    let divisor = Fraction.greatestCommonDivisor(numerator, denominator)
    self.init(lowest: numerator / divisor, denominator / divisor)
  }

  /// The decimal that a setting was written as; nil when it is negative or has more than six places.
  init?(decimal value: Double) {
    let millionths = (value * 1_000_000).rounded()
    guard millionths >= 0, millionths < 0x1p53, millionths / 1_000_000 == value else { return nil }
    self.init(UInt128(millionths), 1_000_000)
  }

  private init(lowest numerator: UInt128, _ denominator: UInt128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Nil when 128 bits do not hold the sum.
  func adding(_ other: Fraction) -> Fraction? {
    let divisor = Fraction.greatestCommonDivisor(denominator, other.denominator)
    guard let a = Fraction.product(numerator, other.denominator / divisor),
      let b = Fraction.product(other.numerator, denominator / divisor),
      let bottom = Fraction.product(denominator, other.denominator / divisor)
    else { return nil }
    let (top, overflows) = a.addingReportingOverflow(b)
    return overflows ? nil : Fraction(top, bottom)
  }

  /// Nil when 128 bits do not hold the product.
  func multiplied(by other: Fraction) -> Fraction? {
    let (a, b) = (
      Fraction.greatestCommonDivisor(numerator, other.denominator),
      Fraction.greatestCommonDivisor(other.numerator, denominator)
    )
    guard let top = Fraction.product(numerator / a, other.numerator / b),
      let bottom = Fraction.product(denominator / b, other.denominator / a)
    else { return nil }
    return Fraction(lowest: top, bottom)
  }

  /// The nearest floating-point number; of two, the even one.
  var value: Double {
    if numerator == 0 { return 0 }
    var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    var exponent = 0
    // Long division until there are more digits than a Double holds; the last one tells whether anything follows.
    while quotient >> 63 == 0 {
      let carries = remainder >> 127 != 0
      remainder = remainder << 1
      let goes = carries || remainder >= denominator
      if goes { remainder = remainder &- denominator }
      quotient = quotient << 1 | (goes ? 1 : 0)
      exponent -= 1
    }
    if remainder != 0 { quotient |= 1 }
    return Double(sign: .plus, exponent: exponent, significand: Double(quotient))
  }

  private static func product(_ a: UInt128, _ b: UInt128) -> UInt128? {
    let (product, overflows) = a.multipliedReportingOverflow(by: b)
    return overflows ? nil : product
  }

  private static func greatestCommonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}

extension Sequence<Fraction> {
  /// Nil when 128 bits do not hold the sum.
  func exactSum() -> Fraction? {
    var sum = Fraction.zero
    for fraction in self {
      guard let next = sum.adding(fraction) else { return nil }
      sum = next
    }
    return sum
  }
}
