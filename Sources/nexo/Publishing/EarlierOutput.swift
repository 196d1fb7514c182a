import Glibc
import Ingestion
import Reporting

/// What a folder holds of an earlier run, by that run's manifest.
struct EarlierOutput {
  /// The files that the run wrote, the manifest among them.
  var files: Set<String>

  static let manifestName = "manifest.json"
  /// A manifest lists the inputs, some 200 bytes each; one that is larger than this is not one.
  private static let largestManifest = 1 << 30

  /// The earlier output in `folder`; nil when no manifest of Nexo's lies there.
  static func find(in folder: Folder) throws(SystemError) -> EarlierOutput? {
    guard let status = folder.status(of: manifestName), status.isFile, status.st_size <= largestManifest else {
      return nil
    }
    let descriptor = openat(folder.descriptor, manifestName, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("read", folder.path(of: manifestName)) }
    defer { close(descriptor) }
    let bytes = try readAll(descriptor, path: folder.path(of: manifestName), limit: largestManifest)
    // Most of it are the inputs, thousands perhaps, which do not matter here.
    guard let members = JSONMembers.find(["tool", "outputs"], in: bytes),
      let tool = members["tool"].flatMap(JSONValue.init(reading:)), tool["name"] == "nexo",
      case .array(let outputs)? = members["outputs"].flatMap(JSONValue.init(reading:))
    else { return nil }
    var files: Set = [manifestName]
    for output in outputs {
      guard case .text(let path)? = output["path"] else { return nil }
      // A manifest can be edited: what it names is removed later, so nothing outside of the folder counts.
      if isSafe(path) { files.insert(path) }
    }
    return EarlierOutput(files: files)
  }

  /// Whether `name` is a plain path below the folder.
  static func isSafe(_ name: String) -> Bool {
    // By bytes, as the system reads it: to String a `/` that a combining mark follows is another character.
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return !name.isEmpty && name.utf8.count < 1024
      && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
  }

  /// The first thing in the folder that is not of the earlier run; nil when there is none.
  func foreignEntry(in folder: Folder, below prefix: String = "") throws(SystemError) -> String? {
    for name in try folder.names() {
      let path = prefix + name
      if files.contains(path) {
        // A folder in the place of a file is somebody else's.
        if folder.status(of: name)?.isFolder == true { return path }
        continue
      }
      let inside = path + "/"
      guard files.contains(where: { $0.hasPrefix(inside) }), folder.status(of: name)?.isFolder == true else {
        return path
      }
      if let foreign = try foreignEntry(in: try folder.folder(name), below: inside) { return foreign }
    }
    return nil
  }
}

/// The whole of an open file.
/// - Parameter limit: more bytes than this are not read.
func readAll(_ descriptor: Int32, path: String, limit: Int) throws(SystemError) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= limit {
    let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      throw SystemError("read", path)
    }
    if count == 0 { return bytes }
    bytes += buffer.prefix(count)
  }
  throw SystemError("read", path, code: EFBIG)
}
