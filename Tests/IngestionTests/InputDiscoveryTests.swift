import Foundation
import Glibc
import TestSupport
import Testing

@testable import Ingestion

@Suite("Finding inputs")
struct InputDiscoveryTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func find(_ names: String...) throws(DiscoveryError) -> DiscoveredInputs {
    try InputDiscovery.find(names.map { $0 == "-" ? "-" : "\(folder.path)/\($0)" })
  }

  private func paths(_ inputs: DiscoveredInputs) -> [String] { inputs.candidates.map { folder.relative($0.path) } }

  @Test("walks folders to their ends and sorts paths by bytes")
  func walk() throws {
    for name in ["in/b.csv", "in/a/z.json", "in/a.csv", "in/Z.csv", "in/ä.csv", "in/a/deep/er/x.xml"] {
      try folder.write(name, "x")
    }
    let inputs = try find("in/")
    #expect(paths(inputs) == ["in/Z.csv", "in/a.csv", "in/a/deep/er/x.xml", "in/a/z.json", "in/b.csv", "in/ä.csv"])
    #expect(inputs.candidates.allSatisfy { !$0.isExplicit && $0.argument == "\(folder.path)/in" })
  }

  @Test("skips dot-files, dot-folders and Nexo's own output")
  func skipped() throws {
    for name in ["in/.hidden.csv", "in/.git/x.csv", "in/old/report.json", "in/mine/data.csv", "in/a.csv"] {
      try folder.write(name, "x")
    }
    try folder.write("in/old/manifest.json", "{\n  \"tool\": {\n    \"name\": \"nexo\",\n")
    try folder.write("in/mine/manifest.json", "{\"tool\": {\"name\": \"other\"}}")
    #expect(paths(try find("in")) == ["in/a.csv", "in/mine/data.csv", "in/mine/manifest.json"])
    #expect(throws: DiscoveryError.ownOutput(path: "\(folder.path)/in/old")) { try find("in/old") }
  }

  @Test("reads a dot-file that is named")
  func explicitDotFile() throws {
    try folder.write(".hidden.csv", "x")
    let inputs = try find(".hidden.csv")
    #expect(paths(inputs) == [".hidden.csv"])
    #expect(inputs.candidates.allSatisfy { $0.isExplicit })
  }

  @Test("reads each file once, whatever the order of the arguments")
  func once() throws {
    try folder.write("in/a.csv", "x")
    try folder.write("in/sub/b.csv", "x")
    let expected = try find("in", "in/sub", "in/a.csv", "in/a.csv", "in/../in/a.csv")
    #expect(paths(expected) == ["in/../in/a.csv", "in/sub/b.csv"])
    #expect(expected.candidates.map(\.isExplicit) == [true, false])
    #expect(try find("in/../in/a.csv", "in/a.csv", "in/sub", "in") == expected)
  }

  @Test("takes standard input once")
  func standardInput() throws {
    try folder.write("a.csv", "x")
    let inputs = try find("-", "a.csv", "-")
    #expect(inputs.candidates.map(\.isStandardInput) == [true, false])
    #expect(inputs.candidates.first?.path == "-")
  }

  @Test("follows links, prefers the way without them, and ends in loops")
  func links() throws {
    try folder.write("data/2026-02-24/a.csv", "x")
    try folder.write("elsewhere/b.csv", "x")
    try folder.link("data/a-latest.csv", to: "2026-02-24/a.csv")
    try folder.link("data/loop", to: "..")
    try folder.link("data/self", to: ".")
    try folder.link("data/nowhere", to: "gone.csv")
    let inputs = try find("data")
    #expect(paths(inputs) == ["data/2026-02-24/a.csv", "data/loop/elsewhere/b.csv"])
    #expect(inputs.skipped.map(folder.relative) == ["data/nowhere"])
  }

  @Test("follows a named link to a folder")
  func namedLink() throws {
    try folder.write("data/a.csv", "x")
    try folder.link("current", to: "data")
    #expect(paths(try find("current")) == ["current/a.csv"])
    #expect(paths(try find("current", "data")) == ["data/a.csv"])
  }

  @Test("says which input is missing")
  func missing() throws {
    try folder.write("a.csv", "x")
    #expect(throws: DiscoveryError.missing(path: "\(folder.path)/none")) { try find("a.csv", "none") }
    #expect(throws: DiscoveryError.missing(path: "\(folder.path)/a.csv/x")) { try find("a.csv/x") }
    #expect(throws: DiscoveryError.missing(path: "")) { try InputDiscovery.find([""]) }
  }

  @Test("says which folder holds no file")
  func empty() throws {
    try folder.makeFolder("none/below")
    try folder.write("none/.dot", "x")
    #expect(throws: DiscoveryError.noFiles(path: "\(folder.path)/none")) { try find("none") }
  }

  @Test("skips pipes that it meets and takes those that are named")
  func pipes() throws {
    try folder.write("in/a.csv", "x")
    #expect(mkfifo("\(folder.path)/in/pipe", 0o600) == 0)
    let inputs = try find("in")
    #expect(paths(inputs) == ["in/a.csv"])
    #expect(inputs.skipped.map(folder.relative) == ["in/pipe"])
    #expect(paths(try find("in/pipe")) == ["in/pipe"])
  }

  @Test("opens names that are not UTF-8")
  func foreignName() throws {
    try folder.makeFolder("in")
    let location = Array("\(folder.path)/in/caf".utf8) + [0xE9] + Array(".csv".utf8)
    let file = open(location.map { CChar(bitPattern: $0) } + [0], O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0)
    close(file)
    let candidate = try #require(try find("in").candidates.first)
    #expect(candidate.location == location)
    let source = try InputSource.open(candidate.location, path: candidate.path, temporaryFolder: folder.path)
    #expect(source.size == 0)
  }

  @Test("reports files that it may not look at", .enabled(if: geteuid() != 0, "root may read everything"))
  func hidden() throws {
    try folder.write("in/a.csv", "x")
    try folder.write("in/listed/b.csv", "x")
    chmod("\(folder.path)/in/listed", 0o400)
    defer { chmod("\(folder.path)/in/listed", 0o700) }
    let inputs = try find("in")
    #expect(paths(inputs) == ["in/a.csv"])
    #expect(inputs.unreadable == [SourceError(path: "\(folder.path)/in/listed/b.csv", operation: .open, code: EACCES)])
  }

  @Test("reports folders that it may not read", .enabled(if: geteuid() != 0, "root may read everything"))
  func unreadable() throws {
    try folder.write("in/a.csv", "x")
    try folder.write("in/locked/b.csv", "x")
    chmod("\(folder.path)/in/locked", 0)
    defer { chmod("\(folder.path)/in/locked", 0o700) }
    let inputs = try find("in")
    #expect(paths(inputs) == ["in/a.csv"])
    #expect(inputs.unreadable == [SourceError(path: "\(folder.path)/in/locked", operation: .list, code: EACCES)])
    #expect(throws: DiscoveryError.self) { try find("in/locked") }
  }
}
