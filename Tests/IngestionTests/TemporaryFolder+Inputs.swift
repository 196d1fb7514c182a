import Foundation
import TestSupport

extension TemporaryFolder {
  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
  }

  /// The path without this folder's own.
  func relative(_ file: String) -> String { file.hasPrefix(path + "/") ? String(file.dropFirst(path.count + 1)) : file }
}
