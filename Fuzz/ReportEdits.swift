import Glibc

@testable import Reporting

/// Changes to a sound report, so that what is tried is nearly always one: bytes that are mutated blindly are hardly ever.
enum ReportEdits {
  /// The report that is changed; the environment says where it lies.
  private static let base: JSONValue = {
    guard let path = getenv("NEXO_FUZZ_REPORT"), let file = fopen(path, "r") else {
      fatalError("NEXO_FUZZ_REPORT names the report that is changed")
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, file))
    guard let value = try? JSONParser.value(of: bytes) else { fatalError("the report that is changed is no JSON") }
    return value
  }()

  private static let integers: [Int64] = [
    0, 1, -1, 2, 7, 100, 1_000, 1_000_000_000, 1 << 31, 1 << 32, 1 << 53, (1 << 53) + 1, .max, .max - 1, .min, .min + 1,
  ]
  private static let numbers: [Double] = [
    0, -0.0, 0.05, 0.5, -1, 49.95, 99.999, 100, 1e9, 1e15, 1e18, 1e19, 1e300, -1e300, .greatestFiniteMagnitude,
    .leastNonzeroMagnitude,
  ]
  private static let texts = [
    "", "<b>\u{301}", "\"\u{308} onclick=\"x", "1970-01-01T00:00:00.000Z", "2262-12-31T23:59:59.999Z", "2262-12-31",
    "1970-01-01", "0000-01-01", "9999-12-31", "excellent", "no_data", "error", "completed", "alex", "amazon", "UTC",
    "</style><script>", "{{#agents}}{{/agents}}", "-->", "|\n|", "\u{0}\u{7}\u{202E}", "unknown-status", "nothing",
    "(other)",
  ]

  /// The bytes of the report after the changes that `recipe` asks for, four bytes each and perhaps a text.
  static func apply(_ recipe: [UInt8]) -> [UInt8] {
    var value = base
    var rest = recipe[...]
    var changes = 0
    while rest.count >= 4, changes < 24 {
      let head = Array(rest.prefix(4))
      rest = rest.dropFirst(4)
      let size = count(value)
      if size > 20_000 { break }
      var number = (Int(head[0]) << 8 | Int(head[1])) % size
      if head[2] % 8 == 7 {
        let said = rest.prefix(Int(head[3] % 32))
        rest = rest.dropFirst(said.count)
        change(&value, &number, kind: 7, argument: 0, said: String(decoding: said, as: UTF8.self))
      } else {
        change(&value, &number, kind: head[2] % 8, argument: Int(head[3]), said: "")
      }
      changes += 1
    }
    return value.bytes
  }

  private static func count(_ value: JSONValue) -> Int {
    switch value {
    case .array(let elements): elements.reduce(1) { $0 + count($1) }
    case .object(let members): members.reduce(1) { $0 + count($1.value) }
    default: 1
    }
  }

  /// Changes the value of that number, counted from this one on.
  private static func change(
    _ value: inout JSONValue, _ number: inout Int, kind: UInt8, argument: Int, said: String
  ) {
    if number == 0 {
      value = changed(value, kind: kind, argument: argument, said: said)
      number = -1
      return
    }
    number -= 1
    switch value {
    case .array(var elements):
      for i in elements.indices where number >= 0 {
        change(&elements[i], &number, kind: kind, argument: argument, said: said)
      }
      value = .array(elements)
    case .object(var members):
      for i in members.indices where number >= 0 {
        change(&members[i].value, &number, kind: kind, argument: argument, said: said)
      }
      value = .object(members)
    default: break
    }
  }

  private static func changed(_ value: JSONValue, kind: UInt8, argument: Int, said: String) -> JSONValue {
    switch (kind, value) {
    case (_, .array(let elements)) where kind < 2: .array(Array(elements.prefix(argument % (elements.count + 1))))
    case (_, .array(let elements)):
      .array(elements + elements.prefix(1).flatMap { [JSONValue](repeating: $0, count: argument % 40) })
    case (_, .object): kind == 0 ? .null : value
    case (0, _): .null
    case (1, _): .bool(argument % 2 == 0)
    case (2, _), (3, .integer): .integer(integers[argument % integers.count])
    case (3, .text), (4, _): .text(texts[argument % texts.count])
    case (5, _): .number(numbers[argument % numbers.count])
    case (6, .text(let text)): .text(String(String(repeating: text, count: argument % 8).prefix(10_000)))
    case (7, _): .text(said)
    default: .number(numbers[argument % numbers.count])
    }
  }
}
