/// Finds everything that is wrong with a folder of templates, where a run would stop at the first.
package struct TemplateCheck: Sendable {
  /// By file, then line.
  package private(set) var problems: [TemplateError] = []
  /// Files that no page of the reports uses.
  package private(set) var unused: [String] = []

  /// - Parameter files: the folder's, by their names in it.
  package init(_ files: [String: [UInt8]]) {
    problems = TemplateSet.strangers(among: files)
    let set = TemplateSet(merging: files)
    for locale in set.locales { problems += set.catalogueProblems(locale) }
    let english = (try? TemplateSet.builtIn.catalogue("en")) ?? nil
    // Only phrases that the built-in catalogue has can be used, so any catalogue gives the contract.
    let (found, used) = TemplateLibrary.check(
      set, pages: Page.allCases.flatMap { $0.templates.map(\.template) },
      tags: Contract.fields(english ?? Catalogue(locale: "en")).tags(), assets: PageAssets(set))
    problems += found
    let broken = Set(problems.map(\.file))
    unused = files.keys.filter { name in
      let kind = TemplateSet.kind(of: name)
      return (kind == .html || kind == .markdown) && !used.contains(name) && !broken.contains(name)
    }.sorted()
    // A partial that several pages use is looked at several times.
    var seen: Set<String> = []
    problems = problems.filter { seen.insert($0.description).inserted }
      .sorted { ($0.file, $0.line, $0.column, $0.reason) < ($1.file, $1.line, $1.column, $1.reason) }
  }
}

extension TemplateSet {
  /// The files that can be edited, by their names: templates, catalogues and the style sheet.
  package var editable: [(name: String, bytes: [UInt8])] {
    files.filter { TemplateSet.kind(of: $0.key) != nil || PageAssets.files.contains($0.key) }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// All that is wrong with a locale's phrases.
  fileprivate func catalogueProblems(_ locale: String) -> [TemplateError] {
    let name = "strings/\(locale).txt"
    guard let bytes = files[name] else { return [] }
    var (catalogue, problems) = Catalogue.read(locale: locale, file: name, bytes: bytes)
    if let changes = files[TemplateSet.overridePrefix + name] {
      let (other, more) = Catalogue.read(locale: locale, file: name, bytes: changes)
      catalogue = catalogue.overridden(by: other)
      problems += more
    }
    guard let english = try? TemplateSet.builtIn.catalogue("en") else { return problems }
    // A line that cannot be read is no missing phrase besides.
    let isWhole = problems.isEmpty
    return problems
      + catalogue.problems(against: english, file: name).filter { isWhole || !$0.reason.hasSuffix("is missing") }
  }
}
