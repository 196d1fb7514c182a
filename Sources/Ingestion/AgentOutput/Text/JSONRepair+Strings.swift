extension JSONRepair {
  /// A quote that opens a string.
  struct Quote: BitwiseCopyable {
    enum Family { case double, single, backtick, curlyDouble, curlySingle }
    var family: Family
    var count: Int

    init?(_ bytes: Span<UInt8>, _ place: Int, _ end: Int) {
      switch bytes[place] {
      case UInt8(ascii: "\""): (family, count) = (.double, 1)
      case UInt8(ascii: "'"): (family, count) = (.single, 1)
      case UInt8(ascii: "`"): (family, count) = (.backtick, 1)
      case 0xC2 where place + 1 < end && bytes[place + 1] == 0xB4: (family, count) = (.curlySingle, 2)
      case 0xE2 where place + 2 < end && bytes[place + 1] == 0x80:
        switch bytes[place + 2] {
        case 0x98...0x9B: (family, count) = (.curlySingle, 3)
        case 0x9C...0x9F: (family, count) = (.curlyDouble, 3)
        default: return nil
        }
      default: return nil
      }
    }

    var slip: JSONSlip? {
      switch family {
      case .double: nil
      case .single, .backtick: .singleQuotes
      case .curlyDouble, .curlySingle: .typographicQuotes
      }
    }

    /// Whether a string that this quote opened may be closed by `other`.
    func canClose(_ other: Quote) -> Bool {
      switch family {
      case .double: other.family == .double
      case .single: other.family == .single
      case .backtick, .curlySingle: other.family == .backtick || other.family == .curlySingle || other.family == .single
      case .curlyDouble: other.family == .curlyDouble || other.family == .double
      }
    }
  }

  /// Reads a string; quotes inside it that nothing escapes are told from the one that ends it by what follows them.
  mutating func string(_ bytes: Span<UInt8>, _ open: Quote, isKey: Bool) throws(Failure) {
    if let slip = open.slip { note(slip) }
    at += open.count
    emit(UInt8(ascii: "\""))
    var hasRawControl = false
    var hasQuotes = false
    while true {
      let stop = plainEnd(bytes, open)
      emit(bytes, at, stop)
      work += stop - at + 1
      at = stop
      guard at < end else { throw .ended }
      let byte = bytes[at]
      if byte < 0x20 {
        if byte == 0x0A || byte == 0x0D, !isKey, endsAtLineEnd(bytes) {
          note(.missingQuote)
          dropTrailingComma()
          return emit(UInt8(ascii: "\""))
        }
        if !hasRawControl { note(.rawControl) }
        hasRawControl = true
        emitControl(byte)
        at += 1
      } else if byte == UInt8(ascii: "\\") {
        try escape(bytes, open)
      } else if let quote = Quote(bytes, at, end), open.canClose(quote) {
        if try isEnd(bytes, quote, isKey: isKey, hasQuotes: hasQuotes) {
          at += quote.count
          return emit(UInt8(ascii: "\""))
        }
        if !isKey, byte == UInt8(ascii: "\""), lastVisible == UInt8(ascii: ","), frames.last?.isObject == true,
          isName(bytes, at)
        {
          note(.missingQuote)
          dropTrailingComma()
          return emit(UInt8(ascii: "\""))
        }
        if byte == UInt8(ascii: "\"") {
          note(.unescapedQuote)
          emit("\\\"")
        } else {
          emit(bytes, at, at + quote.count)
        }
        hasQuotes = true
        at += quote.count
      } else if byte == UInt8(ascii: "\"") {
        emit("\\\"")
        at += 1
      } else {
        emit(byte)
        at += 1
      }
    }
  }

  /// Where the run of plain bytes from `at` on ends.
  private func plainEnd(_ bytes: Span<UInt8>, _ open: Quote) -> Int {
    if open.family == .double { return Scan.jsonStop(in: bytes, from: at, to: end) }
    var place = at
    while place < end {
      switch bytes[place] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"), 0xC2, 0xE2:
        return place
      default: place += 1
      }
    }
    return end
  }

  private mutating func escape(_ bytes: Span<UInt8>, _ open: Quote) throws(Failure) {
    guard at + 1 < end else { throw .ended }
    let next = bytes[at + 1]
    if next == UInt8(ascii: "u") {
      var digits = 0
      while digits < 4, at + 2 + digits < end, JSONScanner.hexDigit(bytes[at + 2 + digits]) != nil { digits += 1 }
      if digits == 4 {
        emit(bytes, at, at + 6)
        at += 6
        return
      }
      guard at + 2 + digits < end else { throw .ended }
    } else if JSONScanner.isEscape(next) {
      emit(bytes, at, at + 2)
      at += 2
      return
    }
    note(.badEscape)
    switch next {
    case UInt8(ascii: "'"), UInt8(ascii: "`"):
      emit(next)
      at += 2
    case 0x0A:
      emit("\\n")
      at += 2
    default:
      // The backslash was meant: nothing is lost.
      emit("\\\\")
      at += 1
    }
  }

  // MARK: What follows a quote

  /// Whether the quote at `at` ends the string.
  /// - Parameter hasQuotes: it holds quotes that nothing escapes.
  private mutating func isEnd(
    _ bytes: Span<UInt8>, _ quote: Quote, isKey: Bool, hasQuotes: Bool
  ) throws(Failure) -> Bool {
    let after = at + quote.count
    var next = spaceEnd(bytes, after)
    guard next < end else { return true }
    if isKey {
      if bytes[next] == UInt8(ascii: ":") { return true }
      if let behind = shortCommentEnd(bytes, next), bytes[behind] == UInt8(ascii: ":") { return true }
      throw .refused(.unclear, at: at)
    }
    if let behind = shortCommentEnd(bytes, next) {
      next = behind
      guard next < end else { return true }
      if isName(bytes, next) { return true }
    }
    let isObject = frames.last?.isObject == true
    switch bytes[next] {
    case UInt8(ascii: ","): return isSeparator(bytes, next, isObject)
    case UInt8(ascii: "}"): return isClosing(bytes, next, isObject: true, hasQuotes)
    case UInt8(ascii: "]"): return isClosing(bytes, next, isObject: false, hasQuotes)
    case UInt8(ascii: "`"): return isFence(bytes, next)
    case UInt8(ascii: ":") where !isObject && frames.count > 1 && frames[frames.count - 2].isObject && !hasQuotes:
      // A name in an array: the bracket before it is missing, too far back to put it in.
      throw .refused(.unclear, at: at)
    case UInt8(ascii: "+"):
      // Two strings added, as in code: neither a quote in a text nor JSON.
      let operand = spaceEnd(bytes, next + 1)
      if operand < end, Quote(bytes, operand, end) != nil { throw .refused(.unclear, at: next) }
      return false
    default:
      // A missing comma.
      guard next > after else { return false }
      if isObject { return isName(bytes, next) }
      return Quote(bytes, next, end) != nil && next + 1 < end && bytes[next + 1] > 0x2F
    }
  }

  private mutating func spaceEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    if knownSpace.contains(start) { return knownSpace.upperBound }
    let after = JSONScanner.skipSpace(bytes, start, end)
    work += after - start
    knownSpace = start..<after
    return after
  }

  /// The place of what follows a comment of at most 256 bytes; nil when there is no comment.
  private mutating func shortCommentEnd(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    guard start + 1 < end else { return nil }
    let isComment =
      bytes[start] == UInt8(ascii: "#")
      || (bytes[start] == UInt8(ascii: "/")
        && (bytes[start + 1] == UInt8(ascii: "/") || bytes[start + 1] == UInt8(ascii: "*")))
    guard isComment else { return nil }
    let limit = min(end, start + 256)
    let after = commentEnd(bytes, start, limit)
    work += after - start
    if after == limit, limit < end { return nil }
    let next = spaceEnd(bytes, after)
    return next < end ? next : nil
  }

  /// Whether the comma at `comma` stands between elements or members.
  private mutating func isSeparator(_ bytes: Span<UInt8>, _ comma: Int, _ isObject: Bool) -> Bool {
    let next = spaceEnd(bytes, comma + 1)
    guard next < end else { return true }
    switch bytes[next] {
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "#"): return true
    case UInt8(ascii: "/"):
      return next + 1 < end && (bytes[next + 1] == UInt8(ascii: "/") || bytes[next + 1] == UInt8(ascii: "*"))
    case UInt8(ascii: "`") where isFence(bytes, next): return true
    case UInt8(ascii: "."): return ellipsis(bytes, next) != nil
    case UInt8(ascii: "{"): return true
    default: break
    }
    if isObject { return isName(bytes, next) || isNameCutOff(bytes, next) }
    switch bytes[next] {
    case UInt8(ascii: "["), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return true
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "T"), UInt8(ascii: "F"),
      UInt8(ascii: "N"):
      return isConstant(bytes, next)
    default: return Quote(bytes, next, end) != nil || ellipsis(bytes, next) != nil
    }
  }

  private func isConstant(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    var after = start
    while after < end, after - start < 8, ASCII.lowercased(bytes[after]) &- 0x61 < 26 { after += 1 }
    guard after < end, bytes[after] == UInt8(ascii: ",") || bytes[after] == UInt8(ascii: "]") else { return false }
    return ["true", "false", "null", "none"].contains { (word: StaticString) in
      JSONRepair.isWord(word, bytes, start, after)
    }
  }

  /// Whether the bracket at `bracket` closes something, rather than standing in the string.
  private mutating func isClosing(_ bytes: Span<UInt8>, _ bracket: Int, isObject: Bool, _ hasQuotes: Bool) -> Bool {
    guard let match = innermost(isObject: isObject) else { return false }
    let next = spaceEnd(bytes, bracket + 1)
    guard next < end else { return true }
    if match == 0 {
      // What follows the outermost value may be anything; a string with quotes in it ends only where that is plain.
      return !hasQuotes || bytes[next] == UInt8(ascii: ",") || isFence(bytes, next)
        || JSONScanner.skipsLine(bytes, bracket + 1, next)
    }
    switch bytes[next] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "#"): return true
    case UInt8(ascii: "/"):
      return next + 1 < end && (bytes[next + 1] == UInt8(ascii: "/") || bytes[next + 1] == UInt8(ascii: "*"))
    case UInt8(ascii: "`"): return isFence(bytes, next)
    default:
      if frames[match - 1].isObject { return isName(bytes, next) }
      return ellipsis(bytes, next) != nil || (Quote(bytes, next, end) != nil && next > bracket + 1)
    }
  }

  /// Whether a name and its colon stand at `start`: a look at no more than 80 bytes and the white space behind them.
  private mutating func isName(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    let limit = min(end, start + 80)
    if let quote = Quote(bytes, start, end) {
      place += quote.count
      while place < limit, bytes[place] >= 0x20 {
        if let other = Quote(bytes, place, end), quote.canClose(other) { break }
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      work += place - start
      guard place < limit, let close = Quote(bytes, place, end), quote.canClose(close) else { return false }
      place += close.count
    } else {
      while place < limit, JSONRepair.isNameByte(bytes[place]) { place += 1 }
      work += place - start
      guard place > start, place < limit else { return false }
      if bytes[place] == UInt8(ascii: "\"") { place += 1 }
    }
    place = spaceEnd(bytes, place)
    guard place < end, bytes[place] == UInt8(ascii: ":") else { return false }
    return !(place + 2 < end && bytes[place + 1] == UInt8(ascii: "/") && bytes[place + 2] == UInt8(ascii: "/"))
  }

  /// Whether the text ends within a quoted name at `start`, or between it and its colon.
  private mutating func isNameCutOff(_ bytes: Span<UInt8>, _ start: Int) -> Bool {
    guard end - start < 80, let quote = Quote(bytes, start, end) else { return false }
    var place = start + quote.count
    while place < end, bytes[place] >= 0x20 {
      if let other = Quote(bytes, place, end), quote.canClose(other) {
        return spaceEnd(bytes, place + other.count) == end
      }
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    work += place - start
    return place >= end || spaceEnd(bytes, place) == end
  }

  /// Whether the string was meant to end with this line: the next begins with a name, or with another element after a comma.
  private mutating func endsAtLineEnd(_ bytes: Span<UInt8>) -> Bool {
    if knownLines.contains(at) { return false }
    let next = spaceEnd(bytes, at)
    knownLines = at..<next
    guard next < end, Quote(bytes, next, end) != nil else { return false }
    if frames.last?.isObject == true { return isName(bytes, next) }
    return lastVisible == UInt8(ascii: ",")
  }
}
