import Tasks
import Testing

@testable import Ingestion

@Suite("Export times")
struct ExportTimeTests {
  @Test(
    "are found in the file's name",
    arguments: [
      ("tasks-2026-02-24.csv", "2026-02-24T00:00:00.000Z"),
      ("tasks_2026_02_24.csv", "2026-02-24T00:00:00.000Z"),
      ("tasks.2026.02.24.csv", "2026-02-24T00:00:00.000Z"),
      ("20260224.json", "2026-02-24T00:00:00.000Z"),
      ("tasks20260224final.json", "2026-02-24T00:00:00.000Z"),
      ("tasks-20260224T0200.json", "2026-02-24T02:00:00.000Z"),
      ("tasks-20260224T02.json", "2026-02-24T02:00:00.000Z"),
      ("tasks-20260224T020304.json", "2026-02-24T02:03:04.000Z"),
      ("20260224_0203.json", "2026-02-24T02:03:00.000Z"),
      ("20260224020304.json", "2026-02-24T02:03:04.000Z"),
      ("202602240203.json", "2026-02-24T02:03:00.000Z"),
      ("2026-02-24 02:03.json", "2026-02-24T02:03:00.000Z"),
      ("2026-02-24 02h03.json", "2026-02-24T02:03:00.000Z"),
      ("2026-02-24_02-03-04.json", "2026-02-24T02:03:04.000Z"),
      ("2026-02-24T02-03-04.567Z.json", "2026-02-24T02:03:04.567Z"),
      ("2026-02-24T02:03:04+03:00.json", "2026-02-23T23:03:04.000Z"),
      ("20260224T0203-0330.json", "2026-02-24T05:33:00.000Z"),
      ("20260224T0203-0001.json", "2026-02-24T02:03:00.000Z"),
      ("20260224T235960.json", "2026-02-24T23:59:59.999Z"),
      ("20260224T2500.json", "2026-02-24T00:00:00.000Z"),
      ("2026-02-01_2026-02-24.csv", "2026-02-24T00:00:00.000Z"),
      ("2026-02-24-since-2026-01-01.csv", "2026-02-24T00:00:00.000Z"),
      ("2026-02-24_001.csv", "2026-02-24T00:00:00.000Z"),
      ("20240229.csv", "2024-02-29T00:00:00.000Z"),
    ])
  func names(name: String, expected: String) {
    #expect(ExportTime.find(path: name, argument: name, zone: .utc)?.description == expected)
  }

  @Test(
    "are not made up",
    arguments: [
      "tasks.csv", "20260230.csv", "2026-13-01.csv", "19691231.csv", "22630101.csv", "120260224.csv", "2026022.csv",
      "20260224-0102-4304-8506-202602240708.json", "1708765432123.json", "20260224990000.csv", "2026-02-241.csv",
      "2026-0224.csv", "2026-02_24.csv", "-",
    ])
  func none(name: String) {
    #expect(ExportTime.find(path: name, argument: name, zone: .utc) == nil)
  }

  @Test(
    "are looked for in folders, the nearest first, from a named folder's own name down",
    arguments: [
      ("exports/2026-02-24/tasks.csv", "exports/2026-02-24/tasks.csv", 24),
      ("exports/2026-02-24/tasks.csv", "exports", 24),
      ("exports/2026-02-24/csv/tasks.csv", "exports", 24),
      ("2026-02-23/2026-02-24/tasks.csv", "2026-02-23", 24),
      ("2026-02-24/tasks-2026-02-22.csv", "2026-02-24", 22),
      ("2026-02-24/tasks.csv", "2026-02-24", 24),
      ("/data/2026-02-24/tasks.csv", "/data/2026-02-24", 24),
      ("/data/2025-01-01/exports/tasks.csv", "/data/2025-01-01/exports", nil),
      ("/2026-02-20/exports/2026-02-24/tasks.csv", "/2026-02-20/exports", 24),
      ("./tasks.csv", ".", nil),
    ])
  func folders(path: String, argument: String, day: Int?) {
    let found = ExportTime.find(path: path, argument: argument, zone: .utc)
    #expect(found?.description == day.map { "2026-02-\($0)T00:00:00.000Z" })
  }

  @Test("are read in the report's zone, with a given offset in that")
  func zone() {
    let zone = ZoneOffsets(
      name: "America/Sao_Paulo",
      entries: [ZoneOffsets.Entry(from: Instant(milliseconds: .min), offsetSeconds: -3 * 3600)])
    func find(_ name: String) -> String? { ExportTime.find(path: name, argument: name, zone: zone)?.description }
    #expect(find("2026-02-24.csv") == "2026-02-24T03:00:00.000Z")
    #expect(find("20260224T0200.csv") == "2026-02-24T05:00:00.000Z")
    #expect(find("20260224T0200Z.csv") == "2026-02-24T02:00:00.000Z")
  }
}
