/// Recognises a folder that Nexo wrote.
enum Manifest {
  /// The folder holds a `manifest.json` that begins as Nexo's does, however it is spaced.
  static func isIn(_ folder: [UInt8]) -> Bool {
    let location = folder + Array("/manifest.json".utf8)
    let path = String(decoding: location, as: UTF8.self)
    guard let status = try? FileStatus(location, path: path), status.kind == .file,
      let file = try? Descriptor(reading: location, path: path)
    else { return false }
    var head = [UInt8](repeating: 0, count: 256)
    let count = head.withUnsafeMutableBytes { (try? file.read(at: 0, into: $0, path: path)) ?? 0 }
    let text = head[..<count].filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    return text.starts(with: Array(#"{"tool":{"name":"nexo""#.utf8))
  }
}
