import Tasks

/// A value that templates see: its name, its meaning, its shape and where it comes from, in one place, so that what
/// templates are checked against is what they get, and what the reference says.
struct Field<Subject>: Sendable {
  let tag: TemplateTag
  let value: @Sendable (Subject, Scene) -> Any

  private init(
    _ name: String, _ meaning: String, _ shape: Shape, _ value: @escaping @Sendable (Subject, Scene) -> Any
  ) {
    tag = TemplateTag(name: name, meaning: meaning, shape: shape)
    self.value = value
  }

  static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject, Scene) -> String
  ) -> Field {
    Field(name, meaning, .text) { value($0, $1) }
  }

  static func markup(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject, Scene) -> String
  ) -> Field {
    Field(name, meaning, .markup) { value($0, $1) }
  }

  static func flag(_ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject, Scene) -> Bool) -> Field {
    Field(name, meaning, .flag) { value($0, $1) }
  }

  /// A figure that may be missing. In templates a group: `known`, then `text`, else `reason`.
  static func figure(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Subject, Scene) -> Figure
  ) -> Field {
    group(name, meaning, Figure.fields) { value($0, $1) }
  }

  static func group<Part>(
    _ name: String, _ meaning: String, _ fields: [Field<Part>],
    _ part: @escaping @Sendable (Subject, Scene) -> Part?
  ) -> Field {
    Field(name, meaning, .group(fields.tags())) { subject, scene in
      part(subject, scene).map { fields.view(of: $0, scene) as Any } ?? false
    }
  }

  static func list<Row>(
    _ name: String, _ meaning: String, _ fields: [Field<Row>],
    _ rows: @escaping @Sendable (Subject, Scene) -> [Row]
  ) -> Field {
    Field(name, meaning, .list(fields.tags())) { subject, scene in
      rows(subject, scene).map { fields.view(of: $0, scene) }
    }
  }
}

extension Array {
  /// The names, meanings and shapes of the fields.
  func tags<Subject>() -> TagSet where Element == Field<Subject> {
    TagSet(subject: "\(Subject.self)", map(\.tag))
  }

  /// The dictionary that a template gets; it holds dictionaries, arrays, texts and flags only.
  func view<Subject>(of subject: Subject, _ scene: Scene) -> [String: Any] where Element == Field<Subject> {
    Dictionary(map { ($0.tag.name, $0.value(subject, scene)) }) { first, _ in first }
  }
}

/// A figure as it is shown, or why there is none.
enum Figure: Sendable {
  /// - order: what tables are sorted by, where the text itself does not tell: a plain number, or a text that sorts.
  case known(String, order: String = "")
  /// The key of the phrase that says why.
  case missing(String)

  init(_ text: String?, else reason: String) { self = text.map { .known($0) } ?? .missing(reason) }

  /// A number as `text` writes it.
  init(_ value: Double?, else reason: String, text: (Double) -> String) {
    self = value.map { .known(text($0), order: "\($0)") } ?? .missing(reason)
  }

  /// A time, on the clocks of the report's zone.
  init(_ instant: Instant?, else reason: String, _ scene: Scene) {
    self = instant.map { .known(scene.language.moment($0), order: $0.description) } ?? .missing(reason)
  }

  static let fields: [Field<Figure>] = [
    .flag("known", "whether there is a figure") { figure, _ in
      if case .known = figure { true } else { false }
    },
    .text("text", "the figure as it is shown; `-` when there is none") { figure, _ in
      if case .known(let text, _) = figure { text } else { "-" }
    },
    .text("order", "what tables sort it by: a plain number or ISO 8601; empty where the text itself does") {
      figure, _ in
      if case .known(_, let order) = figure { order } else { "" }
    },
    .text("reason", "why there is no figure; empty when there is one") { figure, scene in
      if case .missing(let reason) = figure { scene.text(reason) } else { "" }
    },
  ]
}
