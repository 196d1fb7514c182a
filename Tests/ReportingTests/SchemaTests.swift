import Foundation
import Testing

@testable import Reporting

@Suite struct SchemaTests {
  let schema: [String: Any]

  init() throws {
    let bytes = try #require(ReportSchema.named("report"))
    schema = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("there is a schema for every name", arguments: ReportSchema.names)
  func names(name: String) {
    #expect(ReportSchema.named(name) != nil)
    #expect(ReportSchema.named(name + "x") == nil)
  }

  @Test(
    "every key that is written is in the schema with its type, and the reverse",
    arguments: [SampleModel.full, SampleModel.nightly, SampleModel.empty])
  func keys(model: ReportModel) throws {
    var visited: Set<String> = []
    try check(model.document(), schema, path: "", &visited)
    guard model == SampleModel.full else { return }
    // The full report holds one of everything, so that the whole schema was compared.
    let definitions = try #require(schema["$defs"] as? [String: Any])
    #expect(Set(definitions.keys).subtracting(visited).isEmpty)
  }

  private func check(_ value: JSONValue, _ schema: [String: Any], path: String, _ visited: inout Set<String>) throws {
    if let reference = schema["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      visited.insert(name)
      let definition = (self.schema["$defs"] as? [String: Any])?[name] as? [String: Any]
      return try check(value, #require(definition, "\(path) refers to \(name)"), path: path, &visited)
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let choice = try #require(choices.first { (($0["type"] as? String) == "null") == (value == .null) }, "\(path)")
      return try check(value, choice, path: path, &visited)
    }
    if let types = schema["type"] {
      let allowed = (types as? [String]) ?? [types as? String ?? ""]
      #expect(allowed.contains { type in SchemaTests.isOf(type, value) }, "\(path) is none of \(allowed)")
    }
    switch value {
    case .object(let members):
      guard let properties = schema["properties"] as? [String: [String: Any]] else {
        #expect(schema["additionalProperties"] != nil, "\(path)")
        return
      }
      #expect(members.map(\.key).sorted() == properties.keys.sorted(), "\(path)")
      #expect((schema["required"] as? [String])?.sorted() == properties.keys.sorted(), "\(path)")
      for member in members {
        try check(member.value, properties[member.key] ?? [:], path: path + "." + member.key, &visited)
      }
    case .array(let elements):
      let items = try #require(schema["items"] as? [String: Any], "\(path)")
      for element in elements { try check(element, items, path: path + "[]", &visited) }
    case .text(let text):
      if let choices = schema["enum"] as? [String] { #expect(choices.contains(text), "\(path)") }
      if let pattern = schema["pattern"] as? String {
        #expect(text.range(of: pattern, options: .regularExpression) != nil, "\(path)")
      }
    case .null, .bool, .integer, .number: break
    }
  }

  private static func isOf(_ type: String, _ value: JSONValue) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .integer: type == "integer" || type == "number"
    case .number: type == "number"
    case .text: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}
