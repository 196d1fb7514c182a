import TestSupport

/// Texts one behind the other in one array, the same in every run.
struct Samples {
  private(set) var bytes: [UInt8] = []
  private(set) var ranges: [Range<Int>] = []

  init(_ count: Int, _ text: (Int, inout SeededGenerator) -> String) {
    var random = SeededGenerator(seed: 20_260_224)
    for i in 0..<count {
      let start = bytes.count
      bytes += text(i, &random).utf8
      ranges.append(start..<bytes.count)
    }
  }

  /// How many of the texts are as they must be.
  func count(_ isRight: (Span<UInt8>, Int, Int) -> Bool) -> Int {
    let span = bytes.span
    var found = 0
    for range in ranges where isRight(span, range.lowerBound, range.upperBound) { found += 1 }
    return found
  }

  /// A benchmark that looks at each text.
  func benchmark(_ name: String, _ isRight: @escaping (Span<UInt8>, Int, Int) -> Bool) -> Benchmark {
    Benchmark(name: name, items: ranges.count, bytes: bytes.count) { count(isRight) }
  }
}

extension SeededGenerator {
  /// A number below `bound`.
  mutating func number(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() % UInt64(bound)) }

  /// A number below 10 to the power of `digits`, with so many digits.
  mutating func digits(_ digits: Int) -> String {
    (0..<digits).map { _ in String(number(10)) }.joined()
  }

  /// A number from `range`, with two digits.
  mutating func two(_ range: ClosedRange<Int>) -> String {
    let value = range.lowerBound + number(range.count)
    return value < 10 ? "0\(value)" : "\(value)"
  }

  mutating func hexadecimal(_ digits: Int) -> String {
    (0..<digits).map { _ in String(number(16), radix: 16) }.joined()
  }

  /// A version 4 UUID.
  mutating func uuid() -> String {
    "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-a\(hexadecimal(3))-\(hexadecimal(12))"
  }

  /// Some words, one in eight with a letter beyond ASCII.
  mutating func words(_ count: Int) -> String {
    (0..<count).map { _ in
      [
        "título", "preço", "fotos", "body", "kit", "enxoval", "frete", "summer", "tabela", "margem", "loja", "teste",
        "capa", "linha",
        "prazo", "stock",
      ][number(16)]
    }.joined(separator: " ")
  }
}
