import Glibc
import Reporting

/// Writes the built-in templates into a folder, to be edited.
enum TemplateWriting {
  /// - Returns: how many files were written.
  /// - Throws: when the folder holds a file of one of their names, before any is written.
  static func write(to path: String) throws(Failure) -> Int {
    let files = TemplateSet.builtIn.editable
    do {
      try makeFolder(path)
      for folder in Set(files.map { $0.name.split(separator: "/").dropLast().joined(separator: "/") }).sorted() {
        try makeFolder(path + "/" + folder)
      }
    } catch {
      throw error.asOutputFailure
    }
    for file in files where access(path + "/" + file.name, F_OK) == 0 {
      throw Failure(
        .cannotCreateOutput, path: path + "/" + file.name, "the file exists, and is left as it is",
        hint: "name another folder: what was edited is never written over")
    }
    for file in files {
      do { try write(file.bytes, to: path + "/" + file.name) } catch { throw error.asOutputFailure }
    }
    return files.count
  }

  private static func makeFolder(_ path: String) throws(SystemError) {
    if mkdir(path, 0o777) == 0 { return }
    var status = stat()
    let code = errno
    guard code == EEXIST, stat(path, &status) == 0, status.isFolder else {
      throw SystemError("create the folder", path, code: code)
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SystemError("create the file", path) }
    defer { close(descriptor) }
    let code = bytes.withUnsafeBytes { Console.writeAll($0, to: descriptor) }
    if code != 0 { throw SystemError("write", path, code: code) }
  }
}
