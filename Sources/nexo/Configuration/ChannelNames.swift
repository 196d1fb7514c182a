import Tasks

/// The channels that somebody chooses for the plans, and where: whether there are such channels depends on the registry,
/// which the config file may extend.
struct ChannelNames: Equatable, Sendable {
  var texts: [String]
  var origin: LocaleName.Origin

  /// `amazon,mercadolivre`
  init(list: String, origin: LocaleName.Origin) throws(ValueProblem) {
    try self.init(
      list.split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }, origin: origin)
  }

  init(_ texts: [String], origin: LocaleName.Origin) throws(ValueProblem) {
    guard !texts.isEmpty, !texts.contains("") else {
      throw ValueProblem("no channel is named", hint: "ids or names of channels, with commas between")
    }
    self.texts = texts
    self.origin = origin
  }

  /// The ids, in the order of the registry.
  func resolved(_ registry: Registry) throws(Failure) -> [String] {
    var chosen: Set<Int> = []
    for text in texts {
      guard let i = registry.channel(named: text) else { throw unknown(text, registry) }
      chosen.insert(i)
    }
    return chosen.sorted().map { registry.channels[$0].id }
  }

  private func unknown(_ text: String, _ registry: Registry) -> Failure {
    let problem = "there is no channel \"\(text)\""
    let hint = Suggestion.hint(for: text, in: registry.channels.map(\.id))
    return switch origin {
    case .flag: Failure(.usage, "--channels: \(problem)", hint: hint)
    case .place(let place): Failure(.configuration, at: place, problem, hint: hint)
    }
  }
}
