import Testing

@testable import Ingestion

struct JSONGlanceTests {
  /// What a question about an object says: the members, where their values are, and where the object ends.
  private func members(_ glance: JSONGlance) -> [String] {
    var glance = glance
    var found: [String] = []
    do throws(JSONGlance.Stop) {
      try glance.members { name, value in found.append("\(name) at \(value.at)") }
      found.append("ends at \(glance.at)")
    } catch { found.append("\(error)") }
    return found
  }

  @Test(
    "says the same of an object however often it is asked, and whatever was asked in between",
    arguments: [
      #"{"a":1,"b":{"c":"}"},"d":[{"e":2},"]"]} x"#, #"{}"#, #"{"a":1,"#, #"{"a":"b\"c","d" 2}"#, #"{"a":{"b":tru}}"#,
      #"{"a":"\"#, #"{"a":"b\\","c":"\u0022"}"#, #"{"a":"\x\"","b":"\n\""}"#, #"{"a":"\x","b":"\""#,
      "{\"a\":\"line\nend\",\"b\":\"\u{1}\"}",
      #"{"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":1}}}}}}}}}}"#,
    ])
  func again(text: String) {
    let shared = JSONGlance(Array(text.utf8))
    let first = members(shared)
    var inner: [[String]] = []
    var outer = shared
    // Asks about each object within, deeper and deeper, so that the first answer is forgotten meanwhile.
    func ask(_ glance: JSONGlance) {
      var glance = glance
      try? glance.members { _, value in
        inner.append(members(value))
        ask(value)
      }
    }
    ask(outer)
    #expect(members(shared) == first)
    #expect(members(JSONGlance(Array(text.utf8))) == first)
    var fresh = JSONGlance(Array(text.utf8))
    let here = (try? outer.skipValue()) != nil
    let there = (try? fresh.skipValue()) != nil
    #expect(here == there && (!here || outer.at == fresh.at))
  }

  @Test("finds the members of an object, escapes resolved, and the place behind it")
  func found() {
    let text = #"{"a":1,"b\"":{"c":"}"},"d":[{"e":2},"]"]} x"#
    #expect(members(JSONGlance(Array(text.utf8))) == ["a at 5", #"b" at 13"#, "d at 27", "ends at 41"])
  }
}
