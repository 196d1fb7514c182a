/// Hours of work, kept in ten-thousandths so that sums are exact.
package struct Hours: Hashable, Comparable, Sendable {
  package let tenThousandths: Int64

  /// The largest number of hours that is read: a larger one is a mistake.
  package static let limit = 1_000_000_000.0

  /// Rounded to ten-thousandths, half away from zero; nil for a negative number, for one above `limit` and for NaN.
  package init?(_ hours: Double) {
    guard hours >= 0, hours <= Hours.limit else { return nil }
    tenThousandths = Int64((hours * 10_000).rounded(.toNearestOrAwayFromZero))
  }

  package static func < (a: Hours, b: Hours) -> Bool { a.tenThousandths < b.tenThousandths }
}
