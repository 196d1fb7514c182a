@testable import Ingestion

extension InputSource {
  /// Bytes of UTF-8, read to the end where nobody has been there.
  func wholeSize() throws(SourceError) -> Int64 {
    _ = try fault()
    if let size { return size }
    return try originalSize()
  }
}
