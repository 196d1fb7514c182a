/// The 95% confidence interval of a rate.
package enum WilsonInterval {
  /// The quantile of the normal distribution for 95%.
  package static let z = 1.959963984540054

  /// Wilson's score interval for `successes` of `n`, in percent; nil at n = 0.
  /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
  package static func percent(_ successes: Int, of n: Int) -> (low: Double, high: Double)? {
    guard n > 0 else { return nil }
    let count = Double(n)
    let p = Double(successes) / count
    let z2 = z * z
    let centre = p + z2 / (2 * count)
    let spread = z * (p * (1 - p) / count + z2 / (4 * count * count)).squareRoot()
    let scale = 1 + z2 / count
    // At 0 and n of n the ends are exactly 0 and 1; subtraction would leave a rounding error.
    let low = successes == 0 ? 0 : (centre - spread) / scale
    let high = successes == n ? 1 : (centre + spread) / scale
    return (100 * max(0, low), 100 * min(1, high))
  }
}
