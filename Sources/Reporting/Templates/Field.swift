import Tasks

/// What a template may ask for under a name.
indirect enum Shape: Sendable {
  case text
  /// Elements that Nexo wrote, values in them escaped: `{{&name}}`, in HTML only.
  case markup
  case flag
  /// A section that is written once, or left out.
  case group([String: Shape])
  /// A section that is written for each row.
  case list([String: Shape])
}

/// A value that templates see: its name, its shape and where it comes from, in one place, so that what templates are
/// checked against is what they get.
struct Field<Subject>: Sendable {
  let name: String
  let shape: Shape
  let value: @Sendable (Subject, Scene) -> Any

  static func text(_ name: String, _ value: @escaping @Sendable (Subject, Scene) -> String) -> Field {
    Field(name: name, shape: .text) { value($0, $1) }
  }

  static func markup(_ name: String, _ value: @escaping @Sendable (Subject, Scene) -> String) -> Field {
    Field(name: name, shape: .markup) { value($0, $1) }
  }

  static func flag(_ name: String, _ value: @escaping @Sendable (Subject, Scene) -> Bool) -> Field {
    Field(name: name, shape: .flag) { value($0, $1) }
  }

  /// A figure that may be missing. In templates a group: `known`, then `text`, else `reason`.
  static func figure(_ name: String, _ value: @escaping @Sendable (Subject, Scene) -> Figure) -> Field {
    group(name, Figure.fields) { value($0, $1) }
  }

  static func group<Part>(
    _ name: String, _ fields: [Field<Part>], _ part: @escaping @Sendable (Subject, Scene) -> Part?
  ) -> Field {
    Field(name: name, shape: .group(fields.shape())) { subject, scene in
      part(subject, scene).map { fields.view(of: $0, scene) as Any } ?? false
    }
  }

  static func list<Row>(
    _ name: String, _ fields: [Field<Row>], _ rows: @escaping @Sendable (Subject, Scene) -> [Row]
  ) -> Field {
    Field(name: name, shape: .list(fields.shape())) { subject, scene in
      rows(subject, scene).map { fields.view(of: $0, scene) }
    }
  }
}

extension Array {
  /// The names and shapes that the fields give.
  func shape<Subject>() -> [String: Shape] where Element == Field<Subject> {
    Dictionary(map { ($0.name, $0.shape) }) { first, _ in first }
  }

  /// The dictionary that a template gets; it holds dictionaries, arrays, texts and flags only.
  func view<Subject>(of subject: Subject, _ scene: Scene) -> [String: Any] where Element == Field<Subject> {
    Dictionary(map { ($0.name, $0.value(subject, scene)) }) { first, _ in first }
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
    .flag("known") { figure, _ in
      if case .known = figure { true } else { false }
    },
    .text("text") { figure, _ in
      if case .known(let text, _) = figure { text } else { "-" }
    },
    .text("order") { figure, _ in
      if case .known(_, let order) = figure { order } else { "" }
    },
    .text("reason") { figure, scene in
      if case .missing(let reason) = figure { scene.text(reason) } else { "" }
    },
  ]
}
