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
    do throws(SourceError) {
      return try Descriptor(reading: location + Array(ending.utf8), path: path + ending)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
  }

  /// The file belongs to the database beside it whose name it has but for `-wal`, `-shm` or `-journal`: it is read, or need
  /// not be, with that.
  package static func isOne(_ location: [UInt8]) -> Bool {
    for ending in ["-wal", "-shm", "-journal"] {
      let bytes = Array(ending.utf8)
      guard location.count > bytes.count, location.suffix(bytes.count).elementsEqual(bytes) else { continue }
      guard let database = try? Descriptor(reading: Array(location.dropLast(bytes.count)), path: "") else {
        return false
      }
      var head = [UInt8](repeating: 0, count: 16)
      let count = head.withUnsafeMutableBytes { (try? database.read(at: 0, into: $0, path: "")) ?? 0 }
      return count == 16 && SQLiteFile.isOne(head)
    }
    return false
  }
}
