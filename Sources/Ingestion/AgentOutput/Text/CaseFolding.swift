/// Where full case folding (CaseFolding.txt, statuses C and F) is another text than the lower case, for scalars that canonical
/// decomposition leaves alone.
enum CaseFolding {
  static func exception(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case ..<0xB5: return nil
    // Cherokee folds to its capitals, which came first.
    case 0x13A0...0x13F5: return String(scalar)
    case 0x13F8...0x13FD: return Unicode.Scalar(scalar.value - 8).map { String($0) }
    case 0xAB70...0xABBF: return Unicode.Scalar(scalar.value - 0xAB70 + 0x13A0).map { String($0) }
    default: return exceptions[scalar]
    }
  }

  private static let exceptions: [Unicode.Scalar: String] = [
    "\u{B5}": "\u{3BC}", "\u{DF}": "ss", "\u{149}": "\u{2BC}n", "\u{17F}": "s",
    "\u{3C2}": "\u{3C3}", "\u{3D0}": "\u{3B2}", "\u{3D1}": "\u{3B8}", "\u{3D5}": "\u{3C6}", "\u{3D6}": "\u{3C0}",
    "\u{3F0}": "\u{3BA}", "\u{3F1}": "\u{3C1}", "\u{3F5}": "\u{3B5}", "\u{587}": "\u{565}\u{582}",
    "\u{1C80}": "\u{432}", "\u{1C81}": "\u{434}", "\u{1C82}": "\u{43E}", "\u{1C83}": "\u{441}", "\u{1C84}": "\u{442}",
    "\u{1C85}": "\u{442}", "\u{1C86}": "\u{44A}", "\u{1C87}": "\u{463}", "\u{1C88}": "\u{A64B}",
    "\u{1E9A}": "a\u{2BE}", "\u{1E9E}": "ss",
    "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl", "\u{FB05}": "st",
    "\u{FB06}": "st", "\u{FB13}": "\u{574}\u{576}", "\u{FB14}": "\u{574}\u{565}", "\u{FB15}": "\u{574}\u{56B}",
    "\u{FB16}": "\u{57E}\u{576}", "\u{FB17}": "\u{574}\u{56D}",
  ]
}
