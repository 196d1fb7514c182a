/// Slots of a proposed task, under the names that language models give its fields; the first that holds a value counts.
/// The last four hold lists of tasks.
enum ProposedSlot: Int, CaseIterable {
  case title, titulo, accentedTitulo, name
  case description, descricao, accentedDescricao, desc, details
  case priority, category
  case estimatedHours, snakeEstimatedHours, hours
  case tags
  case tasks, tarefas, items, data

  var name: String {
    switch self {
    case .accentedTitulo: "título"
    case .accentedDescricao: "descrição"
    case .snakeEstimatedHours: "estimated_hours"
    default: String(describing: self)
    }
  }

  static let titles = title.rawValue...accentedTitulo.rawValue
  static let descriptions = description.rawValue...details.rawValue
  static let hourSlots = estimatedHours.rawValue...hours.rawValue
  static let lists = tasks.rawValue...data.rawValue

  /// What must be there for `name` to be a title.
  static let otherFields = bits(description.rawValue...tags.rawValue)
  static let listBits = bits(lists)
  static let titleBits = bits(title.rawValue...name.rawValue)

  static func bits(_ slots: ClosedRange<Int>) -> UInt64 { slots.reduce(0) { $0 | 1 << UInt64($1) } }
}

extension FieldSchema {
  /// Tasks that a language model proposes (slots by `ProposedSlot`).
  static let proposed = FieldSchema(names: ProposedSlot.allCases.map(\.name))
}
