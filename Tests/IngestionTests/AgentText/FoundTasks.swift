import Tasks

@testable import Ingestion

/// What a text yields, in a form that tests compare.
struct FoundTasks {
  let reading: TextReading
  let titles: [String]
  let tasks: [FoundTask]
  let slips: [JSONSlip]
  let repairs: [TextNote<JSONSlip>]
  let refusals: [RepairRefusal]
  let work: Int

  init(_ text: String) { self.init(bytes: Array(text.utf8)) }

  init(bytes: [UInt8]) {
    let reader = AgentTextReader()
    reading = reader.read(bytes.span)
    tasks = reader.tasks
    let texts = reader.titles
    titles = tasks.map { task in
      String(decoding: texts[Int(task.titleStart)..<Int(task.titleStart + task.titleCount)], as: UTF8.self)
    }
    repairs = reader.repairs
    slips = reader.repairs.map(\.kind)
    refusals = reader.givenUp.map(\.kind)
    work = reader.work
  }

  static func texts(_ text: String, ofTask ordinal: Int = 0) -> ProposedTexts? {
    AgentTextReader().texts(ofTask: ordinal, in: Array(text.utf8).span)
  }
}
