import ArgumentParser
import Reporting
import Tasks

/// What a single document is made from: as report does, so that both give the same bytes.
struct DocumentOptions: ParsableArguments {
  @OptionGroup(title: "Reading") var reading: ReadingOptions
  @OptionGroup(title: "Replaying") var replay: ReplayOptions
  @OptionGroup(title: "Plans") var plans: PlanOptions
  @OptionGroup(title: "Wording") var wording: WordingOptions

  @Flag(inversion: .prefixedNo, help: "Hash the inputs; without it the report in the document holds none.")
  var inputHash: Bool?

  @OptionGroup(title: "Messages") var consoleOptions: ConsoleOptions

  /// Prints the document that `choose` names.
  /// - Parameters:
  ///   - part: what the role must be allowed to see; who may not is not told what there is.
  ///   - choose: throws when there is no such document.
  func print(_ part: OutputPart, _ choose: (Registry) throws(Failure) -> APIDocument) throws {
    let world = World.current
    let console = consoleOptions.console(world.environment)
    var reader = FlagReader()
    var layer = reading.layer(&reader)
    replay.add(to: &layer, &reader)
    plans.add(to: &layer, &reader)
    wording.add(to: &layer)
    layer.inputHash = inputHash
    var request = try replay.request(.report, reading, layer, &reader, world.environment)
    for warning in EnvironmentLayer.misspelt(in: world.environment) { console.tell(warning) }
    try Refusal.check(request.configuration.role, maySee: part)
    let document = try choose(request.configuration.registry)
    request.templates = try TemplateFolder.read(of: request.configuration)
    try DocumentRun(document: document, request: request, console: console).print()
  }
}
