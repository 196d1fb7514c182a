internal import Glibc

/// The names in a folder.
enum FolderListing {
  struct Entry {
    var name: [UInt8]
    /// The folder itself says that this is a plain file, and no link to one.
    var isFile: Bool
  }

  /// All entries that do not begin with a dot, sorted by bytes.
  static func entries(in location: [UInt8], path: String) throws(SourceError) -> [Entry] {
    guard let folder = opendir(FileStatus.name(location)) else {
      throw SourceError(path: path, operation: .list, code: errno)
    }
    defer { closedir(folder) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { break }
      // The name lies in the entry and ends in a zero byte, as readdir promises; it is copied before the next call.
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
      if name.first == UInt8(ascii: ".") { continue }
      entries.append(Entry(name: name, isFile: entry.pointee.d_type == DT_REG))
    }
    guard errno == 0 else { throw SourceError(path: path, operation: .list, code: errno) }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }
}

/// What a path leads to, links followed.
struct FileStatus {
  enum Kind { case file, folder, other }

  /// Tells folders apart, whatever they are called.
  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  var kind: Kind
  var identity: Identity
  /// The path itself is a symbolic link.
  var isLink: Bool

  init(_ location: [UInt8], path: String) throws(SourceError) {
    let name = Self.name(location)
    var status = stat()
    guard lstat(name, &status) == 0 else { throw SourceError(path: path, operation: .open, code: errno) }
    isLink = status.st_mode & S_IFMT == S_IFLNK
    if isLink {
      guard stat(name, &status) == 0 else { throw SourceError(path: path, operation: .open, code: errno) }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    default: kind = .other
    }
    identity = Identity(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }

  /// What is in the folder may be looked at.
  static func isSearchable(_ folder: [UInt8]) -> Bool { faccessat(AT_FDCWD, name(folder), X_OK, AT_EACCESS) == 0 }

  /// The path as C wants it.
  static func name(_ location: [UInt8]) -> [CChar] { location.map { CChar(bitPattern: $0) } + [0] }

  /// The path without links, `.` and `..`: the same for every way to a file.
  static func resolved(_ location: [UInt8]) -> [UInt8] {
    guard let resolved = realpath(name(location), nil) else { return location }
    defer { free(resolved) }
    return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }
}
