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
    if path == "-" { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    let above = path == argument ? 0 : max(0, argument.utf8.split(separator: UInt8(ascii: "/")).count - 1)
    for part in parts.dropFirst(min(above, parts.count)).reversed() {
      if let time = DateInName.latest(in: Array(part), zone: zone) { return time }
    }
    return nil
  }
}
