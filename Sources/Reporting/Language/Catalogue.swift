/// The phrases of a locale, from lines `key = text`. Lines that begin with `#` are comments.
///
/// `{name}` in a text is replaced by a value. A phrase that depends on a number is two lines, `key.one` and
/// `key.other`; the locale says under `plural-one` which whole numbers take the first.
struct Catalogue: Sendable {
  let locale: String
  private(set) var phrases: [String: Phrase]

  struct Phrase: Sendable, Equatable {
    let text: String
    let placeholders: Set<String>
    let file: String
    let line: Int
  }

  init(locale: String, phrases: [String: Phrase] = [:]) {
    self.locale = locale
    self.phrases = phrases
  }

  /// - Parameter file: the file's name, for errors.
  init(locale: String, file: String, bytes: [UInt8]) throws(TemplateError) {
    let (catalogue, problems) = Catalogue.read(locale: locale, file: file, bytes: bytes)
    if let problem = problems.first { throw problem }
    self = catalogue
  }

  /// The phrases that can be read, and what is wrong with the other lines.
  static func read(locale: String, file: String, bytes: [UInt8]) -> (Catalogue, [TemplateError]) {
    var catalogue = Catalogue(locale: locale)
    var problems: [TemplateError] = []
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return (catalogue, [TemplateError(file: file, line: 1, column: 1, reason: "not UTF-8")])
    }
    for (i, line) in text.split(omittingEmptySubsequences: false, whereSeparator: isLineEnd).enumerated() {
      do throws(TemplateError) {
        try catalogue.add(line, number: i + 1, file)
      } catch {
        problems.append(error)
      }
    }
    return (catalogue, problems)
  }

  /// To String, CR and LF are one character.
  private static func isLineEnd(_ character: Character) -> Bool { character == "\n" || character == "\r\n" }

  private mutating func add(_ line: Substring, number: Int, _ file: String) throws(TemplateError) {
    func problem(_ reason: String) -> TemplateError {
      TemplateError(file: file, line: number, column: 1, reason: reason)
    }
    let content = line.drop { $0 == " " || $0 == "\t" }
    if content.isEmpty || content.first == "#" { return }
    guard let equals = content.firstIndex(of: "=") else { throw problem("not of the form `key = text`") }
    let key = Catalogue.trimmed(content[..<equals])
    let value = Catalogue.trimmed(content[content.index(after: equals)...])
    guard !key.isEmpty, key.utf8.allSatisfy({ Catalogue.isKeyByte($0) }) else {
      throw problem("a key holds letters, digits, `-` and `.` only")
    }
    guard phrases[key] == nil else { throw problem("\"\(key)\" stands here a second time") }
    do throws(BrokenPlaceholder) {
      phrases[key] = Phrase(text: value, placeholders: try Catalogue.placeholders(of: value), file: file, line: number)
    } catch {
      throw problem("a `{` without its `}` in \"\(key)\"")
    }
  }

  /// This catalogue with the phrases of `other` in place of its own.
  func overridden(by other: Catalogue) -> Catalogue {
    Catalogue(locale: locale, phrases: phrases.merging(other.phrases) { $1 })
  }

  /// Checks that each phrase of `reference` is here, with the same placeholders, and no other.
  func check(against reference: Catalogue, file: String) throws(TemplateError) {
    if let problem = problems(against: reference, file: file).first { throw problem }
  }

  /// Phrases of `reference` that are not here, others that are, and placeholders that nothing fills.
  func problems(against reference: Catalogue, file: String) -> [TemplateError] {
    var problems = reference.phrases.keys.sorted().filter { phrases[$0] == nil }.map { key in
      TemplateError(file: file, line: 1, column: 1, reason: "the phrase \"\(key)\" is missing")
    }
    for (key, phrase) in phrases.sorted(by: { $0.value.line < $1.value.line }) {
      guard let expected = reference.phrases[key] else {
        problems.append(
          TemplateError(file: phrase.file, line: phrase.line, column: 1, reason: "no phrase is called \"\(key)\""))
        continue
      }
      if let unknown = phrase.placeholders.subtracting(expected.placeholders).min() {
        problems.append(
          TemplateError(
            file: phrase.file, line: phrase.line, column: 1, reason: "\"\(key)\" has no value called {\(unknown)}"))
      }
    }
    return problems
  }

  /// The text of a phrase with its placeholders filled in. Values are not looked at again: a brace in one stays a brace.
  func text(_ key: String, _ values: [String: String] = [:]) -> String {
    guard let phrase = phrases[key] else { return "[\(key)]" }
    if phrase.placeholders.isEmpty { return phrase.text }
    var result = ""
    var rest = Substring(phrase.text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += values[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// The form of a phrase that goes with `count`.
  func text(_ key: String, count: Int, _ values: [String: String]) -> String {
    let ones = text("plural-one").split(separator: " ").compactMap { Int($0) }
    return text(key + (ones.contains(count) ? ".one" : ".other"), values)
  }

  func has(_ key: String) -> Bool { phrases[key] != nil }

  private struct BrokenPlaceholder: Error {}

  private static func placeholders(of text: String) throws(BrokenPlaceholder) -> Set<String> {
    var names: Set<String> = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { throw BrokenPlaceholder() }
      names.insert(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
