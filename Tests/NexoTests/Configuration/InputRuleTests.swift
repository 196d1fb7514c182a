import Tasks
import TestSupport
import Testing

@testable import nexo

@Suite("Rules for inputs")
struct InputRuleTests {
  @Test(
    "a pattern matches the end of a path, name by name",
    arguments: [
      ("*.csv", "tasks.csv", true), ("*.csv", "exports/2026/tasks.csv", true), ("*.csv", "tasks.csv.gz", false),
      ("exports/*.csv", "exports/tasks.csv", true), ("exports/*.csv", "/data/exports/tasks.csv", true),
      ("exports/*.csv", "exports/2026/tasks.csv", false), ("exports/**.csv", "exports/2026/tasks.csv", true),
      ("exports/**/t?sks.csv", "exports/a/b/tasks.csv", true), ("exports/*.csv", "myexports/tasks.csv", false),
      ("/data/*.csv", "/data/a.csv", true), ("/data/*.csv", "x/data/a.csv", false), ("?.csv", "/.csv", false),
      ("**", "any/thing", true), ("", "a", false), ("tasks.csv", "tasks.csv", true), ("TASKS.csv", "tasks.csv", false),
      ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("**/b/*", "a/b/c/b/d", true),
      ("é*.csv", "dir/é1.csv", true),
    ])
  func matching(pattern: String, path: String, matches: Bool) {
    #expect(InputRule(pattern: pattern).matches(path) == matches)
  }

  @Test("a pattern of many stars takes no time")
  func stars() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    let path = String(repeating: "a", count: 400)
    #expect(ContinuousClock().measure { _ = InputRule(pattern: pattern).matches(path) } < .seconds(1))
  }

  @Test("a rule that matches nothing is told")
  func unused() {
    let rules = [InputRule(pattern: "*.cvs"), InputRule(pattern: "*.csv")]
    #expect(
      InputRule.unused(rules, by: ["in/a.csv"]) == [
        ErrorMessage(.information, "the rule for \"*.cvs\" under inputs matches no input of this run")
      ])
  }

  @Test("all rules that match count, the later over the earlier")
  func combining() {
    let rules = [
      InputRule(pattern: "*.csv", encoding: .latin1, dates: .dmy), InputRule(pattern: "x.csv", encoding: .windows1252),
      InputRule(pattern: "y.csv", decimalComma: true),
    ]
    #expect(
      InputRule.combined(rules, for: "a/x.csv") == InputRule(pattern: "a/x.csv", encoding: .windows1252, dates: .dmy))
  }
}
