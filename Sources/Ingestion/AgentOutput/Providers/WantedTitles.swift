package import Tasks

/// Keys of agents' titles: stored tasks with one of them may be what an agent proposed.
package struct WantedTitles: Sendable {
  private let keys: Set<Digest>

  package init(_ keys: some Sequence<Digest>) { self.keys = Set(keys) }

  package var isEmpty: Bool { keys.isEmpty }

  func contains(_ key: Digest) -> Bool { keys.contains(key) }
}

/// Finds the records that may be what an agent proposed. A class, because its buffers are used again; no two jobs share
/// one.
final class CandidateFinder {
  private let wanted: WantedTitles
  private let directory: NameDirectory
  private let agents: AgentIDs
  private let text = FieldText()
  private var folding = TitleFolding()
  private let plans = NameCache()
  private var folded: [UInt8] = []

  init(_ wanted: WantedTitles, directory: NameDirectory) {
    self.wanted = wanted
    self.directory = directory
    agents = AgentIDs(directory)
  }

  /// What the orchestrator has to know of a record that some agent may have proposed; nil for all others.
  func candidate(
    _ record: TaskRecord, _ fields: borrowing RecordFields, _ values: Span<UInt8>
  ) -> StoredCandidate? {
    guard record.agent != TaskRecord.noAgent, !wanted.isEmpty else { return nil }
    let slot = TaskSlot.title.rawValue
    let hasTitle: Bool? = text.first(slot...slot, of: fields, in: values) { bytes, start, end, form in
      if form == .object || form == .array { return false }
      folding.fold(bytes, start, end, into: &folded)
      return true
    }
    guard hasTitle == true else { return nil }
    let id = agents.id(of: record.agent)
    let key = TitleKeys.titleKey(agent: id.span, folded: folded.span)
    guard wanted.contains(key) else { return nil }
    return StoredCandidate(origin: record.origin, id: record.id, titleKey: key, plan: plan(fields, values))
  }

  private func plan(_ fields: borrowing RecordFields, _ values: Span<UInt8>) -> Int32 {
    let slots = TaskSlot.plan_id.rawValue...TaskSlot.planId.rawValue
    let named: Int32?? = text.first(slots, of: fields, in: values) { bytes, start, end, form in
      form == .object || form == .array ? nil : plans.number(bytes, start, end, directory.plan)
    }
    if let named = named ?? nil { return named }
    let slot = TaskSlot.metadata.rawValue
    let inner: Int32?? = text.first(slot...slot, of: fields, in: values) { bytes, start, end, _ in
      MetadataPlan.find(bytes, start, end).map { directory.plan($0) }
    }
    return (inner ?? nil) ?? AgentResponse.none
  }
}

/// The plan id in a task's metadata.
private enum MetadataPlan {
  private static let schema = FieldSchema(names: ["planId", "plan_id"])

  /// The text under `planId` of the JSON object `[start, end)`.
  static func find(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> String? {
    guard start < end, bytes[start] == UInt8(ascii: "{") else { return nil }
    var record = JSONRecord(schema: schema)
    var fields = RecordFields()
    guard (try? record.read(bytes, start, end, into: &fields)) != nil else { return nil }
    let found: String?? = FieldText().first(0...1, of: fields, in: bytes) { bytes, from, to, form in
      form == .object || form == .array ? nil : String(copying: bytes, from, to)
    }
    return found ?? nil
  }
}

/// The bytes of agents' ids by their numbers, so that a job seldom has to ask the directory. No two jobs share one.
final class AgentIDs {
  private let directory: NameDirectory
  private var ids: [[UInt8]]
  private static let limit = 4096

  init(_ directory: NameDirectory) {
    self.directory = directory
    ids = directory.registry.agents.map { Array($0.id.utf8) }
  }

  func id(of number: Int32) -> [UInt8] {
    let i = Int(number)
    // Of agents that few tasks name there may be millions.
    if i >= AgentIDs.limit { return Array(directory.agentID(number).utf8) }
    while ids.count <= i { ids.append(Array(directory.agentID(Int32(truncatingIfNeeded: ids.count)).utf8)) }
    return i >= 0 && i < ids.count ? ids[i] : []
  }
}
