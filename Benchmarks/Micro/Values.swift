import Tasks
import TestSupport

@testable import Ingestion

/// Bytes to values: timestamps, numbers, ids.
func values() -> [Benchmark] {
  let parser = TimestampParser(
    assuming: .utc)
  func timestamps(_ name: String, _ text: (inout SeededGenerator) -> String) -> Benchmark {
    Samples(200_000) { _, random in text(&random) }.benchmark(name) { parser.parse($0, $1, $2) != nil }
  }
  func hours(_ name: String, _ text: (inout SeededGenerator) -> String) -> Benchmark {
    Samples(200_000) { _, random in text(&random) }.benchmark(name) {
      Scalars.hours($0, $1, $2, decimalComma: false) != nil
    }
  }
  return [
    timestamps("timestamp, UTC") { "\(date(&$0))T\(time(&$0)).\($0.digits(3))Z" },
    timestamps("timestamp, PostgreSQL's") { "\(date(&$0)) \(time(&$0)).\($0.digits(6))+00" },
    timestamps("timestamp with an offset") { "\(date(&$0))T\(time(&$0))-03:00" },
    timestamps("timestamp, Unix milliseconds") { "17\($0.digits(11))" },
    hours("hours, 12.75") { "\($0.two(0...99)).\($0.digits(2))" },
    hours("hours, 1.275e1") { "\($0.digits(1)).\($0.digits(3))e1" },
    Samples(200_000) { _, random in random.uuid() }.benchmark("id, a UUID") { Scalars.taskID($0, $1, $2) != nil },
    Samples(200_000) { i, _ in "task-\(i)" }.benchmark("id, a short text") { Scalars.taskID($0, $1, $2) != nil },
    Samples(200_000) { i, _ in i % 2 == 0 ? "true" : "No" }.benchmark("boolean") { Scalars.boolean($0, $1, $2) != nil },
  ]
}

private func date(_ random: inout SeededGenerator) -> String { "2026-\(random.two(1...12))-\(random.two(1...28))" }

private func time(_ random: inout SeededGenerator) -> String {
  "\(random.two(0...23)):\(random.two(0...59)):\(random.two(0...59))"
}
