import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Reading agent output")
struct ResponseReadingTests {
  @Test("with several jobs gives the same as in one go, in 100 seeded files")
  func parts() throws {
    var partsRead = 0
    var responses = 0
    var quarantined = 0
    for seed in 0..<100 as Range<UInt64> {
      var random = RandomResponses(seed: seed)
      var inputs = try ResponseInputs(plan: .tiny, recordLimit: seed % 5 == 0 ? 300 : 1 << 20)
      let shape = InputShape(.agentOutput, .ndjson)
      try inputs.add(random.lines(Int(seed % 30) + 1), name: "out/\(seed % 2 == 0 ? "alex" : "x").ndjson", shape: shape)
      try inputs.add(random.lines(3), name: "out/viral-2.ndjson", shape: shape)
      let one = try inputs.read()
      #expect(one.responses.count + one.quarantined.count == one.read, "seed \(seed)")
      #expect(one.failures == [nil, nil])
      for jobs in [2, 5] {
        let many = try inputs.read(jobs: jobs)
        #expect(many.responses == one.responses && many.quarantined == one.quarantined, "seed \(seed), \(jobs) jobs")
        #expect(many.findings == one.findings && many.read == one.read && many.times == one.times, "seed \(seed)")
        #expect(many.partsReadAgain == 0)
        partsRead += many.partsRead
      }
      responses += one.responses.count
      quarantined += one.quarantined.count
    }
    #expect(partsRead > 200 && responses > 1000 && quarantined > 100)
  }

  @Test("never ends the process, whatever the bytes are", arguments: 0..<8 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var random = RandomResponses(seed: 1000 + seed)
    var inputs = try ResponseInputs(recordLimit: 1 << 14)
    for i in 0..<150 {
      let line = Array(random.response().utf8)
      let bytes = random.mutated(line)
      let format: InputFormat = [.ndjson, .json, .text, .xml, .csv][i % 5]
      try inputs.add(bytes, name: "alex-\(i).x", shape: InputShape(.agentOutput, format))
    }
    let stream =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"x\"}}\n"
    for _ in 0..<20 {
      try inputs.add(random.mutated(Array(stream.utf8)), name: "alex.sse", shape: InputShape(.agentOutput, .text))
    }
    let read = try inputs.read(jobs: 2)
    #expect(read.read == read.responses.count + read.quarantined.count)
    #expect(read.responses.count > 50)
  }

  @Test("remembers nothing of one input in the next", arguments: 0..<4 as Range<UInt64>)
  func apart(seed: UInt64) throws {
    var random = RandomResponses(seed: 2000 + seed)
    let stream =
      "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\"}}\ndata: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"x\"}}\n"
    let fault = #"{"agent":"alex","content":"x","created_at":"never"}"# + "\n"
    var all = try ResponseInputs()
    var alone: [ResponseInputs.Read] = []
    for i in 0..<40 {
      let (bytes, format): ([UInt8], InputFormat) =
        switch i % 4 {
        case 0: (Array(stream.utf8), .text)
        case 1: (Array(fault.utf8), .ndjson)
        case 2: (Array(random.response().utf8), .ndjson)
        default: (random.mutated(Array(random.response().utf8)), .json)
        }
      try all.add(bytes, name: "alex-\(i).x", shape: InputShape(.agentOutput, format))
      var one = try ResponseInputs()
      try one.add(bytes, name: "alex-\(i).x", shape: InputShape(.agentOutput, format))
      alone.append(try one.read())
    }
    let read = try all.read()
    func withoutPlaces(_ responses: [ReadResponse]) -> [ReadResponse] {
      responses.map {
        var response = $0
        response.place = ""
        return response
      }
    }
    #expect(withoutPlaces(read.responses) == withoutPlaces(alone.flatMap(\.responses)))
    #expect(read.quarantined == alone.flatMap(\.quarantined))
    #expect(read.quarantined.filter { $0.hasPrefix("invalid-timestamp 0+51@44") }.count == 10)
  }

  @Test("is not tired by deep nesting, long keys and many blocks")
  func extremes() throws {
    let deep = String(repeating: "[", count: 100_000)
    let blocks = String(repeating: #"{"type":"text","text":"[{\"title\":\"a\"}]"},"#, count: 20_000)
    var inputs = try ResponseInputs(recordLimit: 1 << 24)
    let lines = [
      #"{"agent":"alex","content":\#(deep)}"#, #"{"agent":"alex","content":"\#(deep)"}"#,
      #"{"type":"message","id":"m","content":[\#(blocks){"type":"text","text":""}]}"#,
      #"{"\#(String(repeating: "k", count: 1 << 20))":1,"agent":"alex","content":"[{\"title\":\"a\"}]"}"#,
      "{" + (0..<50_000).map { "\"k\($0)\":\($0)," }.joined() + #""agent":"alex","content":"[{\"title\":\"a\"}]"}"#,
    ]
    try inputs.add(lines.joined(separator: "\n") + "\n", name: "alex.ndjson", shape: InputShape(.agentOutput, .ndjson))
    let read = try inputs.read()
    #expect(read.quarantined.count == 1 && read.responses.count == 4)
    #expect(read.responses.map(\.titles.count) == [0, 20_000, 1, 1])
  }

  @Test("notes the responses' own times, counts clipped texts, and keeps superseded copies apart by their identity")
  func gathered() throws {
    let long = String(repeating: "t", count: 501)
    var inputs = try ResponseInputs()
    let line = #"{"agent":"alex","content":"{\"title\":\"\#(long)\"}","created_at":"2026-02-24T10:00:00Z"}"#
    let message = #"{"type":"message","id":"m1","content":[{"type":"text","text":"x"}]}"#
    try inputs.add("\(line)\n\(line)\n\(message)\n", name: "alex-2026-02-25.ndjson")
    try inputs.add(message.replacing("\"x\"", with: "\"y\""), name: "alex-2026-02-26.json")
    try inputs.add(message, name: "tren.json")
    let read = try inputs.read()
    #expect(read.times.latest == 1_771_927_200_000 && read.times.earliest == 1_771_927_200_000)
    #expect(read.responses.map(\.clippedTexts) == [1, 1, 0, 0, 0])
    let ids = read.responses.map(\.identity)
    #expect(ids.count == 5 && ids[0] == ids[1] && ids[2] == ids[3] && ids[4] != ids[3] && ids[0] != ids[2])
  }

  @Test("gives tasks the ids that the specification says")
  func ids() throws {
    let lines =
      #"{"agent":"Alex","content":"[{\"title\":\" Otimizar  TÍTULO \"}]","created_at":"2026-02-24T10:00:00Z","plan_id":"p-1"}"#
    // uuid5(NAMESPACE_URL, "alex\np-1\notimizar titulo\n2026-02-24T10:00:00.000Z")
    #expect(
      try ResponseInputs.responses(lines, name: "x.ndjson").first?.taskIDs == ["59f538a8-2b1d-541f-8690-e980406f2de2"])
    // uuid5(NAMESPACE_URL, "marina\n\nb\n" + sha256('[{"title":"a"},{"title":"b"}]').hexdigest() + "#1")
    let read = try ResponseInputs.responses(#"[{"title":"a"},{"title":"b"}]"#, name: "marina.json")
    #expect(read.first?.taskIDs.last == "a0b3220f-307d-57ce-a25a-4c5f0d5153dd")
  }

  @Test("finds the stored tasks that an agent may have proposed")
  func candidates() throws {
    let titles = try ResponseInputs.responses(#"[{"title":"Otimizar título"},{"title":"b"}]"#, name: "alex.json")
    #expect(titles.count == 1)
    var output = try ResponseInputs()
    try output.add(#"[{"title":"Otimizar título"},{"title":"b"}]"#, name: "alex.json")
    var keys: [Digest] = []
    for intake in try output.reading().run().intakes { keys += intake.responses.tasks.map(\.titleKey) }
    var stored = try ResponseInputs()
    let csv = """
      id,title,status,channel,agent,created_at,plan_id,metadata
      1,OTIMIZAR  TITULO,open,amazon,Alex,2026-02-24,p-1,
      2,b,open,amazon,marketplace-amazon,2026-02-24,,"{""planId"":""m-1""}"
      3,b,open,amazon,marina,2026-02-24,,
      4,b,open,amazon,,2026-02-24,,
      5,c,open,amazon,alex,2026-02-24,,
      6,b,dnoe,amazon,alex,2026-02-24,,

      """
    try stored.add(csv, name: "tasks.csv")
    let reading = try stored.reading(wanted: WantedTitles(keys))
    let found = reading.run().intakes.flatMap(\.candidates).sorted { $0.origin < $1.origin }
    #expect(found.map { $0.id.text } == ["1", "2"])
    #expect(found.map { reading.directory.planIDs[Int($0.plan)] } == ["p-1", "m-1"])
    #expect(found.map(\.titleKey) == keys)
    #expect(try stored.reading().run().intakes.allSatisfy { $0.candidates.isEmpty })
  }
}
