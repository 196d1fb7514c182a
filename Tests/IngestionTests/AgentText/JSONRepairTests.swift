import Testing

@testable import Ingestion

@Suite("JSON with slips is repaired")
struct JSONRepairTests {
  @Test(
    "Every slip is repaired, and told where it is",
    arguments: [
      (#"[1,2,]"#, "[1,2]", [(.extraComma, 4)]),
      (#"{"a":1,}"#, #"{"a":1}"#, [(.extraComma, 6)]),
      (#"[,1,,2]"#, "[1,2]", [(.extraComma, 1), (.extraComma, 4)]),
      (#"{'a':'it's'}"#, #"{"a":"it's"}"#, [(.singleQuotes, 1), (.singleQuotes, 5)]),
      ("{“a”:‘b’}", #"{"a":"b"}"#, [(.typographicQuotes, 1), (.typographicQuotes, 9)]),
      (#"{a:1, b_2 : 2}"#, #"{"a":1,"b_2":2}"#, [(.unquotedKey, 1), (.unquotedKey, 6)]),
      (#"{"a":high,"b":two words}"#, #"{"a":"high","b":"two words"}"#, [(.unquotedValue, 5), (.unquotedValue, 14)]),
      ("[1, // one\n2 /* two */ # three\n]", "[1,2]", [(.comment, 4), (.comment, 13), (.comment, 23)]),
      (
        #"[True,False,None,undefined]"#, "[true,false,null,null]",
        [(.pythonWord, 1), (.pythonWord, 6), (.pythonWord, 12), (.pythonWord, 17)]
      ),
      (#"[NaN,-Infinity]"#, "[null,null]", [(.notANumber, 1), (.notANumber, 5)]),
      ("[\"a\nb\tc\"]", #"["a\nb\tc"]"#, [(.rawControl, 3)]),
      (
        #"{"a":"say "hi" now","b":1}"#, #"{"a":"say \"hi\" now","b":1}"#,
        [(.unescapedQuote, 10), (.unescapedQuote, 13)]
      ),
      (#"{"a":"x "y", z","b":1}"#, #"{"a":"x \"y\", z","b":1}"#, [(.unescapedQuote, 8), (.unescapedQuote, 10)]),
      (#"{"a":"x {"y"} z","b":1}"#, #"{"a":"x {\"y\"} z","b":1}"#, nil),
      (#"{"a":1 "b":2}"#, #"{"a":1,"b":2}"#, [(.missingComma, 7)]),
      ("{\"a\":\"x\"\n\"b\":2}", #"{"a":"x","b":2}"#, [(.missingComma, 9)]),
      (#"[{"a":1}{"b":2}]"#, #"[{"a":1},{"b":2}]"#, [(.missingComma, 8)]),
      (#"{"a":["x","b":1}"#, nil, nil),
      (#"[{"a":["x"},{"b":1}]"#, #"[{"a":["x"]},{"b":1}]"#, [(.missingBracket, 10)]),
      (#"[{"a":1,{"b":2}]"#, #"[{"a":1},{"b":2}]"#, [(.missingBracket, 8)]),
      (#"[{"a":1}},{"b":2}]"#, #"[{"a":1},{"b":2}]"#, [(.extraBracket, 8)]),
      (
        #"{"a":4h,"b":2,5,"c":+.5,"d":4 horas}"#, #"{"a":"4h","b":"2,5","c":0.5,"d":"4 horas"}"#,
        [(.numberWithUnit, 5), (.decimalComma, 12), (.numberForm, 20), (.numberWithUnit, 28)]
      ),
      (#"["C:\dir \'x\' \u12"]"#, #"["C:\\dir 'x' \\u12"]"#, nil),
      (#"[{"a":1}, ...]"#, #"[{"a":1}]"#, nil),
      (#"{"a":}"#, #"{"a":null}"#, [(.missingValue, 5)]),
      ("{\"a\":\"x,\n \"b\":1}", #"{"a":"x","b":1}"#, [(.missingQuote, 8)]),
      ("[\u{A0}1\u{200B}]", "[1]", [(.whiteSpace, 1), (.whiteSpace, 4)]),
      (#"{"a":{"b":[1,{"c":2"#, #"{"a":{"b":[1,{}]}}"#, [(.cutOff, 19)]),
      (#"{"a":'x' + 'y'}"#, nil, nil), (#"{"a" "b"}"#, nil, nil), (#"[Nota: veja]"#, nil, nil),
      (#"{see below}"#, nil, nil),
    ] as [(String, String?, [(JSONSlip, Int)]?)])
  func slips(text: String, repaired: String?, repairs: [(JSONSlip, Int)]?) throws {
    var repair = JSONRepair()
    let bytes = Array(text.utf8)
    let outcome = try? repair.repair(bytes.span, 0, bytes.count, endIsCut: true)
    guard let repaired else {
      #expect(outcome == nil)
      return
    }
    let found = try #require(outcome)
    #expect(String(decoding: repair.output, as: UTF8.self) == repaired)
    #expect(found.end == bytes.count)
    if let repairs {
      #expect(repair.repairs.map(\.slip) == repairs.map(\.0))
      #expect(repair.repairs.map(\.offset) == repairs.map { Int32($0.1) })
    }
  }

  @Test("An element that cannot be read is left out, and the others stay")
  func elementGivenUp() {
    let found = FoundTasks(#"[{"title":"A"},{"title" "B", "x":{"y":[1]}},{"title":"C"}]"#)
    #expect(found.titles == ["A", "C"])
    #expect(found.refusals == [.unclear])
  }

  @Test("A fence in a string that breaks its line does not end the code block")
  func fenceInString() {
    let text = "```json\n[{\"title\":\"A\",\"desc\":\"Use:\n```\ncode\n```\ndone\"},{\"title\":\"B\"}]\n```\nBye"
    let found = FoundTasks(text)
    #expect(found.titles == ["A", "B"])
    #expect(found.slips == [.rawControl])
    #expect(!found.reading.isTruncated)
  }

  @Test("Nesting beyond the limit is refused, not followed")
  func tooDeep() {
    let found = FoundTasks(String(repeating: "[", count: 600) + "x")
    #expect(found.refusals.contains(.tooDeep))
  }

  @Test("Slips have words of their own")
  func names() {
    #expect(Set(JSONSlip.allCases.map(\.name)).count == JSONSlip.allCases.count)
  }
}
