/// A template, a catalogue or a style sheet that cannot be used, and where it breaks.
package struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Within the folder of templates: `html/agents.html.mustache`.
  package let file: String
  /// From 1.
  package let line: Int
  /// From 1, in bytes.
  package let column: Int
  package let reason: String

  package var description: String { "\(file):\(line):\(column): \(reason)" }
}
