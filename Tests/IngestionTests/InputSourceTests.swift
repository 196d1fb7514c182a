import Glibc
import Tasks
import TestSupport
import Testing

@testable import Ingestion

@Suite("Input sources")
struct InputSourceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func open(_ bytes: [UInt8], encoding: TextEncoding? = nil) throws -> InputSource {
    try folder.write("input", bytes)
    let path = folder("input")
    return try InputSource.open(Array(path.utf8), path: path, encoding: encoding, temporaryFolder: folder.path)
  }

  private func text(_ source: InputSource) throws -> String { String(decoding: try content(source), as: UTF8.self) }

  private func content(_ source: InputSource) throws -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: Int(try source.wholeSize()) + 10)
    let count = try source.read(at: source.contentStart, into: &buffer)
    return Array(buffer[..<count])
  }

  private func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return littleEndian ? bytes : bytes.reversed()
    }
  }

  @Test("are read where they are, from any place")
  func plain() throws {
    let source = try open(Array("hello world".utf8))
    #expect(try source.size == 11 && source.originalSize() == 11 && !source.isConverted && source.contentStart == 0)
    var buffer = Array("________".utf8)
    #expect(try source.read(at: 6, into: &buffer, from: 2) == 5)
    #expect(String(decoding: buffer, as: UTF8.self) == "__world_")
    #expect(try source.read(at: 11, into: &buffer) == 0)
    #expect(try source.read(at: 99, into: &buffer) == 0)
  }

  @Test("tell where the text begins behind a UTF-8 byte order mark")
  func mark() throws {
    let source = try open([0xEF, 0xBB, 0xBF] + Array("id".utf8))
    #expect(source.contentStart == 3 && source.size == 5)
    #expect(try text(source) == "id")
  }

  @Test("turn UTF-16 with a byte order mark into UTF-8", arguments: [true, false])
  func utf16(littleEndian: Bool) throws {
    let words = String(repeating: "Título \u{1F600} – ", count: 30_000)
    let bytes = (littleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]) + utf16(words, littleEndian: littleEndian)
    let source = try open(bytes, encoding: TextEncoding(named: "windows-1252"))
    #expect(source.isConverted && source.contentStart == 0)
    #expect(try source.originalSize() == Int64(bytes.count))
    #expect(try source.wholeSize() == Int64(words.utf8.count))
    #expect(try text(source) == words)
    var original = [UInt8](repeating: 0, count: bytes.count)
    #expect(try source.readOriginal(at: 0, into: &original) == bytes.count)
    #expect(original == bytes)
  }

  @Test("read the configured encoding, which wins over an XML declaration")
  func configured() throws {
    let western = try #require(TextEncoding(named: "Windows-1252"))
    #expect(try text(try open([0x80, 0x20, 0xE9], encoding: western)) == "€ é")
    let xml = Array("<?xml version='1.0' encoding='iso-8859-5'?><a>".utf8) + [0x80]
    #expect(try text(try open(xml, encoding: western)).hasSuffix("<a>€"))
  }

  @Test(
    "read what an XML declaration says, but not that ASCII is UTF-16",
    arguments: [
      ("<?xml version='1.0' encoding='ISO-8859-1'?><a>", "é"),
      ("<?xml version=\"1.0\" encoding = \"windows-1252\" standalone=\"yes\"?><a>", "é"),
    ])
  func declared(start: String, expected: String) throws {
    let source = try open(Array(start.utf8) + [0xE9])
    #expect(source.isConverted)
    #expect(try text(source) == start + expected)
    #expect(try !open(Array("<?xml version='1.0' encoding='utf-16'?><a/>".utf8)).isConverted)
    #expect(try !open(Array("<?xml version='1.0' encoding='utf-8'?><a/>".utf8)).isConverted)
    #expect(try !open(Array("<?xml version='1.0'?><a encoding='iso-8859-1'/>".utf8)).isConverted)
  }

  @Test("refuse an unknown encoding")
  func unknown() throws {
    #expect(TextEncoding(named: "latin-of-the-moon") == nil)
    #expect(TextEncoding(named: "UTF-8//IGNORE") == nil)
    #expect(TextEncoding(named: "") == nil)
    let fault = try #require(try open(Array("<?xml version='1.0' encoding='moon'?><a/>".utf8)).fault())
    #expect(fault.code == .malformedFile && fault.reason.contains("moon"))
  }

  @Test("mark bytes that mean nothing, so that only their record is lost")
  func invalid() throws {
    let western = try #require(TextEncoding(named: "windows-1252"))
    #expect(try content(open([0x61, 0x81, 0x62], encoding: western)) == [0x61, 0xFF, 0x62])
    let lone: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x00, 0xDC, 0x62, 0]
    #expect(try content(open(lone)) == [0x61, 0xFF, 0x62])
  }

  @Test("say that the input ends within a character")
  func incomplete() throws {
    let source = try open([0xFF, 0xFE, 0x61, 0, 0x62])
    #expect(try content(source) == [0x61])
    #expect(try source.fault()?.code == .truncatedFile)
    #expect(try source.fault()?.offset == 1)
  }

  @Test("spool a stream, and leave nothing behind")
  func stream() throws {
    let ends = try Pipe()
    let words = String(repeating: "0123456789", count: 5_000)
    try ends.send(words)
    let source = try InputSource(
      ends.takeReader(), path: "-", encoding: nil, temporaryFolder: folder.path)
    #expect(try source.wholeSize() == 50_000)
    #expect(try text(source) == words)
    #expect(try FolderListing.entries(in: Array(folder.path.utf8), path: "").isEmpty)
  }

  @Test("begin where standard input's file stands")
  func position() throws {
    try folder.write("input", "skip this")
    let path = folder("input")
    let file = try Descriptor(reading: Array(path.utf8), path: path)
    lseek(file.number, 5, SEEK_SET)
    let source = try InputSource(file, path: "-", encoding: nil, temporaryFolder: folder.path)
    #expect(try text(source) == "this")
    #expect(try source.originalSize() == 4)
  }

  @Test("fail with the path and the system's reason")
  func failures() throws {
    let missing = #expect(throws: SourceError.self) {
      try InputSource.open(Array("/no/such".utf8), path: "such", temporaryFolder: "/tmp")
    }
    #expect(missing?.path == "such" && missing?.isMissing == true)
    #expect(missing?.explanation == "No such file or directory")
    let directory = #expect(throws: SourceError.self) {
      try InputSource.open(Array(folder.path.utf8), path: "folder", temporaryFolder: "/tmp")
    }
    #expect(directory?.code == EISDIR)
    let ends = try Pipe()
    try ends.send("x")
    let spool = #expect(throws: SourceError.self) {
      try InputSource(ends.takeReader(), path: "-", encoding: nil, temporaryFolder: "/no/such")
    }
    #expect(spool?.operation == .spool)
  }
}

/// A pipe whose writing end is closed after one message.
private final class Pipe {
  private var ends: [Int32] = [-1, -1]

  init() throws { try #require(pipe(&ends) == 0) }

  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    try #require(Glibc.write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
  }

  func takeReader() -> Descriptor { Descriptor(owning: ends[0]) }
}
