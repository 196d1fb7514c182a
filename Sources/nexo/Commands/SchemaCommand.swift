import ArgumentParser

/// `nexo schema`: the shape of the data, for other programs.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema.",
    discussion: """
      Schemas: \(schemas.map(\.name).joined(separator: ", ")).

      Example:
        nexo schema report > report.schema.json
      """)

  @Argument(help: "Which one.", completion: .list(schemas.map(\.name)))
  var name: String

  func run() throws {
    guard let schema = schemas.first(where: { $0.name == name }) else {
      throw Failure(
        .usage, "there is no schema \"\(name)\"", hint: Suggestion.hint(for: name, in: schemas.map(\.name)))
    }
    try Console.output(schema.bytes)
  }
}
