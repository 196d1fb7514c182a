import Testing

@testable import Reporting

@Suite struct CSVTests {
  private func table(_ name: String, _ model: ReportModel) throws -> [String] {
    let text = try #require(try rendered(model, formats: [.csv])[name])
    #expect(text.hasSuffix("\n"))
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  @Test("the header row names the keys of report.json")
  func header() throws {
    #expect(
      try table("daily.csv", SampleModel.nightly).first
        == "date,channel,created,approved,rejected,started,completed,avgCompletionTime")
    #expect(
      try table("agents.csv", SampleModel.nightly).first?.hasPrefix("agentId,agentName,channel,registered") == true)
    #expect(try table("channels.csv", SampleModel.nightly).first?.hasPrefix("channel,channelName,registered") == true)
  }

  @Test(
    "every row has the cells of the header, in every table", arguments: ["agents.csv", "channels.csv", "daily.csv"])
  func cells(name: String) throws {
    let rows = try table(name, SampleModel.nightly)
    let width = rows[0].split(separator: ",", omittingEmptySubsequences: false).count
    #expect(rows.count > 5)
    for row in rows { #expect(row.split(separator: ",", omittingEmptySubsequences: false).count == width) }
  }

  @Test("figures are plain and unrounded, missing ones empty")
  func figures() throws {
    var model = SampleModel.nightly
    model.daily = [
      .init(
        date: model.daily[0].date, channel: "amazon", created: 1234, approved: nil, rejected: 0, started: nil,
        completed: 2,
        avgCompletionTime: 83.33333333333333)
    ]
    #expect(try table("daily.csv", model).last == "2026-02-04,amazon,1234,,0,,2,83.33333333333333")
  }

  @Test("an empty report has the header rows")
  func empty() throws { #expect(try table("agents.csv", SampleModel.empty).count == 1) }

  @Test("columns reach into objects and intervals")
  func nested() throws {
    let rows = try table("agents.csv", SampleModel.nightly)
    let header = rows[0].split(separator: ",").map(String.init)
    let alex = rows[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let row = Dictionary(uniqueKeysWithValues: zip(header, alex))
    #expect(row["executionTime.meanMinutes"] == "240")
    #expect(row["approvalInterval.low"]?.hasPrefix("55.") == true)
    #expect(row["stages.queueTime.count"] == "0")
    #expect(row["stages.queueTime.meanMinutes"] == "")
  }

  @Test(
    "texts that a spreadsheet would run are defused, and quoted where they must be",
    arguments: [
      ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "\"'\tx\""), ("a,b", "\"a,b\""),
      ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), ("=\"x\"", "\"'=\"\"x\"\"\""), ("a\u{0}b", "a\u{FFFD}b"),
      ("1-2", "1-2"),
      ("=\u{301}x", "'=\u{301}x"),
    ])
  func injection(name: String, cell: String) throws {
    var model = SampleModel.empty
    model.agents = [SampleModel.nightly.agents[0]]
    model.agents[0].agentName = name
    let text = try #require(try rendered(model, formats: [.csv])["agents.csv"])
    #expect(text.contains("\nalex,\(cell),amazon,true,active,12,"))
  }
}
