import TestSupport
import Testing

@testable import Tasks

@Suite("Exact fractions")
struct FractionTests {
  @Test("They are kept in lowest terms", arguments: [(6, 4, 3, 2), (0, 9, 0, 1), (7, 1, 7, 1), (100, 100, 1, 1)])
  func lowestTerms(_ numerator: Int, _ denominator: Int, _ top: Int, _ bottom: Int) {
    let fraction = Fraction(UInt128(numerator), UInt128(denominator))
    #expect(fraction?.numerator == UInt128(top))
    #expect(fraction?.denominator == UInt128(bottom))
  }

  @Test("Nothing is divided by nought")
  func noDenominator() { #expect(Fraction(1, 0) == nil) }

  @Test("Sums and products are exact")
  func arithmetic() throws {
    let sixth = try #require(Fraction(1, 6))
    #expect(sixth.adding(try #require(Fraction(1, 10))) == Fraction(4, 15))
    #expect(sixth.multiplied(by: try #require(Fraction(9, 2))) == Fraction(3, 4))
    #expect([sixth, sixth, sixth].exactSum() == Fraction(1, 2))
    #expect([Fraction]().exactSum() == Fraction.zero)
  }

  @Test("What 128 bits do not hold has no result")
  func overflow() throws {
    let big = try #require(Fraction(.max, 1))
    let small = try #require(Fraction(1, .max))
    #expect(big.adding(big) == nil)
    #expect(big.multiplied(by: big) == nil)
    #expect(small.adding(try #require(Fraction(1, 2))) == nil)
    #expect(big.multiplied(by: small) == Fraction(1, 1))
  }

  @Test(
    "A setting is the decimal that was written", arguments: [(0.3, 3, 10), (720, 720, 1), (0.000001, 1, 1_000_000)])
  func decimal(_ value: Double, _ top: Int, _ bottom: Int) {
    #expect(Fraction(decimal: value) == Fraction(UInt128(top), UInt128(bottom)))
  }

  @Test("No fraction stands for what is no short decimal", arguments: [-0.5, 1e-7, 1e300, .nan, .infinity])
  func noDecimal(_ value: Double) { #expect(Fraction(decimal: value) == nil) }

  @Test(
    "Their value is the nearest floating-point number, as one division gives it", arguments: 0..<1000 as Range<UInt64>)
  func value(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // A quotient of two integers that a Double holds is rounded once.
    let a = UInt64.random(in: 0...1 << Int.random(in: 1...53, using: &random), using: &random)
    let b = UInt64.random(in: 1...1 << Int.random(in: 1...53, using: &random), using: &random)
    #expect(try #require(Fraction(UInt128(a), UInt128(b))).value == Double(a) / Double(b))
  }

  @Test("Values at the ends of 128 bits are rounded once as well")
  func extremeValues() throws {
    #expect(try #require(Fraction(.max, 1)).value == 0x1p128)
    #expect(try #require(Fraction(1, .max)).value == 0x1p-128)
    #expect(try #require(Fraction(.max, .max - 1)).value == 1)
    // 2^54 + 1 lies between 2^54 and 2^54 + 4, nearer to the first; a little more than 2^54 + 2 is nearer to the second.
    #expect(try #require(Fraction((1 << 54) + 1, 1)).value == 0x1p54)
    #expect(try #require(Fraction(((1 << 54) + 2) * 1000 + 1, 1000)).value == 0x1p54 + 4)
  }
}
