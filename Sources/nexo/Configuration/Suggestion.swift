/// The name that a misspelt one may stand for.
enum Suggestion {
  /// The nearest of `names`, when it is near enough to be meant.
  static func nearest(to text: String, in names: [String]) -> String? {
    let wanted = Array(text.lowercased().unicodeScalars.prefix(64))
    let most = max(1, min(3, wanted.count / 3))
    var best: (name: String, distance: Int)?
    for name in names {
      let distance = distance(wanted, Array(name.lowercased().unicodeScalars))
      if distance <= most, distance < best?.distance ?? .max { best = (name, distance) }
    }
    return best?.name
  }

  /// `did you mean timezone?`, or `one of a, b and c`.
  static func hint(for text: String, in names: [String]) -> String {
    if let name = nearest(to: text, in: names) { return "did you mean \(name)?" }
    return "one of " + names.joined(separator: ", ")
  }

  /// Insertions, deletions, substitutions and exchanges of neighbours that lead from one to the other.
  private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      for (j, y) in b.enumerated() {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      beforeLast = last
      last = row
    }
    return last[b.count]
  }
}
