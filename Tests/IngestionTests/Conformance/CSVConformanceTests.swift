import Foundation
import TestSupport
import Testing

@testable import Ingestion

/// csv-spectrum: files and the cells that they hold. DuckDB's files, by the reader alone.
@Suite("CSV of other projects")
struct CSVConformanceTests {
  @Test(
    "csv-spectrum has the cells that it should, read by the reader of exports",
    .enabled(if: Corpora.has("csv/csv-spectrum"), "\(Corpora.absence)"))
  func spectrum() throws {
    var verdicts: [String: String] = [:]
    for name in try Corpora.names(in: "csv/csv-spectrum/csvs") {
      let bytes = [UInt8](try Corpora.data("csv/csv-spectrum/csvs/\(name)"))
      let json = try Corpora.data("csv/csv-spectrum/json/\(name.dropLast(4)).json")
      let value = try JSONSerialization.jsonObject(with: json)
      let expected = (value as? [[String: String]]) ?? (value as? [String: String]).map { [$0] } ?? []
      try #require(!expected.isEmpty)
      let read = try #require(try Self.cells(bytes))
      // An empty cell is an absent value.
      verdicts[name] = read == expected.map { $0.filter { !$0.value.isEmpty } } ? "same" : "differs"
    }
    #expect(try VerdictTable.differences("csv-spectrum", "cells", verdicts) == [])
  }

  /// The cells of each record by the names of their columns; nil when anything is wrong with the file.
  private static func cells(_ bytes: [UInt8]) throws -> [[String: String]]? {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
    let names = String(decoding: line, as: UTF8.self).split(separator: ",").map(String.init)
    let schema = FieldSchema(names: names)
    let whole = try #require(ReadRecords.csv(bytes, schema: schema))
    var piece = 0
    let pieces = ReadRecords.csv(bytes, schema: schema) {
      piece = piece % 5 + 1
      return piece
    }
    guard whole == pieces, whole.fault == nil, whole.codes.isEmpty else { return nil }
    return whole.fields
  }

  @Test(
    "DuckDB's files are read without a trap, in one go as in pieces",
    .enabled(if: Corpora.has("csv/duckdb"), "\(Corpora.absence)"))
  func duckDB() throws {
    let names = try Corpora.allNames(in: "csv/duckdb")
    try #require(names.count > 300)
    for name in names {
      let bytes = [UInt8](try Corpora.data("csv/duckdb/\(name)").prefix(1 << 18))
      var piece = 0
      let whole = ReadRecords.csv(bytes, limit: 1000)
      let pieces = ReadRecords.csv(bytes, limit: 1000) {
        piece = piece % 100 + 13
        return piece
      }
      #expect(whole == pieces, "\(name)")
    }
  }
}
