import Foundation

/// Files of other projects that some tests read where they lie beside the package; those tests are skipped elsewhere.
enum Corpora {
  private static let folder: URL? = {
    // This file, IngestionTests, Tests, the package.
    var place = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    for _ in 0..<2 {
      place = place.deletingLastPathComponent()
      let folder = place.deletingLastPathComponent().appending(path: "shared/corpora")
      if FileManager.default.fileExists(atPath: folder.path()) { return folder }
    }
    return nil
  }()

  static func has(_ name: String) -> Bool {
    folder.map { FileManager.default.fileExists(atPath: $0.appending(path: name).path()) } ?? false
  }

  struct Missing: Error {}

  static func data(_ name: String) throws -> Data {
    guard let folder else { throw Missing() }
    return try Data(contentsOf: folder.appending(path: name))
  }

  /// The names of the files in a folder, sorted.
  static func names(in name: String) throws -> [String] {
    guard let folder else { throw Missing() }
    return try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: name).path()).sorted()
  }
}
