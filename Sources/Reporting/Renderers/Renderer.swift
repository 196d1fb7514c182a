internal import Synchronization
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
  ///   - divide: does the pieces of the work, several at the same time perhaps.
  /// - Throws: `NotFinite` when a figure is not a finite number.
  package func files(
    _ model: ReportModel, formats: Set<ReportFormat>, zone: ZoneOffsets, hasQuarantine: Bool = true, role: Role? = nil,
    divide: Division = { count, body in for number in 0..<count { body(number) } }
  ) throws -> [(name: String, bytes: [UInt8])] {
    let scene = scene(model, formats: formats, zone: zone, hasQuarantine: hasQuarantine, role: role)
    let pages = Page.allCases
    let made = Mutex<[Int: Result<Piece, any Error>]>([:])
    divide(pages.count + 1) { number in
      let result = Result {
        number < pages.count
          ? piece(pages[number], scene)
          : Piece(files: try Renderer.dataFiles(model, formats: formats, role: role))
      }
      made.withLock { $0[number] = result }
    }
    let pieces = try made.withLock { $0 }.sorted { $0.key < $1.key }.map { try $0.value.get() }
    var files = pieces.flatMap(\.files)
    if formats.contains(.api) {
      let texts = pieces.compactMap(\.text)
      let writer = APIWriter(
        scene: scene, performance: texts.first { $0.page == .performance }?.markdown ?? "",
        orchestration: texts.first { $0.page == .orchestration }?.markdown ?? "")
      for document in APIDocument.all(model, for: role) {
        if let value = writer.value(document) { files.append((name: document.file, bytes: value.bytes)) }
      }
    }
    return files
  }

  /// Calls its second argument with each number below the first, and returns when all is done.
  package typealias Division = (Int, @escaping @Sendable (Int) -> Void) -> Void

  /// What is made in one go.
  private struct Piece: Sendable {
    var files: [(name: String, bytes: [UInt8])] = []
    /// The report as Markdown, for the API's documents.
    var text: (page: Page, markdown: String)?
  }

  /// The files of a page, as far as they are wanted.
  private func piece(_ page: Page, _ scene: Scene) -> Piece {
    var piece = Piece()
    let isText = scene.formats.contains(.api) && (page == .performance || page == .orchestration)
    var view: [String: Any]?
    for (format, template) in page.templates {
      let isWanted = scene.formats.contains(format) && scene.role.maySee(page.part)
      let isTextOfAPI = isText && format == .md
      guard isWanted || isTextOfAPI else { continue }
      let values = view ?? fields.view(of: page, scene)
      view = values
      let text = library.render(template, with: values)
      if isWanted { piece.files.append((name: template, bytes: Array(text.utf8))) }
      if isTextOfAPI { piece.text = (page, text) }
    }
    return piece
  }

  /// A single document of the API, as its file holds it.
  /// - Returns: nil when the report has no such agent or channel.
  package func document(
    _ document: APIDocument, of model: ReportModel, zone: ZoneOffsets, role: Role? = nil
  ) -> [UInt8]? {
    let scene = scene(model, formats: Set(ReportFormat.allCases), zone: zone, hasQuarantine: true, role: role)
    return apiWriter(scene).value(document)?.bytes
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
  /// - Parameter divide: does the pieces of the work, several at the same time perhaps.
  /// - Throws: `NotFinite` when a figure is not a finite number.
  package static func dataFiles(
    _ model: ReportModel, formats: Set<ReportFormat>, role: Role? = nil,
    divide: Division = { count, body in for number in 0..<count { body(number) } }
  ) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    let writesData = formats.contains(.json) && role.maySee(.data)
    let writesTables = formats.contains(.csv) && role.maySee(.tables)
    if writesData || writesTables {
      let document = try model.document()
      if writesData { files.append((name: "report.json", bytes: document.bytes(divide))) }
      if writesTables { files += CSVTable.all.map { (name: $0.name, bytes: $0.bytes(document)) } }
    }
    return files
  }
}
