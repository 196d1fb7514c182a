import Foundation
import Tasks
import TestSupport
import Testing

@testable import Ingestion

/// Timestamps that other projects test with. The table says what became of each, by its number in its list.
@Suite("Timestamps of other projects")
struct TimestampConformanceTests {
  /// A text of a suite, and what the suite says of it.
  private struct Vector {
    var name: String
    var text: String
    var isValid: Bool
    /// The same instant in the plainest form.
    var plain: String?
  }

  @Test(
    "are read as the suites say, or the table says why not",
    .enabled(if: Corpora.has("timestamps"), "\(Corpora.absence)"))
  func vectors() throws {
    let parser = TimestampParser(assuming: .utc)
    var verdicts: [String: String] = [:]
    for vector in try Self.jsonSchema("date-time") + Self.jsonSchema("date") + Self.iso8601() {
      let read = parser.parse(vector.text)
      if let read, let plain = vector.plain { #expect(read == parser.parse(plain), "\(vector.name)") }
      verdicts[vector.name] = (vector.isValid ? "valid" : "invalid") + (read == nil ? ", refused" : ", read")
    }
    #expect(try VerdictTable.differences("timestamps", "verdict", verdicts) == [])
  }

  @Test(
    "times of day and durations are none", .enabled(if: Corpora.has("timestamps"), "\(Corpora.absence)"),
    arguments: ["time", "duration"])
  func others(format: String) throws {
    let vectors = try Self.jsonSchema(format)
    try #require(vectors.count >= 20)
    for vector in vectors { #expect(TimestampParser(assuming: .utc).parse(vector.text) == nil, "\(vector.text)") }
  }

  /// The texts among the tests of one of JSON Schema's formats.
  private static func jsonSchema(_ format: String) throws -> [Vector] {
    struct Group: Decodable {
      struct Case: Decodable {
        var data: Scalar
        var valid: Bool
      }
      var tests: [Case]
    }
    /// Formats say nothing of what is no text.
    struct Scalar: Decodable {
      var text: String?
      init(from decoder: any Decoder) throws { text = try? decoder.singleValueContainer().decode(String.self) }
    }
    let file = try Corpora.data("timestamps/json-schema-format/\(format).json")
    return try JSONDecoder().decode([Group].self, from: file).flatMap(\.tests).enumerated().compactMap { i, one in
      one.data.text.map { Vector(name: "\(format) \(number(i))", text: $0, isValid: one.valid) }
    }
  }

  private static func iso8601() throws -> [Vector] {
    struct Pairs: Decodable {
      struct Valid: Decodable {
        var input: String
        var isoformat: String?
      }
      var valid: [Valid]
      var invalid: [String]
    }
    let pairs = try JSONDecoder().decode(Pairs.self, from: Corpora.data("timestamps/iso8601_pairs.json"))
    return pairs.valid.enumerated().map { i, pair in
      Vector(name: "iso8601 valid \(number(i))", text: pair.input, isValid: true, plain: pair.isoformat)
    }
      + pairs.invalid.enumerated().map { i, text in
        Vector(name: "iso8601 invalid \(number(i))", text: text, isValid: false)
      }
  }

  private static func number(_ i: Int) -> String { i < 9 ? "0\(i + 1)" : "\(i + 1)" }
}
