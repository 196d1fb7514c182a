package import Tasks

/// Makes a report's files: a pure function of the report's data, the locale and the templates.
package struct Renderer: Sendable {
  private let catalogue: Catalogue
  private let library: TemplateLibrary
  private let fields: [Field<Page>]
  private let styleHash: String
  private let scriptHash: String

  /// The locales that are built in, in byte order.
  package static var locales: [String] { TemplateSet.builtIn.locales }

  /// The locale of reports that ask for none.
  package static let defaultLocale = "pt-BR"

  /// Parses every template and checks that each value and partial that it names is there.
  /// - Parameters:
  ///   - locale: one of `templates.locales`.
  ///   - sha256: gives a hash's 32 bytes; pages allow their style sheet and their script by it.
  /// - Throws: `TemplateError` with file, line and column.
  package init(
    locale: String = Renderer.defaultLocale, templates: TemplateSet = .builtIn, sha256: ([UInt8]) -> [UInt8]
  ) throws(TemplateError) {
    guard let catalogue = try templates.catalogue(locale) else {
      throw TemplateError(
        file: "strings/\(locale).txt", line: 1, column: 1,
        reason: "there is no locale \"\(locale)\"; there are \(templates.locales.joined(separator: ", "))")
    }
    let assets = PageAssets(templates)
    self.catalogue = catalogue
    fields = Contract.fields(catalogue)
    styleHash = assets.hash(ofPartial: "report.css", sha256)
    scriptHash = assets.hash(ofPartial: "report.js", sha256)
    library = try TemplateLibrary(
      templates,
      pages: Page.allCases.flatMap { $0.templates.map(\.template) },
      tags: fields.tags(), assets: assets)
  }

  /// The files of a report, by name.
  /// - Parameters:
  ///   - formats: what is written; links lead to nothing else.
  ///   - zone: the offsets of `model.timezone`.
  ///   - hasQuarantine: whether quarantine.ndjson will lie beside them, for pages to link to.
  ///   - role: whom they are for; only what the role may see is written. Nil: everything.
  /// - Throws: `EncodingError` when a figure is not a finite number.
  package func files(
    _ model: ReportModel, formats: Set<ReportFormat>, zone: ZoneOffsets, hasQuarantine: Bool = true, role: Role? = nil
  ) throws -> [(name: String, bytes: [UInt8])] {
    let scene = scene(model, formats: formats, zone: zone, hasQuarantine: hasQuarantine, role: role)
    var files: [(name: String, bytes: [UInt8])] = []
    for page in Page.allCases where role.maySee(page.part) {
      let wanted = page.templates.filter { formats.contains($0.format) }
      if wanted.isEmpty { continue }
      let view = fields.view(of: page, scene)
      files += wanted.map { (name: $0.template, bytes: Array(library.render($0.template, with: view).utf8)) }
    }
    files += try Renderer.dataFiles(model, formats: formats, role: role)
    if formats.contains(.api) {
      let writer = apiWriter(scene)
      for document in APIDocument.all(model, for: role) {
        if let value = try writer.value(document) { files.append((name: document.file, bytes: value.bytes)) }
      }
    }
    return files
  }

  /// A single document of the API, as its file holds it.
  /// - Returns: nil when the report has no such agent or channel.
  /// - Throws: `EncodingError` when a figure is not a finite number.
  package func document(
    _ document: APIDocument, of model: ReportModel, zone: ZoneOffsets, role: Role? = nil
  ) throws -> [UInt8]? {
    let scene = scene(model, formats: Set(ReportFormat.allCases), zone: zone, hasQuarantine: true, role: role)
    return try apiWriter(scene).value(document)?.bytes
  }

  private func scene(
    _ model: ReportModel, formats: Set<ReportFormat>, zone: ZoneOffsets, hasQuarantine: Bool, role: Role?
  ) -> Scene {
    Scene(
      model: model, language: Language(catalogue: catalogue, zone: zone), formats: formats,
      hasQuarantine: hasQuarantine, role: role, styleHash: styleHash, scriptHash: scriptHash)
  }

  private func apiWriter(_ scene: Scene) -> APIWriter {
    APIWriter(scene: scene, performance: markdown(.performance, scene), orchestration: markdown(.orchestration, scene))
  }

  private func markdown(_ page: Page, _ scene: Scene) -> String {
    guard let template = page.templates.first(where: { $0.format == .md })?.template else { return "" }
    return library.render(template, with: fields.view(of: page, scene))
  }

  /// The files that hold data for machines; they depend on no template and no locale.
  /// - Throws: `EncodingError` when a figure is not a finite number.
  package static func dataFiles(
    _ model: ReportModel, formats: Set<ReportFormat>, role: Role? = nil
  ) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    let writesData = formats.contains(.json) && role.maySee(.data)
    let writesTables = formats.contains(.csv) && role.maySee(.tables)
    if writesData || writesTables {
      let document = try JSONEncoding.value(of: model)
      if writesData { files.append((name: "report.json", bytes: document.bytes)) }
      if writesTables { files += CSVTable.all.map { (name: $0.name, bytes: $0.bytes(document)) } }
    }
    return files
  }
}
