import Glibc
import Ingestion

/// A file that a run writes, in pieces: counted and hashed on the way. A class, because it owns the descriptor.
final class FileWriter: ByteSink {
  private let descriptor: Int32
  private let path: String
  private let hash = SHA256()
  private var buffer: [UInt8] = []
  private var written = 0

  private static let bufferSize = 1 << 18

  /// Makes the file `name`, which must not exist, in `folder`.
  init(_ name: String, in folder: Folder, shownAs path: String) throws(SystemError) {
    descriptor = openat(folder.descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    self.path = path
    guard descriptor >= 0 else { throw SystemError("create the file", path) }
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws { try add(bytes) }

  func add(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    if buffer.isEmpty && bytes.count >= FileWriter.bufferSize { return try put(bytes) }
    buffer.append(contentsOf: bytes)
    if buffer.count >= FileWriter.bufferSize { try flush() }
  }

  func add(_ bytes: [UInt8]) throws(SystemError) {
    buffer += bytes
    if buffer.count >= FileWriter.bufferSize { try flush() }
  }

  /// Writes what is left and waits until it is on the disk.
  func finish() throws(SystemError) -> (bytes: Int, sha256: String) {
    try flush()
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw SystemError("write", path) }
    return (written, hash.finish())
  }

  private func flush() throws(SystemError) {
    guard !buffer.isEmpty else { return }
    let code = buffer.withUnsafeBytes { put(counted: $0) }
    buffer.removeAll(keepingCapacity: true)
    if code != 0 { throw SystemError("write", path, code: code) }
  }

  private func put(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    let code = put(counted: bytes)
    if code != 0 { throw SystemError("write", path, code: code) }
  }

  private func put(counted bytes: UnsafeRawBufferPointer) -> Int32 {
    hash.update(bytes)
    written += bytes.count
    return Console.writeAll(bytes, to: descriptor)
  }
}

/// Takes bytes, in pieces.
protocol ByteSink: AnyObject {
  func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }
}
