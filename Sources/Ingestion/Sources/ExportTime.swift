package import Tasks

/// When an export was made, as far as its name tells.
package enum ExportTime {
  /// The date or date-time in the file's name, else in the nearest folder's name that holds one.
  ///
  /// - Parameters:
  ///   - path: the file as written: the argument, or the argument, `/` and the path below it.
  ///   - argument: the argument that led to the file. Folders above a folder that was named do not count.
  ///   - zone: the report's zone; a date alone is its midnight.
  package static func find(path: String, argument: String, zone: ZoneOffsets) -> Instant? {
    PathNames.first(in: path, argument: argument) { bytes, name in
      DateInName.latest(in: bytes, name, zone: zone)
    }
  }
}
