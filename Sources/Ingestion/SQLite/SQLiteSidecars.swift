internal import Glibc

/// What a program that writes a database may have left beside it.
package struct SQLiteSidecars: ~Copyable {
  /// The write-ahead log, when it holds something: the latest transactions stand there and nowhere else.
  var log: Descriptor?
  private(set) var logSize: Int64 = 0
  /// A rollback journal that somebody would have to play back first.
  private(set) var hasUnfinishedTransaction = false

  /// Looks beside an input that is a file as it stands.
  init(_ source: InputSource) throws(SourceError) {
    guard let location = source.location else { return }
    if let found = try SQLiteSidecars.open(location, "-wal", source.path) {
      logSize = max(0, Int64(try found.status(path: source.path + "-wal").st_size))
      if logSize > 0 { log = consume found }
    }
    if let journal = try SQLiteSidecars.open(location, "-journal", source.path) {
      // As SQLite has it: a journal that begins with a zero byte was done with.
      var first: UInt8 = 0
      let count = try withUnsafeMutableBytes(of: &first) { bytes throws(SourceError) in
        try journal.read(at: 0, into: bytes, path: source.path + "-journal")
      }
      hasUnfinishedTransaction = count > 0 && first != 0
    }
  }

  private static func open(_ location: [UInt8], _ ending: String, _ path: String) throws(SourceError) -> Descriptor? {
    let name = location + Array(ending.utf8)
    if isNoFile(name) { return nil }
    do throws(SourceError) {
      return try Descriptor(reading: name, path: path + ending)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// There is something that is no file. To open a pipe would wait for somebody who writes to it.
  private static func isNoFile(_ location: [UInt8]) -> Bool {
    var status = stat()
    return (location.map(CChar.init(bitPattern:)) + [0]).withUnsafeBufferPointer { name in
      name.baseAddress.map { stat($0, &status) == 0 && status.st_mode & S_IFMT != S_IFREG } ?? false
    }
  }

  /// The file belongs to the database beside it whose name it has but for `-wal`, `-shm` or `-journal`: it is read, or need
  /// not be, with that.
  package static func isOne(_ location: [UInt8]) -> Bool {
    for ending in ["-wal", "-shm", "-journal"] {
      let bytes = Array(ending.utf8)
      guard location.count > bytes.count, location.suffix(bytes.count).elementsEqual(bytes) else { continue }
      let name = Array(location.dropLast(bytes.count))
      guard !isNoFile(name), let database = try? Descriptor(reading: name, path: "") else { return false }
      var head = [UInt8](repeating: 0, count: 16)
      let count = head.withUnsafeMutableBytes { (try? database.read(at: 0, into: $0, path: "")) ?? 0 }
      return count == 16 && SQLiteFile.isOne(head)
    }
    return false
  }
}
