/// A task of a task export that some agent's output may have proposed, by its winning record.
package struct StoredTask: Sendable {
  package var record: TaskRecord
  package var titleKey: Digest
  /// The number of the record's plan id, or `AgentResponse.none`.
  package var plan: Int32

  package init(record: TaskRecord, titleKey: Digest, plan: Int32) {
    self.record = record
    self.titleKey = titleKey
    self.plan = plan
  }
}

extension [TaskTablePart] {
  /// The winning record of a task; nil when no record has the id. O(1).
  package func winner(of id: TaskID) -> TaskRecord? {
    guard let first, count == TaskTable.partitionCount else { return nil }
    let part = self[first.number(of: id)]
    return part.row(of: id).map { part.record($0) }
  }

  /// The candidates whose record is the winner of its task, by title and then by time.
  package func stored(_ candidates: [StoredCandidate]) -> [StoredTask] {
    var out: [StoredTask] = []
    for candidate in candidates {
      guard let record = winner(of: candidate.id), record.origin == candidate.origin else { continue }
      out.append(StoredTask(record: record, titleKey: candidate.titleKey, plan: candidate.plan))
    }
    out.sort { a, b in
      if a.titleKey != b.titleKey { return a.titleKey < b.titleKey }
      if a.record.created != b.record.created { return a.record.created < b.record.created }
      return SettledOutput.precedes(a.record.id, b.record.id)
    }
    return out
  }
}

extension [TaskTablePart] {
  /// The explicit events of a task.
  mutating func events(of id: TaskID) -> ArraySlice<TaskEvent> {
    guard let first, count == TaskTable.partitionCount else { return [] }
    return self[first.number(of: id)].events(of: id)
  }

  /// Tells that events of an id are no orphans.
  mutating func claimEvents(of id: TaskID) {
    guard let first, count == TaskTable.partitionCount else { return }
    self[first.number(of: id)].claimEvents(of: id)
  }
}
