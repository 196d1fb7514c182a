/// What a report looks at: the world as of an instant, a window of creation, and the calendar it is read by.
package struct ReportPeriod: Sendable {
  /// The world is replayed up to here; nil when the input holds no time at all.
  package var asOf: Instant?
  /// Tasks created from here on; nil: from the first.
  package var from: Instant?
  /// Tasks created before this; nil: to the last.
  package var to: Instant?
  package var zone: ZoneOffsets

  package init(asOf: Instant?, from: Instant? = nil, to: Instant? = nil, zone: ZoneOffsets = .utc) {
    self.asOf = asOf
    self.from = from
    self.to = to
    self.zone = zone
  }

  /// Whether an instant lies in the window.
  @inline(__always)
  package func holds(_ milliseconds: Int64) -> Bool {
    if let from, milliseconds < from.milliseconds { return false }
    if let to, milliseconds >= to.milliseconds { return false }
    return true
  }
}
