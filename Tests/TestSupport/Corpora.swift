package import Foundation

/// Files of other projects that some tests read where they lie beside the package; those tests are skipped elsewhere.
package enum Corpora {
  private static let folder: URL? = {
    // This file, TestSupport, Tests, the package.
    var place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    for _ in 0..<2 {
      place = place.deletingLastPathComponent()
      let folder = place.deletingLastPathComponent().appending(path: "shared/corpora")
      if FileManager.default.fileExists(atPath: folder.path()) { return folder }
    }
    return nil
  }()

  /// What a test says that is skipped because they are not there.
  package static let absence = "the corpora do not lie beside the package"

  /// Whether a file or folder is there.
  package static func has(_ name: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appending(path: name).path()) } ?? false
  }

  /// The corpora do not lie beside the package.
  package struct Missing: Error {}

  /// The bytes of a file.
  package static func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: try path(name))) }

  /// The absolute path of a file or folder.
  package static func path(_ name: String) throws -> String {
    guard let folder else { throw Missing() }
    return folder.appending(path: name).path()
  }

  /// The names of the files in a folder, sorted.
  package static func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  /// The names of the files in a folder and in those within it, from that folder on, sorted.
  package static func allNames(in name: String) throws -> [String] {
    let root = try path(name)
    return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }
}
