import ArgumentParser

/// Where the reports go: what report and render share.
struct RenderingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder to write: absent, empty, or an earlier output of nexo, which is replaced at once.",
      valueName: "folder"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "What to write, of md, html, json, csv, api and mail. (default: all but mail)", valueName: "list"))
  var formats: String?

  @Flag(help: "Write into a folder that holds something else; what it holds otherwise stays.")
  var force = false

  @Option(
    help: ArgumentHelp("How long to wait for another run that writes there. (default: 0)", valueName: "seconds"))
  var wait: Double?

  func validate() throws {
    guard !output.isEmpty else { throw ValidationError("--output names no folder.") }
    guard output != "-" else { throw ValidationError("--output needs a folder: a report is several files.") }
    if let wait, !(0...86_400).contains(wait) { throw ValidationError("--wait takes 0 to 86400 seconds.") }
  }

  func add(to layer: inout OptionLayer, _ reader: inout FlagReader) {
    layer.formats = reader.read("--formats", formats) { text throws(ValueProblem) in try OutputFormat.list(text) }
  }
}
