internal import Glibc

/// An open file, closed when its owner goes.
struct Descriptor: ~Copyable, Sendable {
  let number: Int32

  /// Takes over a descriptor that the caller opened.
  init(owning number: Int32) { self.number = number }

  /// Opens an existing file for reading.
  /// - Parameters:
  ///   - location: the path's bytes; names need not be UTF-8.
  ///   - path: what errors call it.
  init(reading location: [UInt8], path: String) throws(SourceError) {
    let name = location.map { CChar(bitPattern: $0) } + [0]
    let number = Glibc.open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw SourceError(path: path, operation: .open, code: errno) }
    self.number = number
  }

  deinit { close(number) }

  /// What the file is: type and size.
  func status(path: String) throws(SourceError) -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw SourceError(path: path, operation: .open, code: errno) }
    return status
  }

  /// Fills `buffer` from `offset` on; less only at the end of the file.
  func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer, path: String) throws(SourceError) -> Int {
    var done = 0
    while done < buffer.count, let base = buffer.baseAddress {
      let count = pread(number, base + done, buffer.count - done, off_t(offset) + off_t(done))
      if count < 0 {
        if errno == EINTR { continue }
        throw SourceError(path: path, operation: .read, code: errno)
      }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// Fills `buffer` from its index `start` on, with at most `limit` bytes from `offset` on; fewer only at the end of the file.
  func read(
    at offset: Int64, limit: Int64, into buffer: inout [UInt8], from start: Int, path: String
  ) throws(SourceError) -> Int {
    guard limit > 0, offset >= 0, start >= 0, start < buffer.count else { return 0 }
    let wanted = Int(min(Int64(buffer.count - start), limit))
    var result: Result<Int, SourceError> = .success(0)
    buffer.withUnsafeMutableBytes { bytes in
      let part = UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + wanted])
      do throws(SourceError) { result = .success(try read(at: offset, into: part, path: path)) } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }

  /// Reads what a stream has next; 0 at its end.
  func next(into buffer: UnsafeMutableRawBufferPointer, path: String) throws(SourceError) -> Int {
    while true {
      let count = Glibc.read(number, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw SourceError(path: path, operation: .read, code: errno) }
    }
  }

  /// Appends all of `bytes`.
  func write(_ bytes: UnsafeRawBufferPointer, path: String) throws(SourceError) {
    var done = 0
    while done < bytes.count, let base = bytes.baseAddress {
      let count = Glibc.write(number, base + done, bytes.count - done)
      if count < 0 {
        if errno == EINTR { continue }
        throw SourceError(path: path, operation: .spool, code: errno)
      }
      done += count
    }
  }

  /// Appends the first `count` of some bytes.
  func append(_ bytes: [UInt8], _ count: Int, path: String) throws(SourceError) {
    var result: Result<Void, SourceError> = .success(())
    bytes.withUnsafeBytes { bytes in
      do throws(SourceError) { try write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), path: path) } catch {
        result = .failure(error)
      }
    }
    try result.get()
  }

  /// A file without a name in `folder`, gone when it is closed.
  static func temporary(in folder: String, path: String) throws(SourceError) -> Descriptor {
    var name = Array("\(folder)/nexo-XXXXXX".utf8CString)
    let number = mkstemp(&name)
    guard number >= 0 else { throw SourceError(path: path, operation: .spool, code: errno) }
    _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    unlink(name)
    return Descriptor(owning: number)
  }
}
