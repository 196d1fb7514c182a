import Tasks
import Testing

@testable import Ingestion

@Suite("Keys and ids of proposed tasks")
struct TitleKeysTests {
  @Test(
    "Ids are version 5 UUIDs in the URL namespace, keys the first half of SHA-256, as Python makes them",
    arguments: [
      (
        "alex", "plan-1", "otimizar titulo", "2026-02-24T02:00:00.000Z", "90e84b61-5031-590f-b6a8-9e28e00cf366",
        "b6d4b2b670fbf47c2cfa6d7a5116920e"
      ),
      (
        "marina", "", "body bebe", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08#3",
        "6348b2ce-a036-542e-85be-417551f231d9", "afd537a014b52cb42c5af7569f990ba1"
      ),
      (
        "tren", "pé", "あい 😀", "", "1ac70521-4706-52d2-ad7f-19ef2d6e764f", "f4cbd4db2efb5feffa3f0058ab6ccd57"
      ),
    ])
  func idsAndKeys(agent: String, plan: String, folded: String, when: String, id: String, key: String) {
    let (agent, plan, folded, when) = (Array(agent.utf8), Array(plan.utf8), Array(folded.utf8), Array(when.utf8))
    let proposed = TitleKeys.proposedID(agent: agent.span, plan: plan.span, folded: folded.span, when: when.span)
    #expect(proposed.text == id)
    let digest = TitleKeys.titleKey(agent: agent.span, folded: folded.span)
    let hex = [digest.high, digest.low].map { word in
      String(repeating: "0", count: word.leadingZeroBitCount / 4) + (word == 0 ? "" : String(word, radix: 16))
    }
    #expect(hex.joined() == key)
  }
}
