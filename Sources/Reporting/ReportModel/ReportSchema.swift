import BuiltinTemplates

/// The JSON Schemas that come with the tool.
package enum ReportSchema {
  /// The names that `named(_:)` knows.
  package static let names = ["report"]

  /// A schema's text (draft 2020-12), or nil when there is none of that name.
  package static func named(_ name: String) -> [UInt8]? { name == "report" ? BuiltinTemplates.reportSchema : nil }
}
