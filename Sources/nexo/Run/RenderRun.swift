import Glibc
import Reporting
import Tasks

/// Reports made again from a report.json.
struct RenderRun {
  var report: String
  var configuration: RunConfiguration
  var templates: [String: [UInt8]]
  var output: String
  var force: Bool
  var wait: Double
  var console: Console
  var interruption: Interruption

  private static let largestReport = 1 << 30

  func publish() throws {
    let bytes = try RenderRun.read(report)
    var request = RunRequest(purpose: .report, inputs: [report], configuration: configuration)
    request.templates = templates
    let rendering = try Rendering(configuration, templates: templates)
    let model: ReportModel
    do throws(ReportReadError) { model = try ReportModel(json: bytes) } catch {
      throw Failure(
        .unusableInput, path: report, "this is no report.json of this version: \(error)",
        hint: "render reads the report.json that nexo report wrote; make it again with this version")
    }
    let zone: ZoneOffsets
    do throws(ValueProblem) { zone = try TimeZones.zone(named: model.timezone) } catch {
      throw Failure(.unusableInput, path: report, "timezone: \(error.text)", hint: error.hint)
    }
    request.configuration.zone = zone
    request.configuration.channels = model.settings.channels
    request.configuration.settings = model.settings.thresholds
    let quarantine = configuration.role.maySee(.quarantine) ? quarantineBeside(report) : nil
    let folder = try OutputFolder.open(output, force: force, wait: wait, interruption: interruption)
    for file in try rendering.files(model, zone, hasQuarantine: quarantine != nil) {
      try folder.write(file.name, file.bytes)
    }
    if let quarantine { try folder.write(RenderRun.quarantineName, quarantine) }
    try folder.publish {
      Manifest.document(
        request, inputs: model.inputs.map { .init(path: $0.path, bytes: $0.bytes, sha256: $0.sha256) }, outputs: $0)
    }
    for message in Rendering.withheld(configuration) { console.tell(message) }
    console.say("\(counted(folder.entries.count, "file", "files")) in \(output), from \(report)")
  }

  private static let quarantineName = "quarantine.ndjson"

  /// The quarantine of the same run: rendering into the run's own folder must not lose it.
  private func quarantineBeside(_ report: String) -> [UInt8]? {
    let folder = report.lastIndex(of: "/").map { String(report[...$0]) } ?? "./"
    guard let open = try? Folder.open(folder), let earlier = try? EarlierOutput.find(in: open),
      earlier.files.contains(RenderRun.quarantineName)
    else { return nil }
    return try? RenderRun.read(open.path(of: RenderRun.quarantineName))
  }

  private static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("read", path).asInputFailure }
    defer { close(descriptor) }
    do {
      return try readAll(descriptor, path: path, limit: largestReport)
    } catch {
      throw error.asInputFailure
    }
  }
}
