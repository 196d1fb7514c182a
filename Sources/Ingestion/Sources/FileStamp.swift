internal import Glibc

/// What tells whether a file has been written to.
struct FileStamp: Equatable, Sendable {
  private var size: Int64
  private var seconds: Int64
  private var nanoseconds: Int64

  init(_ status: stat) {
    size = Int64(status.st_size)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
  }
}
