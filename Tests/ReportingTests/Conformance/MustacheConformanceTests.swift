import Foundation
import TestSupport
import Testing

@testable import Reporting

/// The core of the Mustache specification through templates as reports are made with them: parsed, checked against what
/// they may ask for, escaped as HTML.
@Suite("The Mustache specification")
struct MustacheConformanceTests {
  private static let folder = "mustache/specs"
  private static let modules = ["comments", "delimiters", "interpolation", "inverted", "partials", "sections"]

  @Test(
    "is kept where templates of reports use it; the table says where not and why",
    .enabled(if: Corpora.has(folder), "\(Corpora.absence)"))
  func core() throws {
    var verdicts: [String: String] = [:]
    for module in Self.modules {
      let file = try JSONSerialization.jsonObject(with: Corpora.data("\(Self.folder)/\(module).json"))
      let tests = try #require((file as? [String: Any])?["tests"] as? [[String: Any]])
      for test in tests {
        let name = try #require(test["name"] as? String)
        verdicts["\(module): \(name)"] = try Self.verdict(test)
      }
    }
    try #require(verdicts.count > 100)
    #expect(try VerdictTable.differences("mustache", "verdict", verdicts) == [])
  }

  private static func verdict(_ test: [String: Any]) throws -> String {
    let partials = test["partials"] as? [String: String] ?? [:]
    // A template names a partial with its kind behind it: {{>text.html}}.
    func adapted(_ text: Any?) throws -> [UInt8] {
      var text = try #require(text as? String)
      for match in text.matches(of: /\{\{\s*>\s*[a-z]+/).reversed() {
        text.insert(contentsOf: ".html", at: match.range.upperBound)
      }
      return Array("{{%CONTENT_TYPE:HTML}}\n\(text)".utf8)
    }
    var files = empty
    files["html/page.html.mustache"] = try adapted(test["template"])
    for (name, text) in partials { files["html/\(name).html.mustache"] = try adapted(text) }
    let data = test["data"] as? [String: Any] ?? [:]
    do throws(TemplateError) {
      let library = try TemplateLibrary(
        TemplateSet(merging: files), pages: ["page.html"], tags: Self.tags(data),
        assets: PageAssets(TemplateSet.builtIn))
      let text = library.render("page.html", with: data.mapValues(Self.view))
      return text == test["expected"] as? String ? "same" : "differs"
    } catch { return "refused: \(error.reason)" }
  }

  /// Nothing in place of the built-in templates, so that they need not be parsed each time.
  private static let empty = TemplateSet.builtIn.files.filter { $0.key.hasSuffix(".mustache") }.mapValues {
    Array($0.prefix { $0 != UInt8(ascii: "\n") }) + Array("\n".utf8)
  }

  /// What templates may ask for, where these are the values.
  private static func shape(_ value: Any) -> Shape {
    switch value {
    case let fields as [String: Any]: .group(tags(fields))
    case let rows as [Any]: .list(tags(rows.first as? [String: Any] ?? [:]))
    case let number as NSNumber where isFlag(number): .flag
    case is NSNull: .flag
    default: .text
    }
  }

  private static func tags(_ fields: [String: Any]) -> TagSet {
    TagSet(
      subject: "specification",
      fields.sorted { $0.key < $1.key }.map { TemplateTag(name: $0.key, meaning: "a value", shape: shape($0.value)) })
  }

  /// The values as reports give theirs: texts, flags, dictionaries and lists.
  private static func view(_ value: Any) -> Any {
    switch value {
    case let fields as [String: Any]: fields.mapValues(view)
    case let rows as [Any]: rows.map(view)
    case let number as NSNumber where isFlag(number): number.boolValue
    case is NSNull: false
    default: "\(value)"
    }
  }

  /// Of JSON's values, only its words are kept as single characters.
  private static func isFlag(_ number: NSNumber) -> Bool { number.objCType.pointee == CChar(UInt8(ascii: "c")) }
}
