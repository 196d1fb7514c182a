import CLinux
import Glibc

/// A folder that is held open, and what can be done in it. What stands here is done relative to the open folder, so
/// that it stays right when the folder is renamed meanwhile. A class, because it owns the descriptor.
final class Folder {
  let descriptor: Int32
  /// For messages.
  let path: String

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  static func open(_ path: String) throws(SystemError) -> Folder {
    let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open the folder", path) }
    return Folder(descriptor: descriptor, path: path)
  }

  /// A folder directly in this one; never through a symbolic link.
  func folder(_ name: String) throws(SystemError) -> Folder {
    let descriptor = openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError("open the folder", path(of: name)) }
    return Folder(descriptor: descriptor, path: path(of: name))
  }

  /// The folder that holds `name` (`api/status.json`) below this one, and the last part of the name.
  /// - Parameter creating: makes the folders on the way that are missing.
  func parent(of name: String, creating: Bool) throws(SystemError) -> (folder: Folder, last: String) {
    var folder = self
    var parts = name.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let last = parts.popLast() ?? name
    for part in parts {
      if creating { try folder.makeFolder(part, orKeep: true) }
      folder = try folder.folder(part)
    }
    return (folder, last)
  }

  func makeFolder(_ name: String, orKeep: Bool = false) throws(SystemError) {
    if mkdirat(descriptor, name, 0o777) == 0 || (orKeep && errno == EEXIST) { return }
    throw SystemError("create the folder", path(of: name))
  }

  /// The state of `name` itself, not of what a symbolic link names; nil when there is none.
  func status(of name: String) -> stat? {
    var status = stat()
    return fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
  }

  /// The state of this folder.
  func status() throws(SystemError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("look at the folder", path) }
    return status
  }

  /// The names in the folder, sorted by their bytes, without `.` and `..`.
  func names() throws(SystemError) -> [String] {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { throw SystemError("read the folder", path) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw SystemError("read the folder", path) }
        break
      }
      // The entry's name is a C string inside of a fixed array; its address is that of the array.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func rename(_ name: String, to other: Folder, _ otherName: String) throws(SystemError) {
    guard renameat(descriptor, name, other.descriptor, otherName) == 0 else {
      throw SystemError("put the file in place", other.path(of: otherName))
    }
  }

  /// Another name for the same file; a copy where the file system knows no such thing would not be worth it.
  func link(_ name: String, to other: Folder, _ otherName: String) throws(SystemError) {
    guard linkat(descriptor, name, other.descriptor, otherName, 0) == 0 else {
      throw SystemError("keep the file", path(of: name))
    }
  }

  /// Exchanges `name` with another name, atomically.
  func exchange(_ name: String, with other: Folder, _ otherName: String) throws(SystemError) {
    guard nexo_exchange(descriptor, name, other.descriptor, otherName) == 0 else {
      throw SystemError("exchange the folders", other.path(of: otherName))
    }
  }

  func removeFile(_ name: String) throws(SystemError) {
    guard unlinkat(descriptor, name, 0) == 0 || errno == ENOENT else {
      throw SystemError("remove", path(of: name))
    }
  }

  /// Whether `name` was an empty folder and is gone.
  @discardableResult
  func removeEmptyFolder(_ name: String) -> Bool { unlinkat(descriptor, name, Int32(AT_REMOVEDIR)) == 0 }

  /// Removes `name` and, when it is a folder, all that it holds. Goes as far as it can.
  func removeTree(_ name: String) {
    if unlinkat(descriptor, name, 0) == 0 { return }
    if let inner = try? folder(name) {
      for entry in (try? inner.names()) ?? [] { inner.removeTree(entry) }
    }
    removeEmptyFolder(name)
  }

  /// Waits until the folder's names are on the disk. File systems that cannot say so are taken at their word.
  func synchronize() throws(SystemError) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw SystemError("write", path) }
  }

  /// The id of the mount that this folder lies in, nil where the kernel does not tell.
  var mount: UInt64? {
    var id: UInt64 = 0
    return nexo_mount_id(descriptor, "", &id) == 0 ? id : nil
  }

  /// Whether the folder has an access control list, which a new folder would lack.
  var hasAccessList: Bool { nexo_has_access_list(descriptor) != 0 }

  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }
}

extension stat {
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
  var isFile: Bool { st_mode & S_IFMT == S_IFREG }

  func isSame(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}
