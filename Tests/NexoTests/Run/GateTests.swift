import TestSupport
import Testing

@testable import nexo

@Suite("Gates")
struct GateTests {
  @Test(
    "a gate is read with signs or words, with or without spaces",
    arguments: [
      ("health<good", "health < good"), ("health below good", "health < good"), ("Health  <=  GOOD", "health <= good"),
      ("quarantined>0", "quarantined > 0"), ("quarantined above 0", "quarantined > 0"),
      ("approval<80", "approval < 80"),
      ("approval < 77.5%", "approval < 77.5"), ("overall_completion>=50", "overall-completion >= 50"),
      ("bottlenecks!=0", "bottlenecks != 0"), ("errors==2", "errors = 2"), ("unsaved=1", "unsaved = 1"),
    ])
  func reading(text: String, shown: String) throws { #expect(try Gate(text).description == shown) }

  @Test(
    "what is no gate is refused",
    arguments: [
      "", "health", "health<", "<good", "health good", "health<80", "quarantined<good", "approval<800",
      "quarantined>0.5",
      "quarantined>-1", "quarantined>1e3", "approval<nan", "approval<80%%", "errors>5%", "health<>good", "health=<good",
      "health under good", "speed>3", "quarantined>0 please", "health < good < excellent",
    ])
  func refused(text: String) { #expect(throws: ValueProblem.self) { try Gate(text) } }

  @Test("an unknown figure is told with all that there are")
  func unknownFigure() {
    let problem = #expect(throws: ValueProblem.self) { try Gate("speed>3") }
    #expect(
      problem?.hint
        == "one of health, approval, completion, overall-approval, overall-completion, generated, quarantined, warnings, errors, bottlenecks, unsaved, pending, active-agents, agent-errors"
    )
  }

  @Test(
    "a gate fails when its condition holds",
    arguments: [
      ("health<good", Gate.Verdict.failed("fair")), ("health<=fair", .failed("fair")), ("health<fair", .passed),
      ("health=fair", .failed("fair")), ("health!=fair", .passed), ("health>poor", .failed("fair")),
      ("approval<80", .failed("79.99")), ("approval<79.99", .passed), ("quarantined>0", .failed("3")),
      ("quarantined>3", .passed), ("quarantined>=3", .failed("3")), ("unsaved>0", .noFigure),
      ("completion<50", .noFigure),
    ])
  func judging(text: String, verdict: Gate.Verdict) throws {
    let figures = GateFigures(health: .fair, numbers: [.approval: 79.995, .quarantined: 3])
    #expect(try Gate(text).judge(figures) == verdict)
  }

  @Test("without data there is no health to judge")
  func noData() throws { #expect(try Gate("health<good").judge(GateFigures()) == .noFigure) }
}
