import Tasks

/// All that a page is made from.
struct Scene: Sendable {
  let model: ReportModel
  let language: Language
  let formats: Set<ReportFormat>
  /// Whether quarantine.ndjson lies beside the pages.
  let hasQuarantine: Bool
  /// Whom the pages are for; nil for nobody in particular.
  let role: Role?
  /// Of the style sheet, as a Content-Security-Policy wants it: `sha256-...`.
  let styleHash: String
  /// Of the script.
  let scriptHash: String
  /// Ids of tasks that no export has, as far as they are listed.
  let unsaved: Set<String>
  private let agentNames: [String: String]
  private let channelNames: [String: String]

  init(
    model: ReportModel, language: Language, formats: Set<ReportFormat>, hasQuarantine: Bool, role: Role?,
    styleHash: String, scriptHash: String
  ) {
    let model = model.seen(by: role)
    self.model = model
    self.language = language
    self.formats = formats
    self.hasQuarantine = hasQuarantine && role.maySee(.quarantine)
    self.role = role
    self.styleHash = styleHash
    self.scriptHash = scriptHash
    unsaved = Set(model.reconciliation.unsavedTasks.tasks.map(\.id))
    agentNames = Dictionary(model.agents.map { ($0.agentId, $0.agentName) }) { first, _ in first }
    channelNames = Dictionary(model.channels.map { ($0.channel, $0.channelName) }) { first, _ in first }
  }

  var settings: Settings { model.settings.thresholds }

  func text(_ key: String, _ values: [String: String] = [:]) -> String { language.text(key, values) }

  /// The phrase called `family-code`, or the code itself when a later version wrote one that is not known here.
  func word(_ family: String, _ code: String) -> String {
    let key = family + "-" + code
    return language.catalogue.has(key) ? language.text(key) : code
  }

  func agentName(_ id: String) -> String { clipped(agentNames[id] ?? id) }

  func channelName(_ id: String) -> String { clipped(channelNames[id] ?? id) }

  /// What a task is called, or why that is not said.
  func title(_ title: String?) -> Figure {
    Figure(title.map { clipped($0) }, else: role.maySee(.titles) ? "reason-no-title" : "reason-withheld")
  }

  /// A text of the input as a page shows it: report.json holds it whole, however long it is.
  func clipped(_ text: String, to longest: Int = Scene.longestText) -> String {
    guard text.unicodeScalars.count > longest else { return text }
    var result = ""
    var length = 0
    for character in text {
      length += character.unicodeScalars.count
      if length >= longest { break }
      result.append(character)
    }
    return result + "…"
  }

  /// In Unicode scalars, of which a single character may pile up any number.
  static let longestText = 240

  /// The first rows of a list, as many as a page holds.
  func cut<Row>(_ rows: [Row]) -> [Row] { Array(rows.prefix(max(0, settings.listRows))) }

  /// Says how many rows of `total` are not among the `shown`, and what sets the limit; nil when all are.
  func remainder(total: Int, shown: Int, _ phrase: String = "list-cut") -> CutNote? {
    total > shown ? CutNote(text: language.text(phrase, count: total - shown)) : nil
  }
}

/// A sentence under a list that was cut.
struct CutNote: Sendable {
  let text: String

  static let fields: [Field<CutNote>] = [
    .text("text", "the sentence that says so, for the end of the list") { note, _ in note.text }
  ]
}
