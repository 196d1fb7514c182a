import Foundation
import Reporting
import TestSupport
import Testing

@testable import nexo

@Suite("The output folder")
struct OutputFolderTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Opens the folder `out`.
  func open(_ name: String = "out", force: Bool = false, wait: Double = 0) throws -> OutputFolder {
    try OutputFolder.open(folder(name), force: force, wait: wait, interruption: Interruption())
  }

  /// A manifest as the program writes it, as far as the next run looks at it.
  static func manifest(_ entries: [OutputFolder.Entry]) -> [UInt8] {
    let object: JSONValue = [
      "tool": ["name": "nexo"],
      "outputs": .array(entries.map { ["path": .text($0.path), "sha256": .text($0.sha256)] }),
    ]
    return object.bytes
  }

  /// Publishes files with the given texts; returns how.
  @discardableResult
  func publish(
    _ files: [String: String], to name: String = "out", force: Bool = false
  ) throws -> OutputFolder.Method? {
    // Tests beside this one start programs, which hold a copy of every open file for the moment until they begin.
    let output = try open(name, force: force, wait: 10)
    for (file, text) in files.sorted(by: { $0.key < $1.key }) { try output.write(file, Array(text.utf8)) }
    try output.publish(manifest: Self.manifest)
    return output.method
  }

  @Test("a first run makes the folder, and those above it")
  func first() throws {
    try publish(["a.md": "1", "api/status.json": "{}"], to: "deep/down/out")
    #expect(folder.names("deep/down") == ["out/", "out/a.md", "out/api/", "out/api/status.json", "out/manifest.json"])
    #expect(folder.text("deep/down/out/a.md") == "1")
  }

  @Test("the next run exchanges the folder as a whole: what it does not write is gone")
  func second() throws {
    try publish(["a.md": "1", "b.md": "1", "api/x.json": "1"])
    #expect(try publish(["a.md": "2"]) == .exchangedFolders)
    #expect(folder.names() == ["out/", "out/a.md", "out/manifest.json"])
    #expect(folder.text("out/a.md") == "2")
  }

  @Test("the manifest lists every file with its size and SHA-256, in the order of the paths")
  func entries() throws {
    let output = try open()
    try output.write("b.md", Array("abc".utf8))
    try output.withFile("a.md") { file in
      for _ in 0..<300_000 { try file.write(Array("xyz".utf8)) }
    }
    try output.publish { entries in
      #expect(entries.map(\.path) == ["a.md", "b.md"])
      #expect(entries.map(\.bytes) == [900_000, 3])
      #expect(entries.last?.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
      return Self.manifest(entries)
    }
    #expect(folder.bytes("out/a.md") == Array(String(repeating: "xyz", count: 300_000).utf8))
  }

  @Test("the manifest of a hundred thousand inputs is known again by the next run")
  func manyInputs() throws {
    let input: JSONValue = ["path": "exports/x.json", "sha256": .text(String(repeating: "0", count: 64))]
    let inputs = JSONValue.array(Array(repeating: input, count: 150_000))
    do {
      let output = try open()
      try output.write("a.md", [1])
      try output.publish { entries in
        let object: JSONValue = [
          "tool": ["name": "nexo"], "inputs": inputs, "outputs": .array(entries.map { ["path": .text($0.path)] }),
        ]
        return object.bytes
      }
    }
    #expect(folder.bytes("out/manifest.json")?.count ?? 0 > 16 << 20)
    #expect(try publish(["b.md": "2"]) == .exchangedFolders)
    #expect(folder.names() == ["out/", "out/b.md", "out/manifest.json"])
  }

  @Test("foreign files stay; what the earlier run wrote and this one does not is removed")
  func foreign() throws {
    try publish(["a.md": "1", "b.md": "1", "api/x.json": "1"])
    try folder.write("out/notes.txt", "mine")
    try folder.write("out/api/mine/deep.txt", "mine")
    #expect(try publish(["a.md": "2", "c.md": "2"]) == .replacedFiles)
    #expect(
      folder.names("out") == ["a.md", "api/", "api/mine/", "api/mine/deep.txt", "c.md", "manifest.json", "notes.txt"])
    #expect(folder.text("out/a.md") == "2")
    #expect(folder.names().filter { $0.contains(".nexo-") } == [])
  }

  @Test("a folder of something else is refused, and left as it is")
  func notOurs() throws {
    for content in ["notes.txt", "manifest.json", ".hidden"] {
      let name = "out-\(content)"
      try folder.write(
        "\(name)/\(content)", "{\"name\": \"a web app\", \"tool\": {\"name\": \"other\"}, \"outputs\": []}")
      let before = folder.names()
      let failure = #expect(throws: Failure.self) { try publish(["a.md": "1"], to: name) }
      #expect(failure?.status == .cannotCreateOutput)
      #expect(failure?.messages.first?.text.contains("\"\(content)\"") == true)
      #expect(folder.names() == before)
    }
  }

  @Test("with force a folder of something else is written into, and what it holds otherwise stays")
  func forced() throws {
    try folder.write("out/notes.txt", "mine")
    try folder.write("out/a.md", "mine, too")
    #expect(try publish(["a.md": "1"], force: true) == .replacedFiles)
    #expect(folder.names("out") == ["a.md", "manifest.json", "notes.txt"])
    #expect(folder.text("out/a.md") == "1")
  }

  @Test("a run that does not publish leaves no trace")
  func abandoned() throws {
    do {
      let output = try open("deep/out")
      try output.write("a.md", [1])
      #expect(folder.names("deep").contains { $0.hasPrefix(".out.nexo-") })
    }
    #expect(folder.names() == [])
    try publish(["a.md": "1"])
    do {
      let output = try open(wait: 10)
      try output.write("a.md", [2])
    }
    #expect(folder.text("out/a.md") == "1")
    #expect(folder.names() == ["out/", "out/a.md", "out/manifest.json"])
  }

  @Test("a manifest whose making fails publishes nothing")
  func failingManifest() throws {
    struct Broken: Error {}
    try publish(["a.md": "1"])
    #expect(throws: Broken.self) {
      let output = try open(wait: 10)
      try output.write("a.md", [2])
      try output.publish { _ in throw Broken() }
    }
    #expect(folder.text("out/a.md") == "1")
    #expect(folder.names() == ["out/", "out/a.md", "out/manifest.json"])
  }

  @Test("two runs do not write into one folder")
  func locked() throws {
    let first = try open()
    let failure = #expect(throws: Failure.self) { try open() }
    #expect(failure?.status == .locked)
    try first.write("a.md", [1])
    try first.publish(manifest: Self.manifest)
    // The folder was exchanged, and the new one is as locked as the old one was.
    #expect(throws: Failure.self) { try open() }
    withExtendedLifetime(first) {}
  }

  @Test("a lock on a folder that another run has replaced meanwhile is no lock")
  func replacedBeforeLocking() throws {
    try publish(["a.md": "1"])
    let opened = try Folder.open(folder("out"))
    try publish(["a.md": "2"])
    guard case .replaced = try DirectoryLock.take(opened, at: folder("out")) else {
      Issue.record("the folder that was replaced was locked")
      return
    }
  }

  @Test("whoever waits gets the lock when the other run is done")
  func waiting() async throws {
    var first: OutputFolder? = try open()
    try first?.write("a.md", [1])
    let path = folder("out")
    async let second: OutputFolder.Method? = {
      let output = try OutputFolder.open(path, force: false, wait: 20, interruption: Interruption())
      try output.write("a.md", [2])
      try output.publish(manifest: Self.manifest)
      return output.method
    }()
    try await _Concurrency.Task.sleep(for: .milliseconds(150))
    #expect(folder.text("out/a.md") == nil)
    try first?.publish(manifest: Self.manifest)
    first = nil
    #expect(try await second == .exchangedFolders)
    #expect(folder.bytes("out/a.md") == [2])
  }

  @Test("the folder keeps its mode, and files follow the umask")
  func modes() throws {
    try publish(["a.md": "1"])
    try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: folder("out"))
    #expect(try publish(["a.md": "2"]) == .exchangedFolders)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder("out"))
    #expect(attributes[.posixPermissions] as? Int == 0o750)
    let file = try FileManager.default.attributesOfItem(atPath: folder("out/a.md"))
    #expect(file[.posixPermissions] as? Int == 0o666 & ~Int(currentMask()))
  }

  private func currentMask() -> mode_t {
    let mask = umask(0o22)
    umask(mask)
    return mask
  }

  @Test("a symbolic link to a folder is followed, not replaced")
  func symbolicLink() throws {
    try folder.write("real/.keep", "")
    try FileManager.default.removeItem(atPath: folder("real/.keep"))
    try FileManager.default.createSymbolicLink(atPath: folder("out"), withDestinationPath: "real")
    try publish(["a.md": "1"])
    try publish(["a.md": "2"])
    #expect(folder.text("real/a.md") == "2")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("out")) == "real")
    #expect(folder.names() == ["out/", "real/", "real/a.md", "real/manifest.json"])
  }

  @Test("output that is a file, or a link that leads nowhere, is refused")
  func notAFolder() throws {
    try folder.write("file", "mine")
    try FileManager.default.createSymbolicLink(atPath: folder("link"), withDestinationPath: "nowhere")
    for name in ["file", "file/below", "link"] {
      let failure = #expect(throws: Failure.self) { try publish(["a.md": "1"], to: name) }
      #expect(failure?.status == .cannotCreateOutput)
    }
    #expect(folder.text("file") == "mine")
    #expect(folder.names() == ["file", "link"])
  }

  @Test("an edited manifest cannot make a run remove anything outside of the folder")
  func hostileManifest() throws {
    try folder.write("precious.txt", "keep")
    // A mark that combines with the `/` before it.
    try folder.write("\u{301}marked.txt", "keep")
    try folder.write("out/notes.txt", "keep")
    let paths = [
      "../precious.txt", "a/../../precious.txt", folder("precious.txt"), "", ".", "..", "x\nremove y",
      "../\u{301}marked.txt",
    ]
    let object: JSONValue = [
      "tool": ["name": "nexo"], "outputs": .array(paths.map { ["path": .text($0)] }),
    ]
    try folder.write("out/manifest.json", object.bytes)
    try publish(["a.md": "1"])
    #expect(folder.text("precious.txt") == "keep")
    #expect(folder.text("\u{301}marked.txt") == "keep")
    #expect(folder.names("out") == ["a.md", "manifest.json", "notes.txt"])
  }

  @Test("a link that stands where a folder of ours is to be is not followed")
  func linkInside() throws {
    try publish(["a.md": "1", "api/x.json": "1"])
    try FileManager.default.removeItem(atPath: folder("out/api"))
    try folder.write("elsewhere/x.json", "keep")
    try FileManager.default.createSymbolicLink(atPath: folder("out/api"), withDestinationPath: folder("elsewhere"))
    let failure = #expect(throws: Failure.self) { try publish(["a.md": "2", "api/x.json": "2"]) }
    #expect(failure?.status == .cannotCreateOutput)
    #expect(folder.text("elsewhere/x.json") == "keep")
    #expect(folder.text("out/a.md") == "1")
  }

  @Test("a folder that stands where a file is to be fails before anything is changed")
  func folderInTheWay() throws {
    try publish(["a.md": "1"])
    try folder.write("out/b.md/mine.txt", "keep")
    let before = folder.names()
    let failure = #expect(throws: Failure.self) { try publish(["a.md": "2", "b.md": "2"]) }
    #expect(failure?.status == .cannotCreateOutput)
    #expect(folder.text("out/a.md") == "1")
    #expect(folder.names() == before)
  }
}
