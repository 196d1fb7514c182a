// Only `String._nfc`: canonical composition is in the standard library, but not yet in its public interface.
@_spi(_Unicode) internal import Swift
internal import Synchronization
package import Tasks

/// Gives agents and channels their numbers: the registry's come first, others follow as they are met. Plans and models get
/// theirs as they are met.
///
/// A class shared by all jobs, so that the same name has the same number in each job's table. The order of the numbers
/// depends on which job was first; nothing that is shown goes by it.
package final class NameDirectory: Sendable {
  package let registry: Registry
  /// Finds agents' names in those of files and requests.
  package let naming: AgentNaming
  /// By number of a registered agent: the number of its channel.
  package let ownChannels: [Int32]
  private let state: Mutex<State>

  /// Texts by their bytes: to `String` composed and decomposed characters are the same, and which of two spellings counted
  /// would depend on the job that met its one first.
  private struct State {
    var agents = NameList()
    var channels = NameList()
    var plans = NameList()
    var models = NameList()
  }

  package init(registry: Registry) {
    self.registry = registry
    naming = AgentNaming(registry)
    var state = State()
    ownChannels = registry.agents.map { NameDirectory.channel($0.channel, registry, &state) }
    self.state = Mutex(state)
  }

  /// The number of the agent that a trimmed text names.
  package func agent(_ text: String) -> Int32 {
    if let i = registry.agent(named: text) { return Int32(i) }
    let id = NameDirectory.unregisteredID(text)
    return Int32(registry.agents.count + state.withLock { $0.agents.place(id) })
  }

  /// The number of the channel that a trimmed text names.
  package func channel(_ text: String) -> Int32 {
    state.withLock { NameDirectory.channel(text, registry, &$0) }
  }

  private static func channel(_ text: String, _ registry: Registry, _ state: inout State) -> Int32 {
    if let i = registry.channel(named: text) { return Int32(i) }
    return Int32(registry.channels.count + state.channels.place(unregisteredID(text)))
  }

  /// Names that look the same are one agent or channel, whether their marks are characters of their own or not.
  private static func unregisteredID(_ text: String) -> String {
    let id = Registry.unregisteredID(text)
    if id.utf8.allSatisfy({ $0 < 0x80 }) { return id }
    var composed = String.UnicodeScalarView()
    composed.append(contentsOf: id._nfc)
    return String(composed)
  }

  /// The number of a plan id, as it is written.
  package func plan(_ id: String) -> Int32 { Int32(truncatingIfNeeded: state.withLock { $0.plans.place(id) }) }

  /// The number of a model's name, as it is written.
  package func model(_ name: String) -> Int32 { Int32(truncatingIfNeeded: state.withLock { $0.models.place(name) }) }

  /// The bytes of one plan id.
  func planID(_ number: Int32) -> [UInt8] {
    state.withLock { state in
      let i = Int(number)
      return Array(state.plans.utf8(i))
    }
  }

  /// The plan ids by their numbers.
  package var planIDs: [String] { state.withLock { Array($0.plans) } }

  /// The models' names by their numbers.
  package var models: [String] { state.withLock { Array($0.models) } }

  /// The names as they are now. While they are held, the next name that is met copies all of them.
  package var names: Names {
    state.withLock {
      Names(registry: registry, unregisteredAgents: $0.agents, unregisteredChannels: $0.channels)
    }
  }

  /// The id of one agent, as `Names` has it.
  package func agentID(_ number: Int32) -> String {
    let i = Int(number)
    if i < registry.agents.count { return i < 0 ? "" : registry.agents[i].id }
    return state.withLock { $0.agents[i - registry.agents.count] }
  }

  /// The id of one channel, as `Names` has it.
  package func channelID(_ number: Int32) -> String {
    let i = Int(number)
    if i < registry.channels.count { return i < 0 ? "" : registry.channels[i].id }
    return state.withLock { $0.channels[i - registry.channels.count] }
  }
}

/// A job's own memory of names, so that it seldom has to ask the directory. A class, so that whoever remembers need not
/// be mutable; no two jobs share one.
final class NameCache {
  private struct Entry: Sendable {
    var words = Scan.Words(a: 0, b: 0, c: 0)
    var count = 0
    var number: Int32 = 0
  }
  @exclusivity(unchecked) private var entries = [Entry](repeating: Entry(), count: 256)

  /// The number behind `[start, end)`; nil when it is not remembered.
  @inline(__always)
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int32? {
    let count = end - start
    guard count <= 24 else { return nil }
    let words = Scan.words(bytes, from: start, count: count)
    let entry = entries[NameCache.place(words, count)]
    return entry.count == count && entry.words == words ? entry.number : nil
  }

  /// The number behind `[start, end)`, which `look` finds when it is not remembered.
  func number(_ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ look: (String) -> Int32) -> Int32 {
    if let known = number(bytes, start, end) { return known }
    let number = look(String(copying: bytes, start, end))
    let count = end - start
    if count <= 24 {
      let words = Scan.words(bytes, from: start, count: count)
      entries[NameCache.place(words, count)] = Entry(words: words, count: count, number: number)
    }
    return number
  }

  @inline(__always)
  private static func place(_ words: Scan.Words, _ count: Int) -> Int {
    let mixed = (words.a ^ words.b &* 0x9E37_79B9_7F4A_7C15 ^ words.c ^ UInt64(count)) &* 0xD6E8_FEB8_6659_FD93
    return Int(truncatingIfNeeded: mixed >> 56)
  }
}
