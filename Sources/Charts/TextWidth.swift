/// How wide a text is about, without a font to measure it: good enough to keep labels apart.
///
/// A page takes the reader's own letters. These widths are those of the widest that are common, Verdana's and DejaVu's:
/// where letters are narrower, labels stand a little further apart than they need to.
enum TextWidth {
  /// How much wider strong letters are.
  private static let strong = 1.13

  /// In units of the picture, at the charts' one size of letters.
  static func of(_ text: String, isStrong: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * ChartSize.letter * (isStrong ? strong : 1)
  }

  /// The text, or as much of it as fits, with an ellipsis.
  static func clipped(_ text: String, to limit: Double, isStrong: Bool = false) -> String {
    if of(text, isStrong: isStrong) <= limit { return text }
    var result = ""
    for character in text {
      if of(result + String(character) + "…", isStrong: isStrong) > limit { break }
      result.append(character)
    }
    return result + "…"
  }

  /// In parts of the size of letters.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ", ".", ",", "'", "i", "j", "l", "I", "J", "\u{A0}": 0.32
    case "/", ":", ";", "|", "f", "-", "(", ")", "[", "]", "t", "!", "r": 0.41
    case "s", "z", "c", "–": 0.55
    case "m", "W", "%", "@", "…", "—", "+", "=", "<", ">", "~", "#": 1
    case "w", "M": 0.86
    case "A"..."Z": 0.75
    case "\u{300}"..."\u{36F}", "\u{200B}"..."\u{200F}", "\u{FE00}"..."\u{FE0F}": 0
    case "\u{1100}"..."\u{115F}", "\u{2E80}"..."\u{A4CF}", "\u{AC00}"..."\u{D7A3}", "\u{F900}"..."\u{FAFF}",
      "\u{FF00}"..."\u{FF60}", "\u{1F300}"..."\u{1FAFF}":
      1.05
    default: 0.64
    }
  }
}
