import Reporting
import Synchronization
import Tasks

/// One run from request to published folder; every policy about what is published stands here.
struct ReportRun {
  var request: RunRequest
  var output: String
  var force = false
  /// Seconds to wait for another run.
  var wait = 0.0
  var console: Console
  var interruption: Interruption

  /// What was published, and all inputs, which are open: the process ends next and takes them along, faster than they could
  /// be given back one by one.
  private static let kept = Mutex<[PipelineResult]>([])

  /// Runs and publishes.
  func publish() throws {
    let folder = try OutputFolder.open(output, force: force, wait: wait, interruption: interruption)
    let configuration = request.configuration
    let rendering = try Rendering.begun(configuration, templates: request.templates)
    defer { rendering.wait() }
    let result = try ReportRun.watched(request, console) {
      let result = try ReportRun.usable(request)
      request.progress.begin(.writing)
      try write(result, try rendering.value(), to: folder)
      return result
    }
    ReportRun.kept.withLock { $0.append(result) }
    ReportRun.mention(result, request, console)
    for message in Rendering.withheld(configuration) { console.tell(message) }
    console.say(summary(result, folder))
    try judge(result.figures)
  }

  /// Runs the pipeline; throws when its result may not be used.
  static func read(_ request: RunRequest, _ console: Console) throws -> PipelineResult {
    try watched(request, console) { try usable(request) }
  }

  private static func usable(_ request: RunRequest) throws -> PipelineResult {
    let result = try Pipeline(request).run()
    let configuration = request.configuration
    if let refusal = result.refusal(strict: configuration.strict, allowPartial: configuration.allowPartial) {
      throw refusal
    }
    return result
  }

  /// Tells what was found.
  static func mention(_ result: PipelineResult, _ request: RunRequest, _ console: Console) {
    let unused = InputRule.unused(request.configuration.inputRules, by: result.inputs.map(\.path))
    let isFull = console.verbosity == .verbose
    for message in (isFull ? result.messages : result.messagesInBrief) + unused { console.mention(message) }
  }

  /// Puts the files, the quarantine and the manifest in place.
  private func write(_ result: PipelineResult, _ rendering: Rendering, to folder: OutputFolder) throws {
    let configuration = request.configuration
    if let model = result.model {
      for file in try rendering.files(model, configuration.zone, hasQuarantine: true) {
        try folder.write(file.name, file.bytes)
      }
    }
    if configuration.role.maySee(.quarantine) { try folder.withFile("quarantine.ndjson", result.quarantine) }
    try folder.publish { Manifest.document(request, inputs: result.inputs, outputs: $0) }
  }

  /// Runs `body` while a terminal shows how far it is.
  static func watched<Result>(_ request: RunRequest, _ console: Console, _ body: () throws -> Result) rethrows -> Result
  {
    let meter = ProgressMeter.start(request.progress, on: console)
    defer { meter?.stop() }
    return try body()
  }

  private func summary(_ result: PipelineResult, _ folder: OutputFolder) -> String {
    var text = "\(counted(folder.entries.count, "file", "files")) in \(output), from "
    text += counted(result.recordsRead, "record", "records")
    if result.recordsQuarantined > 0 { text += ", \(result.recordsQuarantined) of them quarantined" }
    if !result.incomplete.isEmpty {
      text += "; \(counted(result.incomplete.count, "file was", "files were")) not read to the end"
    }
    if let health = result.figures.health { text += "; health \(health.rawValue)" }
    return text
  }

  /// Gates are judged after publishing: the reports are what shows why one failed.
  private func judge(_ figures: GateFigures) throws(Failure) {
    var failed: [ErrorMessage] = []
    for gate in request.configuration.gates {
      switch gate.judge(figures) {
      case .passed: break
      case .failed(let value):
        failed.append(ErrorMessage("the gate \(gate) failed: \(gate.figure.rawValue) is \(value)"))
      case .noFigure:
        console.tell(ErrorMessage(.warning, "the gate \(gate) was not judged: there is no such figure in this run"))
      }
    }
    guard failed.isEmpty else { throw Failure(.gateFailed, failed) }
  }
}
