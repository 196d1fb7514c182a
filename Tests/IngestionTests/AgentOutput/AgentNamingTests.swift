import Tasks
import Testing

@testable import Ingestion

@Suite("Whose output it is")
struct AgentNamingTests {
  private func name(_ path: String, argument: String? = nil, registry: Registry = .builtIn) -> String? {
    let found = AgentNaming(registry).agent(inPath: path, argument: argument ?? path)
    return found.map { registry.agents[Int($0)].id }
  }

  @Test(
    "is told by the first word of the file's name that spells an agent, else by its folders', nearest first",
    arguments: [
      ("alex.json", "alex"), ("out/2026-02-24/Marina_response.txt", "marina"), ("alex/marina/x.txt", "marina"),
      ("tren/2026/viral-alex.md", "viral"), ("x/marketplace-tiktokshop.json", "viral"), ("alexalara.md", "alex"),
      ("marketplace-tiktok-shop.json", "viral"), ("Marketplace Mercado Livre.md", "marina"), ("realex.txt", nil),
      ("alex1.txt", nil), ("amazon.json", nil), ("saída_Sunny.txt", "sunny"), ("PREMIUM-x.md", "premium"), ("-", nil),
      ("2026alex", nil), ("mar-ina.txt", "marina"), ("a-l-e-x.txt", nil), ("al-e-x.txt", "alex"),
    ])
  func words(path: String, agent: String?) {
    #expect(name(path) == agent)
  }

  @Test("by no folder above the one that was named")
  func above() {
    #expect(name("data/alex/out/x.txt", argument: "data/alex/out") == nil)
    #expect(name("data/alex/out/x.txt", argument: "data/alex") == "alex")
    #expect(name("data/alex/out/x.txt") == "alex")
  }

  @Test("takes the most words at a place, and names of any letters and any length")
  func others() {
    let registry = Registry(
      agents: ["alex", "alex_two", "ação", "an-agent-whose-name-is-long-enough"].map {
        Agent(id: $0, name: $0, channel: "amazon")
      }, channels: [Channel(id: "amazon", name: "Amazon")], aliases: ["moda bebê": "alex"])
    #expect(name("alex-two-1.txt", registry: registry) == "alex_two")
    #expect(name("alex-three.txt", registry: registry) == "alex")
    #expect(name("x_AÇÃO.txt", registry: registry) == "ação")
    #expect(name("x.Moda-Bebê.txt", registry: registry) == "alex")
    let long = Registry(
      agents: [Agent(id: "agentwhosenameislongenough", name: "A", channel: "amazon")], channels: registry.channels)
    #expect(name("x-agent-whosename-islongenough.txt", registry: long) == "agentwhosenameislongenough")
  }

  @Test("the same, whether by bytes or by characters")
  func bothWays() {
    // An alias of other letters makes every name be read by characters.
    let slow = Registry(agents: Registry.builtIn.agents, channels: Registry.builtIn.channels, aliases: ["é": "alex"])
    let pieces = ["alex", "Marina", "tren", "market", "place", "tiktok", "shop", "amazon", "x", "7"]
    for a in pieces {
      for b in pieces {
        for c in pieces {
          let path = "\(a)-\(b)_\(c).txt"
          #expect(name(path) == name(path, registry: slow), "\(path)")
        }
      }
    }
  }
}
