import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("The XML reader")
struct XMLReaderTests {
  @Test("reads child elements, attributes and named fields alike")
  func forms() {
    let read = XMLRecords.read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- an export -->
      <export when="now">
        <task id="a"><title>One &amp; two &#233;</title><other>ignored <b>whole</b></other></task>
        <row><field name="id">b</field><field name="nothing">x</field><field name="status">done</field></row>
        <record id="c &amp; d" status="open"/>
        <item><id><![CDATA[<e>]]></id></item>
      </export>
      """)
    #expect(read.fault == nil)
    #expect(
      read.fields == [
        ["id": "a", "title": "One & two é"], ["id": "b", "status": "done"], ["id": "c & d", "status": "open"],
        ["id": "<e>"],
      ])
  }

  @Test("reads PostgreSQL's table_to_xml as it is")
  func postgres() {
    let read = XMLRecords.read(
      """
      <tasks xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">

      <row>
        <id>1</id>
        <title>A</title>
        <approved_at xsi:nil="true"/>
        <metadata>{"planId": "p"}</metadata>
      </row>

      </tasks>
      """)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1", "title": "A", "metadata": #"{"planId": "p"}"#]])
  }

  @Test("reads mysqldump --xml as it is, and only the table of tasks")
  func mysqldump() {
    let read = XMLRecords.read(
      """
      <?xml version="1.0"?>
      <mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <database name="market">
        <table_structure name="tasks"><field Field="id" Type="int" Null="NO" /><options Name="tasks" /></table_structure>
        <table_data name="users"><row><field name="id">7</field></row></table_data>
        <table_data name="tasks">
        <row>
          <field name="id">1</field>
          <field name="approved_at" xsi:nil="true" />
          <field name="status">pending</field>
        </row>
        </table_data>
      </database>
      </mysqldump>
      """)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1", "status": "pending"]])
  }

  @Test("finds records below the root, a tasks element and nothing else")
  func containers() {
    let read = XMLRecords.read(
      """
      <r><task><id>1</id></task><list><task><id>no</id></task></list>
      <deep><tasks><item><id>2</id><item><id>inner</id></item></item></tasks></deep>text</r>
      """)
    #expect(read.fields == [["id": "1"], ["id": "2"]])
  }

  @Test("ignores the prefixes of namespaces, declared or not")
  func prefixes() {
    let read = XMLRecords.read(
      #"<n:r><n:task n:id="1"><m:title>T</m:title><x:tags i:nil="1">t</x:tags></n:task></n:r>"#)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1", "title": "T"]])
  }

  @Test("takes the last of repeated fields, an empty one included, a child after an attribute")
  func repeated() {
    let read = XMLRecords.read(
      #"<r><task id="1" status="x"><id>2</id><status/><title>a</title><title>b</title></task></r>"#)
    #expect(read.fields == [["id": "2", "title": "b"]])
  }

  @Test(
    "writes child elements as JSON",
    arguments: [
      ("<metadata><planId>p</planId><n>1</n></metadata>", "metadata", #"object:{"planId":"p","n":"1"}"#),
      ("<metadata> text <a>1</a> between <b/> after </metadata>", "metadata", #"object:{"a":"1","b":""}"#),
      ("<metadata><a><b>x</b>y<c>z</c>t</a></metadata>", "metadata", #"object:{"a":{"b":"x","c":"z"}}"#),
      (#"<metadata><a>"q"\&#9;&#10;&#13;</a></metadata>"#, "metadata", #"object:{"a":"\"q\"\\\t\n\r"}"#),
      (#"<metadata><a x:nil="true">gone</a></metadata>"#, "metadata", #"object:{"a":null}"#),
      ("<tags><tag>a</tag> <tag>b<i>c</i>d</tag></tags>", "tags", #"array:["a","bcd"]"#),
      ("<tags>a|b</tags>", "tags", "a|b"),
      ("<title>a<b>c</b></title>", "title", #"object:{"b":"c"}"#),
    ])
  func structure(xml: String, name: String, expected: String) {
    let read = XMLRecords.read("<r><task><id>1</id>\(xml)<status>s</status></task></r>")
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1", name: expected, "status": "s"]])
  }

  @Test("reads event elements, when events are asked for")
  func events() {
    let xml = "<events><event><task_id>1</task_id><event>approved</event><at>2026-01-01</at></event></events>"
    #expect(XMLRecords.read(xml, events: true).fields == [["task_id": "1", "event": "approved", "at": "2026-01-01"]])
    #expect(XMLRecords.read(xml).fields.isEmpty)
  }

  @Test(
    "refuses what is not well-formed, with its place",
    arguments: [
      ("<r><task><id>1</title></task></r>", FindingCode.malformedFile, 14),
      ("<!DOCTYPE r><r/>", .refusedDoctype, 0),
      ("<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a 'b'>]><r>&a;</r>", .refusedDoctype, 22),
      ("<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>", .refusedDoctype, 0),
      ("<r><task><id>&foo;</id></task></r>", .malformedFile, 9),
      ("<r><task id='&foo;'/></r>", .malformedFile, 3),
      ("<r/><r/>", .malformedFile, 4),
      ("<r>&#0;</r>", .malformedFile, 7),
      ("<r a='1' a='2'/>", .malformedFile, 14),
      ("hello", .malformedFile, 0),
      ("<r><![CDATA [x]]></r>", .malformedFile, 3),
    ])
  func refusals(xml: String, code: FindingCode, offset: Int64) throws {
    let fault = try #require(XMLRecords.read(xml).fault)
    #expect(fault.code == code)
    #expect(fault.offset == offset)
    #expect(!fault.reason.isEmpty)
  }

  @Test("names the elements of an end tag that does not fit, and no line")
  func mismatch() throws {
    let fault = try #require(XMLRecords.read("<r>\n<task>\n<id>1</title></task></r>").fault)
    #expect(fault.reason == "an end tag of title stands where id is open")
  }

  @Test("names a forbidden entity")
  func entity() throws {
    let fault = try #require(XMLRecords.read("<r>&nbsp;</r>").fault)
    #expect(fault.reason.contains("nbsp"))
  }

  @Test("refuses bytes that are not UTF-8")
  func encoding() throws {
    let bytes = Array("<r><task><title>a".utf8) + [0xFF] + Array("b</title></task></r>".utf8)
    let fault = try #require(XMLRecords.read(bytes).fault)
    #expect(fault.code == .malformedFile)
    #expect((17...18).contains(fault.offset))
  }

  @Test("tells a file that was cut from one that is wrong, wherever the cut is")
  func cut() throws {
    let text = "<?xml version='1.0'?><r><task a='1'><id>é1</id><!-- c --><title><![CDATA[x]]></title></task></r>"
    let whole = Array(text.utf8)
    for count in 0..<whole.count {
      let read = XMLRecords.read(Array(whole[..<count]))
      let fault = try #require(read.fault, "cut after \(count)")
      #expect(fault.code == .truncatedFile, "cut after \(count): \(fault)")
      #expect(fault.offset == Int64(count))
    }
    #expect(XMLRecords.read(whole).fault == nil)
  }

  @Test("keeps the records before a fault")
  func before() {
    let read = XMLRecords.read("<r><task><id>1</id></task><task><id>2</id></wrong></r>")
    #expect(read.fault?.code == .malformedFile)
    #expect(read.fields == [["id": "1"]])
  }

  @Test("limits the depth of elements")
  func depth() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }
    #expect(XMLRecords.read(nested(200)).fault == nil)
    let fault = try #require(XMLRecords.read(nested(201)).fault)
    #expect(fault.code == .limitExceeded)
    #expect(fault.offset == 600)
    let inside = try #require(XMLRecords.read("<r><task><metadata>\(nested(300))</metadata></task></r>").fault)
    #expect(inside.code == .limitExceeded)
  }

  enum Expensive: String, CaseIterable {
    case names, attributes, spacedAttributes, comment, name

    var xml: String {
      switch self {
      case .names: "<r>" + (0..<20_000).map { "<n\($0)/>" }.joined() + "</r>"
      case .attributes: "<r><task " + (0..<20_000).map { "n\($0)='' " }.joined() + "/></r>"
      case .spacedAttributes: "<r><task " + (0..<20_000).map { "n\($0) = '' " }.joined() + "/></r>"
      case .comment: "<r><!--" + String(repeating: "x", count: 11_000_000) + "--></r>"
      case .name: "<r><" + String(repeating: "n", count: 60_000) + "/></r>"
      }
    }
  }

  @Test("stops at what would take the parser minutes", arguments: Expensive.allCases)
  func expensive(document: Expensive) throws {
    let fault = try #require(XMLRecords.read(Array(document.xml.utf8), recordLimit: 1 << 30).fault)
    #expect(fault.code == .limitExceeded)
  }

  @Test("reads large values as long as the record is within its limit")
  func largeValues() {
    let long = String(repeating: "=\" ", count: 100_000)
    let text = "<!--\(long)--><title><![CDATA[\(long)]]></title><description>\(long)</description>"
    let read = XMLRecords.read(Array("<r><task>\(text)</task></r>".utf8), recordLimit: 1 << 22)
    #expect(read.fields == [["title": long, "description": long]])
    let attribute = String(repeating: "x = ", count: 5000)
    #expect(XMLRecords.read("<r><task title='\(attribute)'/></r>").fields == [["title": attribute]])
  }

  @Test("rejects a record that is too large and reads on")
  func tooLarge() {
    let long = String(repeating: "x", count: 500)
    let xml = """
      <r><task><id>1</id></task><task><id>2</id><title>\(long)</title></task><task id="\(long)"/>\
      <task><id>3</id><other>\(long)</other></task><task><id>4</id></task></r>
      """
    let read = XMLRecords.read(Array(xml.utf8), recordLimit: 300)
    #expect(read.fault == nil)
    #expect(read.fields == [["id": "1"], ["id": "4"]])
    #expect(read.rejected == [.recordTooLarge, .recordTooLarge, .recordTooLarge])
  }

  @Test("gives each record's own bytes as its place")
  func places() {
    let xml =
      "\u{FEFF}<r>\n <!-- <task> --> text\n <task id='1'><title>é</title></task>\n<item\n id='2'/><row></row></r>"
    let bytes = Array(xml.utf8)
    let read = XMLRecords.read(bytes)
    #expect(read.fault == nil)
    let texts = read.records.map { String(decoding: bytes[Int($0.offset)...].prefix($0.count), as: UTF8.self) }
    #expect(texts == ["<task id='1'><title>é</title></task>", "<item\n id='2'/>", "<row></row>"])
  }

  @Test("reads a record again from its own bytes, prefixes undeclared")
  func reread() throws {
    var sink = XMLRecords()
    let bytes = Array(#"<n:task><title>T &lt;</title><tags i:nil="true">x</tags></n:task>"#.utf8)
    try XMLReader.reread(record: bytes.span, events: false, into: &sink)
    #expect(sink.fields == [["title": "T <"]])
  }

  @Test(
    "gives the same records however the input is split",
    arguments: [1, 2, 3, 5, 7, 64, 301, 4096, 65_536])
  func pieces(size: Int) {
    var xml = "\u{FEFF}<?xml version='1.0' encoding='ISO-8859-1'?><tasks>"
    for i in 0..<300 {
      xml += "<task id='a\(i)&amp;&lt;' status = \"x\">\r\n<title>Título \(i) &#x1F600; \u{1F600}</title>"
      xml += "<tags><t>a</t><t>\(i)</t></tags><!-- \(i) --><?pi x?><metadata><a><b>\(i)</b></a></metadata>"
      xml += "<description><![CDATA[<\(i)>]]]]></description></task>"
    }
    let bytes = Array((xml + "</tasks>\n").utf8)
    let whole = XMLRecords.read(bytes)
    #expect(whole.records.count == 300)
    #expect(whole.fault == nil)
    #expect(whole.records.last?.fields["title"] == "Título 299 😀 😀")
    #expect(XMLRecords.read(bytes, pieces: size) == whole)
  }

  @Test("does not crash on mutated documents, and always ends")
  func mutations() {
    var random = SeededGenerator(seed: 11)
    let text =
      "<?xml version='1.0'?><tasks a='b'><task id='1'><title>x&amp;é</title><tags><t>q</t></tags></task></tasks>"
    let sound = Array(text.utf8)
    for _ in 0..<2000 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
      }
      let whole = XMLRecords.read(bytes)
      let split = XMLRecords.read(bytes, pieces: Int.random(in: 1...9, using: &random))
      #expect(whole.records == split.records, "\(String(decoding: bytes, as: UTF8.self))")
      #expect((whole.fault == nil) == (split.fault == nil), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
