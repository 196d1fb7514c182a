/// How wide a text is about, without a font to measure it: good enough to keep labels apart.
enum TextWidth {
  /// In units of the picture, at the charts' one size of letters.
  static func of(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) } * ChartSize.letter
  }

  /// The text, or as much of it as fits, with an ellipsis.
  static func clipped(_ text: String, to limit: Double) -> String {
    if of(text) <= limit { return text }
    var result = ""
    var width = TextWidth.width(of: "…") * ChartSize.letter
    for character in text {
      width += character.unicodeScalars.reduce(0) { $0 + TextWidth.width(of: $1) } * ChartSize.letter
      if width > limit { break }
      result.append(character)
    }
    return result + "…"
  }

  /// In parts of the size of letters, as in a wide font: a label that stands too far off is better than one that is cut.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar.value {
    case 0x69, 0x6A, 0x6C, 0x49, 0x27, 0x7C: 0.3
    case 0x20, 0x21, 0x28, 0x29, 0x2C, 0x2E, 0x3A, 0x3B, 0x66, 0x72, 0x74, 0x2D: 0.41
    case 0x4D, 0x57, 0x6D, 0x77, 0x25, 0x40: 0.98
    case 0x41...0x5A, 0xC0...0xDE: 0.72
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 1.05
    default: 0.64
    }
  }
}
