import Tasks
import TestSupport

/// The table of tasks, and what is measured over it.
func table() -> [Benchmark] {
  let order = RecordOrder(exportTimes: [TaskRecord.none], agentID: { String($0) }, channelID: { String($0) })
  var random = SeededGenerator(seed: 7)
  var records = (0..<1_000_000).map { record($0, &random) }
  // One in 200 is another version of an earlier task.
  for i in stride(from: 199, to: records.count, by: 200) { records[i].id = records[random.number(i) / 200 * 200].id }
  let distinct = records.count - records.count / 200
  func filled(_ part: some Sequence<TaskRecord>) -> TaskTable {
    var table = TaskTable(maxExamples: 5, seed: 1)
    for record in part { table.insert(record, order: order) }
    return table
  }
  let size = records.count * MemoryLayout<TaskRecord>.stride
  let halves = (filled(records[..<500_000]), filled(records[500_000...]))
  return [
    Benchmark(name: "insert into the table", items: distinct, bytes: size) { filled(records).count },
    Benchmark(name: "copy a table, merge another", items: distinct, bytes: size) {
      var merged = halves.0
      merged.merge(halves.1, order: order)
      return merged.count
    },
  ]
}

private func record(_ number: Int, _ random: inout SeededGenerator) -> TaskRecord {
  let created = Instant(milliseconds: 1_770_000_000_000 + Int64(number) * 1000)
  var record = TaskRecord(
    id: TaskID(uuidHigh: random.next(), low: random.next()), status: .completed, channel: Int32(random.number(6)),
    agent: Int32(random.number(6)), created: created,
    origin: RecordOrigin(input: 0, offset: Int64(number) * 500, count: 500))
  record[.completed] = created.milliseconds + Int64(random.number(1_000_000_000))
  return record
}

/// Percentiles of a million durations in four groups.
func percentiles() -> [Benchmark] {
  var random = SeededGenerator(seed: 8)
  var groups = [Durations](repeating: Durations(), count: 4)
  for i in 0..<1_000_000 { groups[i % 4].add(milliseconds: Int64(random.number(2_000_000_000))) }
  let all = groups
  let size = 1_000_000 * MemoryLayout<UInt32>.stride
  return [
    Benchmark(name: "p50, p90, p95, max of durations", items: 1_000_000, bytes: size) {
      let figures = DurationFigures(all)
      let isInOrder =
        (figures.p50Minutes ?? 1) < (figures.p90Minutes ?? 0) && (figures.p95Minutes ?? 1) < (figures.maxMinutes ?? 0)
      return isInOrder ? figures.count : 0
    }
  ]
}
