/// Slips of language models in JSON that are repaired.
package enum JSONSlip: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  case extraComma, missingComma
  case singleQuotes, typographicQuotes, missingQuote
  case unquotedKey, unquotedValue
  case comment, ellipsis, whiteSpace
  case pythonWord, notANumber, numberForm, numberWithUnit, decimalComma
  case rawControl, unescapedQuote, badEscape
  case missingValue, missingBracket, extraBracket
  case cutOff
  case escapedJSON, encodedTwice

  /// In words, for who reads about it: "trailing comma" and the like.
  package var name: String {
    switch self {
    case .extraComma: "extra comma"
    case .missingComma: "missing comma"
    case .singleQuotes: "single quotes"
    case .typographicQuotes: "typographic quotes"
    case .missingQuote: "missing quote"
    case .unquotedKey: "unquoted key"
    case .unquotedValue: "unquoted value"
    case .comment: "comment"
    case .ellipsis: "ellipsis"
    case .whiteSpace: "white space that JSON does not know"
    case .pythonWord: "Python or JavaScript word"
    case .notANumber: "NaN or Infinity"
    case .numberForm: "number that JSON does not allow"
    case .numberWithUnit: "number with a unit"
    case .decimalComma: "decimal comma"
    case .rawControl: "raw line end or tab in a string"
    case .unescapedQuote: "unescaped quote in a string"
    case .badEscape: "escape that JSON does not know"
    case .missingValue: "missing value"
    case .missingBracket: "missing bracket"
    case .extraBracket: "extra bracket"
    case .cutOff: "cut off"
    case .escapedJSON: "JSON with escaped quotes"
    case .encodedTwice: "JSON inside a JSON string"
    }
  }
}

/// Why a place that looked like JSON was given up.
package enum RepairRefusal: UInt8, Error, Sendable, BitwiseCopyable, CaseIterable {
  /// Something stands there that no repair is sure about.
  case unclear
  /// Objects and arrays are nested more deeply than 512 levels.
  case tooDeep
  /// The text needs more looking than its size allows.
  case tooMuchWork
}
