import Glibc

/// Reads the folder of `--templates`: files that stand in for built-in ones of the same name.
enum TemplateFolder {
  private static let largest = 4 << 20
  private static let most = 200

  /// The templates that the configuration names; none where it names no folder.
  static func read(of configuration: RunConfiguration) throws(Failure) -> [String: [UInt8]] {
    guard let path = configuration.templates else { return [:] }
    return try read(path)
  }

  static func read(_ path: String) throws(Failure) -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    do {
      try read(try Folder.open(path), below: "", into: &files, depth: 0)
    } catch {
      throw Failure(
        .configuration, path: error.path, "cannot \(error.action): \(error.reason)",
        hint: "--templates names a folder with files such as html/agents.html.mustache")
    }
    guard !files.isEmpty else {
      throw Failure(
        .configuration, path: path, "the folder holds no templates", hint: "files such as html/agents.html.mustache")
    }
    return files
  }

  /// Files by their paths below the folder; an editor's leftovers and hidden files are none.
  private static func read(
    _ folder: Folder, below prefix: String, into files: inout [String: [UInt8]], depth: Int
  ) throws(SystemError) {
    for name in try folder.names() where !name.hasPrefix(".") && !name.hasSuffix("~") {
      guard let status = folder.status(of: name) else { continue }
      if status.isFolder {
        guard depth < 4 else { throw SystemError("read so deep a folder", folder.path(of: name), code: ELOOP) }
        try read(try folder.folder(name), below: prefix + name + "/", into: &files, depth: depth + 1)
        continue
      }
      guard files.count < most else { throw SystemError("read so many templates", folder.path, code: E2BIG) }
      let descriptor = openat(folder.descriptor, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { throw SystemError("read the template", folder.path(of: name)) }
      defer { close(descriptor) }
      files[prefix + name] = try readAll(descriptor, path: folder.path(of: name), limit: largest)
    }
  }
}
