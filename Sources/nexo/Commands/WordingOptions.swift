import ArgumentParser

/// How reports are worded: what everything that is made from templates shares.
struct WordingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The reports' language: pt-BR or en. (default: pt-BR)", valueName: "language"))
  var locale: String?

  @Option(help: ArgumentHelp("A folder of templates that replace built-in ones.", valueName: "folder"))
  var templates: String?

  func add(to layer: inout OptionLayer) {
    layer.locale = locale.map { LocaleName(text: $0, origin: .flag) }
    layer.templates = templates
  }
}
