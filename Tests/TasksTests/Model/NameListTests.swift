import TestSupport
import Testing

@testable import Tasks

@Suite("A list of names")
struct NameListTests {
  @Test("numbers each text once, in the order in which they were met, and gives it back")
  func numbers() {
    var random = SeededGenerator(seed: 12)
    var list = NameList()
    var model: [String] = []
    for _ in 0..<20_000 {
      let text = ["", "a", "é", "a long name of a channel "][Int.random(in: 0..<4, using: &random)]
      let name = text + "\(Int.random(in: 0..<3000, using: &random))"
      let number = list.place(name)
      if number == model.count { model.append(name) }
      #expect(model[number] == name)
    }
    #expect(Array(list) == model && Set(model).count == model.count && model.count > 8000)
    #expect(list.place("") == model.count)
    #expect(list[model.count] == "" && list[-1] == "" && list[model.count + 1] == "")
  }

  @Test("tells texts apart by their bytes, and orders them by these")
  func bytes() {
    let list = NameList(["caf\u{E9}", "cafe\u{301}", "b", "", "ab"])
    #expect(list.count == 5)
    #expect((0..<5).sorted { list.precedes($0, $1) }.map { list[$0].utf8.count } == [0, 2, 1, 6, 5])
  }
}
