import BuiltinTemplates

/// The files that reports are made with: templates, catalogues and the style sheet, by their names within the folder
/// of templates (`html/agents.html.mustache`, `strings/en.txt`, `assets/report.css`).
package struct TemplateSet: Sendable {
  /// Name to content.
  package let files: [String: [UInt8]]

  /// What is compiled into the executable.
  package static let builtIn = TemplateSet(files: BuiltinTemplates.files)

  /// The built-in files with `files` in place of, or beside them. A catalogue may hold some of a locale's phrases, or a
  /// further locale.
  /// - Throws: `TemplateError` when a name is none that a report would ever use.
  package init(overriding files: [String: [UInt8]]) throws(TemplateError) {
    if let problem = TemplateSet.strangers(among: files).first { throw problem }
    self.init(merging: files)
  }

  /// Files whose names no report would ever use.
  static func strangers(among files: [String: [UInt8]]) -> [TemplateError] {
    files.keys.sorted().filter { TemplateSet.kind(of: $0) == nil && !PageAssets.files.contains($0) }.map { name in
      TemplateError(
        file: name, line: 1, column: 1,
        reason: "not a file of templates: html/NAME.html.mustache, markdown/NAME.md.mustache, strings/LOCALE.txt, "
          + "\(PageAssets.style), \(PageAssets.extraStyle), \(PageAssets.script)")
    }
  }

  /// Files of strange names are kept: nothing asks for them.
  init(merging files: [String: [UInt8]]) {
    var merged = BuiltinTemplates.files
    for (name, file) in files {
      let bytes = TemplateSet.normalised(file)
      if TemplateSet.kind(of: name) == .catalogue, let own = merged[name] {
        // Later lines of a catalogue cannot repeat a phrase, so the two are kept apart until they are parsed.
        merged[name] = own
        merged[TemplateSet.overridePrefix + name] = bytes
      } else {
        merged[name] = bytes
      }
    }
    self.init(files: merged)
  }

  init(files: [String: [UInt8]]) { self.files = files }

  /// Without a byte order mark, and with lines that end in LF: so browsers read a page, and the hash that allows its
  /// style sheet is of what they read.
  private static func normalised(_ bytes: [UInt8]) -> [UInt8] {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard text.contains(cr) else { return Array(text) }
    var result: [UInt8] = []
    var last: UInt8?
    for byte in text {
      if byte == cr { result.append(lf) } else if byte != lf || last != cr { result.append(byte) }
      last = byte
    }
    return result
  }

  /// A folder's catalogue that changes some phrases of a built-in one is kept under its name with this before it.
  static let overridePrefix = "override:"

  enum Kind { case html, markdown, catalogue }

  static func kind(of name: String) -> Kind? {
    let kinds: [(String, String, Kind)] = [
      ("html/", ".html.mustache", .html), ("markdown/", ".md.mustache", .markdown), ("strings/", ".txt", .catalogue),
    ]
    return kinds.first { folder, ending, _ in
      name.hasPrefix(folder) && name.hasSuffix(ending) && name.utf8.count > folder.utf8.count + ending.utf8.count
    }?.2
  }

  /// The locales that there is a catalogue for, in byte order.
  package var locales: [String] {
    files.keys.filter { TemplateSet.kind(of: $0) == .catalogue }.map { String($0.dropFirst(8).dropLast(4)) }.sorted()
  }

  /// The phrases of a locale.
  /// - Returns: nil when there is no such locale.
  func catalogue(_ locale: String) throws(TemplateError) -> Catalogue? {
    let name = "strings/\(locale).txt"
    guard let bytes = files[name] else { return nil }
    var catalogue = try Catalogue(locale: locale, file: name, bytes: bytes)
    if let changes = files[TemplateSet.overridePrefix + name] {
      catalogue = catalogue.overridden(by: try Catalogue(locale: locale, file: name, bytes: changes))
    }
    if let reference = BuiltinTemplates.files["strings/en.txt"] {
      let english = try Catalogue(locale: "en", file: "strings/en.txt", bytes: reference)
      try catalogue.check(against: english, file: name)
    }
    return catalogue
  }
}
