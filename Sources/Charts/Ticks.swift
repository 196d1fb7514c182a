/// Round values along an axis.
package enum Ticks {
  /// From 0 to the first round value that is not below `highest`, by steps of 1, 2 or 5 times a power of ten.
  /// - Parameter count: about as many steps as there is room for.
  package static func counts(upTo highest: Double, steps count: Int) -> [Double] {
    guard highest.isFinite, highest > 0 else { return [0, 1] }
    var step = 1.0
    while step * Double(max(1, count)) < highest {
      // 1, 2, 5, 10, 20, 50: the leading digit tells what comes next.
      var power = step
      while power >= 10 { power /= 10 }
      step *= power == 2 ? 2.5 : 2
    }
    return multiples(of: step, upTo: highest)
  }

  /// From 0 to the first round time that is not below `highest`, in minutes: steps that clocks and calendars know.
  package static func minutes(upTo highest: Double, steps count: Int) -> [Double] {
    guard highest.isFinite, highest > 0 else { return [0, 60] }
    let clock: [Double] = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 10_080, 14_400, 43_200]
    if let step = clock.first(where: { $0 * Double(max(1, count)) >= highest }) {
      return multiples(of: step, upTo: highest)
    }
    return counts(upTo: highest / 1440, steps: count).map { $0 * 1440 }
  }

  private static func multiples(of step: Double, upTo highest: Double) -> [Double] {
    let last = Int((highest / step).rounded(.up))
    return (0...max(1, last)).map { Double($0) * step }
  }

  /// Which of `count` points along an axis are labelled: the last, and others at an equal distance from it.
  /// - Parameter room: so many labels fit.
  static func places(among count: Int, room: Int) -> [Int] {
    guard count > 0 else { return [] }
    let step = max(1, (count + max(1, room) - 1) / max(1, room))
    return stride(from: count - 1, through: 0, by: -step).reversed()
  }
}
