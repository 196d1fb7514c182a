import Glibc
import Reporting

/// The language that somebody asks for, and where: whether there are reports in it depends on the templates in use,
/// which another place may name.
struct LocaleName: Equatable, Sendable {
  enum Origin: Equatable, Sendable {
    case flag
    case place(ErrorMessage.Place)
  }

  var text: String
  var origin: Origin

  /// The locale's own spelling: ids are compared without case, `_` counts as `-`.
  /// - Parameter templates: the folder of templates, whose catalogues count as well.
  func resolved(templates: String?) throws(Failure) -> String {
    let known = Renderer.locales + LocaleName.catalogues(in: templates)
    let wanted = text.lowercased().replacing("_", with: "-")
    if let locale = known.first(where: { $0.lowercased() == wanted }) { return locale }
    let problem = "there are no reports in \"\(text)\""
    let hint = "one of " + known.joined(separator: ", ")
    switch origin {
    case .flag: throw Failure(.usage, "--locale: \(problem)", hint: hint)
    case .place(let place): throw Failure(.configuration, at: place, problem, hint: hint)
    }
  }

  /// The locales that a folder of templates adds: `strings/fr.txt`.
  private static func catalogues(in folder: String?) -> [String] {
    guard let folder, let strings = try? Folder.open(folder).folder("strings"), let names = try? strings.names() else {
      return []
    }
    return names.compactMap { $0.hasSuffix(".txt") ? String($0.dropLast(4)) : nil }
      .filter { !Renderer.locales.contains($0) }
  }
}
