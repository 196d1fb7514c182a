/// A name that templates may use: what stands for it, and what it means.
struct TemplateTag: Sendable, Equatable {
  let name: String
  /// A part of a sentence, in Markdown: what it is, its unit, when it is not there.
  let meaning: String
  let shape: Shape
}

/// What a template may ask for under a name.
indirect enum Shape: Sendable, Equatable {
  case text
  /// Elements that Nexo wrote, values in them escaped: `{{&name}}`, in HTML only.
  case markup
  case flag
  /// A section that is written once, or left out.
  case group(TagSet)
  /// A section that is written for each row.
  case list(TagSet)

  /// The names within the section; nil where it is none.
  var inner: TagSet? {
    switch self {
    case .group(let tags), .list(let tags): tags
    case .text, .markup, .flag: nil
    }
  }
}

/// The names that may be used within a section.
struct TagSet: Sendable, Equatable {
  /// What the section shows: the same names about the same thing are described once, under this.
  let subject: String
  let tags: [TemplateTag]
  private let shapes: [String: Shape]

  init(subject: String, _ tags: [TemplateTag]) {
    self.subject = subject
    self.tags = tags
    shapes = Dictionary(tags.map { ($0.name, $0.shape) }) { first, _ in first }
  }

  subscript(name: String) -> Shape? { shapes[name] }

  static func == (a: TagSet, b: TagSet) -> Bool { a.subject == b.subject && a.tags == b.tags }
}
