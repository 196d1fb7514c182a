import Foundation
import Ingestion
import Reporting
import Tasks

/// Makes a report's files from its model. A user's templates are looked at before anything is read, so that a broken one
/// costs no time.
struct Rendering {
  /// nil when only data is written, which needs no template.
  private let renderer: Renderer?
  private let formats: Set<ReportFormat>
  /// Whom the files are for.
  private let role: Role?
  /// How many pages are made at the same time.
  private let jobs: Int

  /// The same, made beside what follows where nothing can be wrong with it: with built-in templates only.
  static func begun(_ configuration: RunConfiguration, templates: [String: [UInt8]]) throws -> Beside<Rendering> {
    let isWork = configuration.jobs > 1 && needsTemplates(configuration.formats)
    let isSure = templates.isEmpty && Renderer.locales.contains(configuration.locale)
    if isWork && isSure { return Beside { try Rendering(configuration, templates: [:]) } }
    return Beside(done: try Rendering(configuration, templates: templates))
  }

  /// Whether any of the formats is made from templates.
  private static func needsTemplates(_ formats: Set<OutputFormat>) -> Bool {
    !formats.isDisjoint(with: [.md, .html, .api, .mail])
  }

  /// The files that the configuration asks for.
  init(_ configuration: RunConfiguration, templates: [String: [UInt8]]) throws {
    try self.init(
      locale: configuration.locale, formats: configuration.formats, templates: templates,
      folder: configuration.templates, role: configuration.role, jobs: configuration.jobs)
  }

  init(
    locale: String, formats: Set<OutputFormat>, templates: [String: [UInt8]], folder: String?, role: Role? = nil,
    jobs: Int = 1
  ) throws {
    self.role = role
    self.jobs = jobs
    self.formats = Set(formats.compactMap { ReportFormat(rawValue: $0.rawValue) })
    do {
      let set = templates.isEmpty ? TemplateSet.builtIn : try TemplateSet(overriding: templates)
      guard set.locales.contains(locale) else {
        throw Failure(
          .usage, "there is no locale \"\(locale)\"", hint: "one of " + set.locales.joined(separator: ", "))
      }
      // Templates that a user gave are checked whatever is written.
      let needsTemplates = !templates.isEmpty || Rendering.needsTemplates(formats)
      renderer = try !needsTemplates ? nil : Renderer(locale: locale, templates: set, sha256: { SHA256.digest(of: $0) })
    } catch let error as TemplateError {
      let path = (folder.map { $0 + "/" } ?? "") + error.file
      throw Failure(
        .configuration, at: ErrorMessage.Place(path: path, line: error.line, column: error.column), error.reason,
        hint: "templates of another version may need changes; the documentation lists every tag")
    }
  }

  /// The files of the chosen formats.
  func files(
    _ model: ReportModel, _ zone: ZoneOffsets, hasQuarantine: Bool
  ) throws -> [(name: String, bytes: [UInt8])] {
    try renderer?.files(
      model, formats: formats, zone: zone, hasQuarantine: hasQuarantine, role: role,
      divide: Rendering.divide(among: jobs))
      ?? Renderer.dataFiles(model, formats: formats, role: role, divide: Rendering.divide(among: jobs))
  }

  /// Divides pieces of work among threads.
  static func divide(among jobs: Int) -> Renderer.Division {
    { count, body in
      Workers.divide(count, among: jobs) { next in
        while let number = next() { body(number) }
      }
    }
  }

  /// What is told of formats that were asked for and of which the role sees nothing. By default every format is written
  /// as far as the role goes, which is no news.
  static func withheld(_ configuration: RunConfiguration) -> [ErrorMessage] {
    guard let role = configuration.role, configuration.formats != OutputFormat.usual else { return [] }
    return configuration.formats.sorted().compactMap { ReportFormat(rawValue: $0.rawValue) }
      .filter { !$0.isWritten(for: role) }
      .map { format in
        let roles = Role.allCases.filter { format.isWritten(for: $0) }.map(\.rawValue).joined(separator: ", ")
        return ErrorMessage(
          .warning, "nothing is written in the format \(format.rawValue): the role \(role.rawValue) may not see it",
          hint: "\(format.rawValue) is for \(roles)")
      }
  }

  /// A single document of the API.
  func document(_ document: APIDocument, of model: ReportModel, _ zone: ZoneOffsets) -> [UInt8]? {
    renderer?.document(document, of: model, zone: zone, role: role)
  }
}
