package import Tasks

/// Makes a report's files: a pure function of the report's data, the locale and the templates.
package struct Renderer: Sendable {
  private let catalogue: Catalogue
  private let library: TemplateLibrary
  private let fields: [Field<Page>]
  private let styleHash: String

  /// The locales that are built in, in byte order.
  package static var locales: [String] { TemplateSet.builtIn.locales }

  /// The locale of reports that ask for none.
  package static let defaultLocale = "pt-BR"

  /// Parses every template and checks that each value and partial that it names is there.
  /// - Parameters:
  ///   - locale: one of `templates.locales`.
  ///   - sha256: gives a hash's 32 bytes; pages allow their one style sheet by it.
  /// - Throws: `TemplateError` with file, line and column.
  package init(
    locale: String = Renderer.defaultLocale, templates: TemplateSet = .builtIn, sha256: ([UInt8]) -> [UInt8]
  ) throws(TemplateError) {
    guard let catalogue = try templates.catalogue(locale) else {
      throw TemplateError(
        file: "strings/\(locale).txt", line: 1, column: 1,
        reason: "there is no locale \"\(locale)\"; there are \(templates.locales.joined(separator: ", "))")
    }
    let style = try Renderer.style(templates)
    self.catalogue = catalogue
    fields = Contract.fields(catalogue)
    styleHash = "sha256-" + Base64.encoded(sha256(Array(style.utf8)))
    library = try TemplateLibrary(
      templates,
      pages: Page.allCases.flatMap { $0.templates.map(\.template) },
      shape: fields.shape(), style: style)
  }

  /// The files of a report, by name.
  /// - Parameters:
  ///   - formats: what is written; links lead to nothing else.
  ///   - zone: the offsets of `model.timezone`.
  ///   - hasQuarantine: whether quarantine.ndjson will lie beside them, for pages to link to.
  /// - Throws: `EncodingError` when a figure is not a finite number.
  package func files(
    _ model: ReportModel, formats: Set<ReportFormat>, zone: ZoneOffsets, hasQuarantine: Bool = true
  ) throws -> [(name: String, bytes: [UInt8])] {
    let scene = Scene(
      model: model, language: Language(catalogue: catalogue, zone: zone), formats: formats,
      hasQuarantine: hasQuarantine, styleHash: styleHash)
    var files: [(name: String, bytes: [UInt8])] = []
    for page in Page.allCases {
      let wanted = page.templates.filter { formats.contains($0.format) }
      if wanted.isEmpty { continue }
      let view = fields.view(of: page, scene)
      files += wanted.map { (name: $0.template, bytes: Array(library.render($0.template, with: view).utf8)) }
    }
    return files + (try Renderer.dataFiles(model, formats: formats))
  }

  /// The files that hold data for machines; they depend on no template and no locale.
  /// - Throws: `EncodingError` when a figure is not a finite number.
  package static func dataFiles(
    _ model: ReportModel, formats: Set<ReportFormat>
  ) throws -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    if formats.contains(.json) || formats.contains(.csv) {
      let document = try JSONEncoding.value(of: model)
      if formats.contains(.json) { files.append((name: "report.json", bytes: document.bytes)) }
      if formats.contains(.csv) { files += CSVTable.all.map { (name: $0.name, bytes: $0.bytes(document)) } }
    }
    return files
  }

  /// The style sheet as it stands in pages; its hash depends on every byte.
  private static func style(_ templates: TemplateSet) throws(TemplateError) -> String {
    guard let text = String(validating: templates.files[TemplateSet.styleSheet] ?? [], as: UTF8.self) else {
      throw TemplateError(file: TemplateSet.styleSheet, line: 1, column: 1, reason: "not UTF-8")
    }
    var style = Substring(text)
    while let last = style.last, last.isWhitespace { style.removeLast() }
    return String(style)
  }
}
