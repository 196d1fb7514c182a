import Glibc
import Ingestion
import Tasks

@testable import Reporting

private let renderers: [Renderer] = Renderer.locales.compactMap { locale in
  try? Renderer(locale: locale, sha256: { SHA256.digest(of: $0) })
}
private let offsets = ZoneOffsets(
  name: "made up", entries: [.init(from: Instant(milliseconds: .min), offsetSeconds: -3 * 3600)])

/// report.json: what is accepted is written and read again as the same, and rendered, and no page of it has a tag that no
/// template wrote. What begins with `{` is a document; anything else says how a sound one is changed.
func fuzzReport(_ input: [UInt8]) {
  guard let first = input.first else { return }
  let bytes = first == UInt8(ascii: "{") ? input : ReportEdits.apply(Array(input.dropFirst()))
  guard let model = try? ReportModel(json: bytes) else { return }
  guard let written = try? model.json() else { return promise(false, "what was read is written") }
  promise((try? ReportModel(json: written)) == model, "what was written is read as the same")
  let roles = [nil] + Role.allCases.map(Optional.some)
  let role = roles[Int(first) % roles.count]
  let renderer = renderers[Int(first) % renderers.count]
  // One kind of file at a time is quicker.
  let formats: Set<ReportFormat> = [[.html], [.md], [.api], [.html, .md, .csv, .json, .api]][Int(first >> 4) % 4]
  guard let files = try? renderer.files(model, formats: formats, zone: offsets, role: role) else {
    return promise(false, "what was read is rendered")
  }
  for (name, content) in files where name.hasSuffix(".html") {
    if let stranger = PageTags.stranger(in: content) { promise(false, "\(name) has a tag of its own: \(stranger)") }
  }
}
