import Foundation

/// A folder for one test, removed with all that it holds when the test lets it go.
package final class TemporaryFolder: Sendable {
  /// The absolute path, without symbolic links.
  package let path: String

  /// Makes the folder.
  package init() throws {
    let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().path
    path = parent + "/nexo-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // A test may have taken away the right to write.
    _ = try? Command.run("/bin/chmod", ["-R", "u+rwX", path])
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of `name` in the folder.
  package func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file, and makes the folders on the way.
  package func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  /// Writes a file, and makes the folders on the way.
  package func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  /// The text of a file; nil when there is none.
  package func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: self(name)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a file; nil when there is none.
  package func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: self(name)).map(Array.init) }

  /// Everything in the folder and below `name`, hidden things too, sorted; folders end in `/`.
  package func names(_ name: String = "") -> [String] {
    let root = name.isEmpty ? path : self(name)
    guard let all = FileManager.default.enumerator(atPath: root) else { return [] }
    var names: [String] = []
    for case let entry as String in all {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + "/" + entry, isDirectory: &isFolder)
      names.append(isFolder.boolValue ? entry + "/" : entry)
    }
    return names.sorted()
  }
}
