import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Parts of an XML document")
struct XMLPartsTests {
  /// Reads a part by a reader of its own; nil when it does not end between records.
  private func part(
    _ bytes: [UInt8], from start: Int, to end: Int, _ layout: XMLLayout?, limit: Int = 1 << 20
  ) -> (read: XMLRecords, fits: Bool) {
    var sink = XMLRecords()
    var reader = XMLReader(events: false, recordLimit: limit, continuing: start == 0 ? nil : layout)
    let isLast = end == bytes.count
    do throws(InputFault) {
      _ = try reader.read(bytes.span.extracting(start..<end), base: Int64(start), isLast: isLast, into: &sink)
    } catch { sink.fault = error }
    return (sink, isLast || (sink.fault == nil && reader.endsBetweenRecords()))
  }

  private func places(of mark: String, in bytes: [UInt8]) -> [Int] {
    let mark = Array(mark.utf8)
    return bytes.indices.filter { bytes[$0...].starts(with: mark) }
  }

  private func layout(_ text: String) -> XMLLayout? { XMLLayout.find(in: Array(text.utf8), events: false) }

  @Test("know what stands around the first record")
  func layouts() {
    #expect(
      layout("\u{FEFF}<?xml version='1.0'?><!--<task>--><a x='>'><b/><n:tasks\n y=\"é\" ><n:task id='1'>")
        == XMLLayout(
          prologue: Array("<a x='>'><n:tasks\n y=\"é\" >".utf8), opener: Array("<n:task".utf8)))
    #expect(layout("<a><task/>") == XMLLayout(prologue: Array("<a>".utf8), opener: Array("<task".utf8)))
    #expect(layout("<a><b>") == nil)
    #expect(layout("<!DOCTYPE a><a><task/>") == nil)
    #expect(layout("<a></b><task/>") == nil)
  }

  @Test("begin at what looks like a record")
  func beginnings() throws {
    let found = try #require(layout("<a><task/>"))
    func beginning(_ text: String) -> Int? { found.beginning(in: Array(text.utf8).span) }
    #expect(beginning("x</task>\n <task id='1'>") == 10)
    #expect(beginning("><tasks><task/>") == 8)
    #expect(beginning("text <task> ") == nil)
    #expect(beginning("/><task") == nil)
  }

  @Test("read as the whole does, wherever it is cut between records")
  func sound() throws {
    var xml = "<?xml version='1.0'?>\n<x:export xmlns:x='u'><head>h</head><tasks n='&amp;'>\n"
    for i in 0..<12 {
      xml += "<!-- \(i) --><task id='\(i)'><title>Título \(i)</title></task>\r\n text é \n<task><id>b\(i)</id></task>"
    }
    let bytes = Array((xml + "</tasks><tail/></x:export>\n").utf8)
    let whole = XMLRecords.read(bytes)
    try #require(whole.fault == nil && whole.records.count == 24)
    let layout = try #require(XMLLayout.find(in: bytes, events: false))
    for cut in places(of: "<task", in: bytes).dropFirst(2) {
      let first = part(bytes, from: 0, to: cut, nil)
      let second = part(bytes, from: cut, to: bytes.count, layout)
      #expect(first.fits, "cut at \(cut)")
      #expect(first.read.records + second.read.records == whole.records, "cut at \(cut)")
      #expect(second.read.fault == nil)
    }
  }

  enum Misleading: String, CaseIterable {
    case comment = "<!-- > <task id='no'/> -->"
    case section = "<task><title><![CDATA[ ><task id='no'/> ]]></title></task>"
    case instruction = "<?x ><task id='no'/> ?>"
    case nested = "<task><metadata><task id='no'/></metadata></task>"
    case moved = "</tasks><tasks><task id='no'/>"
    case outside = "</tasks><other><task id='no'/></other><tasks>"
    case broken = "\u{0}<task id='no'/>"
  }

  @Test("do not fit where a record only seems to begin", arguments: Misleading.allCases)
  func misleading(what: Misleading) throws {
    let bytes = Array("<r><tasks><task id='1'/>\(what.rawValue)<task id='2'/></tasks></r>".utf8)
    let layout = try #require(self.layout("<r><tasks><task id='1'/>"))
    let cut = try #require(places(of: "<task id='no'", in: bytes).first)
    #expect(!part(bytes, from: 0, to: cut, layout).fits)
  }

  @Test("fit only where the whole reads the same, in documents that are wrong in a thousand ways")
  func mutations() throws {
    var random = SeededGenerator(seed: 23)
    var text = "<r>\n<tasks>\n<task id='0'/>\n"
    for i in 1..<6 { text += "<!-- c --><task id='\(i)'><title><![CDATA[x]]>é</title></task>\n t " }
    let sound = Array((text + "</tasks></r>").utf8)
    let fragments = [
      "<!--", "-->", "<![CDATA[", "]]>", "</tasks>", "<tasks>", "<task>", "</task>", "<?p ", "?>", "é", "'", "&",
    ]
    var fitting = 0
    for _ in 0..<4000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        let place = Int.random(in: 26..<bytes.count, using: &random)
        bytes.insert(contentsOf: Array(fragments.randomElement(using: &random)?.utf8 ?? "".utf8), at: place)
      }
      guard let layout = XMLLayout.find(in: bytes, events: false) else { continue }
      let whole = XMLRecords.read(bytes)
      for cut in places(of: "<task", in: bytes).dropFirst(2) {
        let first = part(bytes, from: 0, to: cut, layout)
        guard first.fits else { continue }
        fitting += 1
        let second = part(bytes, from: cut, to: bytes.count, layout)
        let message = Comment("cut at \(cut) of \(String(decoding: bytes, as: UTF8.self))")
        #expect(first.read.records + second.read.records == whole.records, message)
        #expect(second.read.fault == whole.fault, message)
      }
    }
    #expect(fitting > 5000)
  }
}
