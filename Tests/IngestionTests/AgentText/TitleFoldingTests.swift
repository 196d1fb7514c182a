import Testing

@testable import Ingestion

@Suite("Titles are folded")
struct TitleFoldingTests {
  @Test(
    "Case, diacritics and white space do not count",
    arguments: [
      ("  Otimizar   TÍTULO\tdo Body ", "otimizar titulo do body"),
      ("Descrição: Bebê & Cia", "descricao: bebe & cia"),
      ("Descric\u{327}a\u{303}o", "descricao"),
      ("Straße ſt ﬁ", "strasse st fi"),
      ("ΑΣ ας", "ασ ασ"),
      ("İstanbul", "istanbul"),
      ("a\u{A0}\u{2003}b\u{3000}", "a b"),
      ("\u{301}", ""),
      ("한국", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}"),
      ("😀 OK", "😀 ok"),
      ("ŉΐ Æ ŉΐ", "ʼnι æ ʼnι"), ("Ação Açaí × ÿ ß", "acao acai × y ss"),
      ("한한한 \t\n ÉÉ\u{301}", "\u{1112}\u{1161}\u{11AB}\u{1112}\u{1161}\u{11AB}\u{1112}\u{1161}\u{11AB} ee"),
    ])
  func folds(title: String, folded: String) {
    #expect(TitleFoldingTests.fold(title) == folded)
  }

  @Test("What is no UTF-8 is folded without harm")
  func notUTF8() {
    var folding = TitleFolding()
    var out: [UInt8] = []
    let bytes: [UInt8] = [0xC3, 0x41, 0xFF, 0x80, 0xF0, 0x9F]
    folding.fold(bytes.span, 0, bytes.count, into: &out)
    #expect(!out.isEmpty)
  }

  /// Beginnings of SHA-256 over `hex=folded LF` of `a`, the scalar and `Z`, for the assigned scalars of each 4096 (Unicode 14),
  /// folded by Python 3.11: `''.join(c for c in normalize('NFD', s) if category(c)[0] != 'M').casefold()`, then
  /// `' '.join(s.split())`. U+001C to U+001F, which only Python counts as white space, are left out.
  private static let expected = [
    "4df4383e80bd2817", "731537f175e71f01", "d9a18cc451bd2102", "b9a8baa5a071423c", "df37e2bc6f980ca8",
    "163dccd38a944c95", "21c74ffe115cf31f", "1049b3c9f28e8c34", "12fbee43043d57aa", "5bcbc832609bd1e6",
    "9ec79f6aa4e16568", "10d18de600bbad0c", "baa1d12a50af66f2", "175976ae9e288abb", "771a90f4c2585e30",
    "122b5bc380ea1c7a", "80a2826df7d3c1bd", "b7d7f70a5fa24d87", "02d5be9f9c1158fb", "5362a6f158d64ff7",
    "43dd97b7713e2121", "e3b0c44298fc1c14", "8216c1f38d7cd246", "199f0c027d5880a5", "88a691303911ee64",
    "e3b0c44298fc1c14", "433d635a3c177831", "979ee9c566facda8", "d0205345560a1817", "ad199539447920e5",
    "304f1e3ee4a2ad56", "872e865a233d5693",
  ]

  @Test("Every scalar folds as Python folds it", arguments: expected.indices)
  func everyScalar(page: Int) throws {
    var folding = TitleFolding()
    var out: [UInt8] = []
    var lines: [UInt8] = []
    for value in UInt32(page * 0x1000)..<UInt32((page + 1) * 0x1000) where !(0x1C...0x1F).contains(value) {
      guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
      if let age = scalar.properties.age, age.major > 14 { continue }
      let bytes = Array("a\(String(scalar))Z".utf8)
      folding.fold(bytes.span, 0, bytes.count, into: &out)
      lines += Array("\(String(value, radix: 16))=".utf8) + out + [0x0A]
    }
    let expected = try #require(TitleFoldingTests.expected.dropFirst(page).first)
    #expect(SHA256.hex(of: lines).hasPrefix(expected))
  }

  static func fold(_ title: String) -> String {
    var folding = TitleFolding()
    var out: [UInt8] = []
    let bytes = Array(title.utf8)
    folding.fold(bytes.span, 0, bytes.count, into: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
