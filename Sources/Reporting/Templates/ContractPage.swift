/// The reference of all that templates may ask for, as a page in Markdown.
package struct ContractPage: Sendable {
  /// The whole page.
  package let text: String

  /// What the built-in templates are written against.
  package static var builtIn: ContractPage {
    // The phrases are not listed: any catalogue gives the same page.
    ContractPage(version: Contract.version, tags: Contract.fields(Catalogue(locale: "en")).tags())
  }

  init(version: String, tags: TagSet) {
    let shared = ContractPage.shared(tags)
    func isShared(_ set: TagSet) -> Bool { shared.contains(set) }
    var text = """
      # The template contract

      Version \(version)

      All that [templates](Templates.md) may ask for, in every page alike. `nexo templates --contract` prints this page.
      A tag that goes, or that changes its type or its meaning, makes the first number of the version grow; a tag that is
      added, the second.

      | type | in a template |
      |---|---|
      | text | `{{name}}`: written escaped |
      | markup | `{{&name}}`: elements that Nexo draws, in HTML only |
      | flag | `{{#name}}...{{/name}}` when it is so, `{{^name}}...{{/name}}` when it is not |
      | section | `{{#name}}...{{/name}}`: written once, or left out; within it, the names below it. `{{name.part}}` too |
      | list | `{{#name}}...{{/name}}`: written for each row; within it, the names behind `[]` |

      Names of an outer section are seen within an inner one, unless it has the same name itself; `{{.name}}` is the inner
      one's only. Numbers, days and durations are texts, written as the locale does.

      ## Everywhere

      """
    text += ContractPage.table(of: tags, isShared: isShared, isTop: true)
    for tag in tags.tags {
      guard let inner = tag.shape.inner, !isShared(inner), !inner.tags.isEmpty else { continue }
      text += "\n## \(tag.name)\n\n\(ContractPage.sentence(tag.meaning))\n"
      text += ContractPage.table(of: inner, isShared: isShared)
    }
    text +=
      "\n## Kinds\n\nWhat several sections and lists hold is described once, under a name that only this page uses.\n"
    for set in shared { text += "\n### \(set.subject)\n" + ContractPage.table(of: set, isShared: isShared) }
    self.text = text
  }

  private static func table(of set: TagSet, isShared: (TagSet) -> Bool, isTop: Bool = false) -> String {
    "\n| tag | type | meaning |\n|---|---|---|\n" + rows(of: set, below: "", isShared, isTop: isTop)
  }

  private static func rows(
    of set: TagSet, below path: String, _ isShared: (TagSet) -> Bool, isTop: Bool = false
  ) -> String {
    set.tags.map { tag in
      let inner = tag.shape.inner
      var type =
        switch tag.shape {
        case .text: "text"
        case .markup: "markup"
        case .flag: "flag"
        case .group: "section"
        case .list: "list"
        }
      if let inner, isShared(inner) {
        type += " of [\(inner.subject)](#\(inner.subject.lowercased()))"
      } else if let inner, isTop, !inner.tags.isEmpty {
        type = "[\(type)](#\(tag.name.lowercased()))"
      }
      let row = "| `\(path)\(tag.name)` | \(type) | \(tag.meaning) |\n"
      guard let inner, !isShared(inner), !isTop else { return row }
      return row + rows(of: inner, below: path + tag.name + (tag.shape.isList ? "[]." : "."), isShared)
    }.joined()
  }

  private static func sentence(_ meaning: String) -> String {
    meaning.prefix(1).uppercased() + meaning.dropFirst() + "."
  }

  /// The sets that are used in more than one place, by their subjects.
  private static func shared(_ tags: TagSet) -> [TagSet] {
    var uses: [(set: TagSet, count: Int)] = []
    func visit(_ set: TagSet) {
      for inner in set.tags.compactMap(\.shape.inner) {
        if let i = uses.firstIndex(where: { $0.set == inner }) {
          uses[i].count += 1
        } else {
          uses.append((inner, 1))
          visit(inner)
        }
      }
    }
    visit(tags)
    return uses.filter { $0.count > 1 }.map(\.set).sorted { $0.subject < $1.subject }
  }
}

extension Shape {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}
