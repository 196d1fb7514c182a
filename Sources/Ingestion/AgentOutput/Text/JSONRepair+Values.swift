extension JSONRepair {
  /// Skips white space and comments; the end of the text, or of the code block, ends everything.
  mutating func skip(_ bytes: Span<UInt8>) throws(Failure) {
    while true {
      let before = at
      at = JSONScanner.skipSpace(bytes, at, end)
      work += at - before + 1
      guard at < end else { throw .ended }
      switch bytes[at] {
      case UInt8(ascii: "/"):
        guard at + 1 < end else { throw .ended }
        guard bytes[at + 1] == UInt8(ascii: "/") || bytes[at + 1] == UInt8(ascii: "*") else { return }
        note(.comment)
        at = commentEnd(bytes, at, end)
      case UInt8(ascii: "#"):
        note(.comment)
        at = commentEnd(bytes, at, end)
      case UInt8(ascii: "`") where isFence(bytes, at):
        end = at
        throw .ended
      case 0x80..., 0x0B, 0x0C:
        guard let count = JSONRepair.unusualSpace(bytes, at, end) else { return }
        note(.whiteSpace)
        at += count
      default: return
      }
      work += at - before
    }
  }

  /// The place behind the comment at `start`, or `limit`.
  func commentEnd(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    if bytes[start] == UInt8(ascii: "/"), bytes[start + 1] == UInt8(ascii: "*") {
      var place = start + 2
      while true {
        place = Scan.find(UInt8(ascii: "*"), in: bytes, from: place, to: limit)
        guard place + 1 < limit else { return limit }
        if bytes[place + 1] == UInt8(ascii: "/") { return place + 2 }
        place += 1
      }
    }
    return Scan.find(0x0A, in: bytes, from: start, to: limit)
  }

  func isFence(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    place + 2 < end && bytes[place] == UInt8(ascii: "`") && bytes[place + 1] == UInt8(ascii: "`")
      && bytes[place + 2] == UInt8(ascii: "`")
  }

  static func unusualSpace(_ bytes: Span<UInt8>, _ place: Int, _ end: Int) -> Int? {
    if let count = WideSpace.leading(bytes, place, end) { return count }
    // Zero width space, Mongolian vowel separator.
    guard end - place >= 3 else { return nil }
    return switch (bytes[place], bytes[place + 1], bytes[place + 2]) {
    case (0xE2, 0x80, 0x8B), (0xE1, 0xA0, 0x8E): 3
    default: nil
    }
  }

  func ellipsis(_ bytes: Span<UInt8>, _ place: Int) -> Int? {
    guard place + 2 < end else { return nil }
    return switch (bytes[place], bytes[place + 1], bytes[place + 2]) {
    case (0x2E, 0x2E, 0x2E), (0xE2, 0x80, 0xA6): 3
    default: nil
    }
  }

  /// Reads a value: its first byte decides.
  mutating func value(_ bytes: Span<UInt8>) throws(Failure) {
    isInItem = true
    try skip(bytes)
    switch bytes[at] {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      isInItem = false
      try open(bytes)
      return
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
      guard frames.last?.isObject == true else { throw .refused(.unclear, at: at) }
      note(.missingValue)
      emit("null")
    case UInt8(ascii: "\\") where at + 1 < end && bytes[at + 1] == UInt8(ascii: "\""): throw .escapedQuotes
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try number(bytes)
    default:
      if let quote = Quote(bytes, at, end) {
        try string(bytes, quote, isKey: false)
      } else {
        try word(bytes)
      }
    }
    isInItem = false
    complete()
  }

  /// Reads a name and its colon.
  mutating func key(_ bytes: Span<UInt8>) throws(Failure) {
    isInItem = true
    if let quote = Quote(bytes, at, end) {
      try string(bytes, quote, isKey: true)
    } else {
      if bytes[at] == UInt8(ascii: "\\"), at + 1 < end, bytes[at + 1] == UInt8(ascii: "\"") { throw .escapedQuotes }
      let start = at
      while at < end, JSONRepair.isNameByte(bytes[at]) { at += 1 }
      work += at - start
      guard at < end else { throw .ended }
      guard at > start else { throw .refused(.unclear, at: at) }
      let hasQuote = bytes[at] == UInt8(ascii: "\"")
      note(hasQuote ? .missingQuote : .unquotedKey, at: start)
      emit(UInt8(ascii: "\""))
      emit(bytes, start, at)
      emit(UInt8(ascii: "\""))
      if hasQuote { at += 1 }
    }
    try skip(bytes)
    guard bytes[at] == UInt8(ascii: ":") else { throw .refused(.unclear, at: at) }
    emit(UInt8(ascii: ":"))
    at += 1
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isDigit(byte) || ASCII.lowercased(byte) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$")
      || byte == UInt8(ascii: "-") || byte >= 0x80
  }

  /// Whether a value that needs no quotes may end before this byte.
  static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09, UInt8(ascii: "/"),
      UInt8(ascii: "#"), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  // MARK: Numbers

  private mutating func number(_ bytes: Span<UInt8>) throws(Failure) {
    if let after = try? JSONScanner.number(bytes, at, end), after < end,
      JSONRepair.isDelimiter(bytes[after]) || JSONRepair.unusualSpace(bytes, after, end) != nil,
      bytes[after] != 0x20 || !isUnit(bytes, after)
    {
      work += after - at
      if let decimal = decimalComma(bytes, after) {
        note(.decimalComma)
        emit(UInt8(ascii: "\""))
        emit(bytes, at, decimal)
        emit(UInt8(ascii: "\""))
        at = decimal
        return
      }
      emit(bytes, at, after)
      at = after
      return
    }
    try unusualNumber(bytes)
  }

  /// Behind the space at `place` a word follows, as in `4 horas`.
  private func isUnit(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    let next = JSONScanner.skipSpace(bytes, place, end)
    guard next < end, ASCII.lowercased(bytes[next]) &- 0x61 < 26 else { return false }
    var after = next
    while after < end, after - next < 16, ASCII.lowercased(bytes[after]) &- 0x61 < 26 { after += 1 }
    return after < end && (bytes[after] != UInt8(ascii: ":") && bytes[after] != UInt8(ascii: "\""))
      && !JSONScanner.skipsLine(bytes, place, next)
  }

  /// The end of a number in an object that goes on with a comma and digits: `2,5`.
  private func decimalComma(_ bytes: Span<UInt8>, _ comma: Int) -> Int? {
    guard frames.last?.isObject == true, bytes[comma] == UInt8(ascii: ","), comma + 1 < end,
      ASCII.isDigit(bytes[comma + 1])
    else { return nil }
    var after = comma + 1
    while after < end, after - comma < 16, ASCII.isDigit(bytes[after]) { after += 1 }
    let next = JSONScanner.skipSpace(bytes, after, end)
    guard next < end, bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: "}") else { return nil }
    return after
  }

  /// `.5`, `5.` and `+5` become numbers, everything else that begins like one a string.
  private mutating func unusualNumber(_ bytes: Span<UInt8>) throws(Failure) {
    let after = try unquotedEnd(bytes)
    var place = at
    var isNegative = false
    if bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
      isNegative = bytes[place] == UInt8(ascii: "-")
      place += 1
    }
    let whole = place
    while place < after, ASCII.isDigit(bytes[place]) { place += 1 }
    let point = place
    if place < after, bytes[place] == UInt8(ascii: ".") { place += 1 }
    let fraction = place
    while place < after, ASCII.isDigit(bytes[place]) { place += 1 }
    let hasDigits = point > whole || place > fraction
    if place == after, hasDigits, point - whole <= 1 || bytes[whole] != UInt8(ascii: "0") {
      note(.numberForm)
      if isNegative { emit(UInt8(ascii: "-")) }
      if point == whole { emit(UInt8(ascii: "0")) }
      emit(bytes, whole, place)
      if fraction > point, place == fraction { emit(UInt8(ascii: "0")) }
      at = after
      return
    }
    if place < after, isInfinity(bytes, place, after), whole == place {
      note(.notANumber)
      emit("null")
      at = after
      return
    }
    note(
      place > whole && place < after && ASCII.lowercased(bytes[after - 1]) &- 0x61 < 26 ? .numberWithUnit : .numberForm)
    emitUnquoted(bytes, at, after)
    at = after
  }

  private func isInfinity(_ bytes: Span<UInt8>, _ start: Int, _ after: Int) -> Bool {
    JSONRepair.isWord("infinity", bytes, start, after) || JSONRepair.isWord("inf", bytes, start, after)
  }

  // MARK: Words

  static func isWord(_ word: StaticString, _ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard word.utf8CodeUnitCount == end - start else { return false }
    for i in 0..<word.utf8CodeUnitCount where ASCII.lowercased(bytes[start + i]) != word.utf8Start[i] { return false }
    return true
  }

  private mutating func word(_ bytes: Span<UInt8>) throws(Failure) {
    let after = try unquotedEnd(bytes)
    guard after > at else { throw .refused(.unclear, at: at) }
    func isWord(_ word: StaticString) -> Bool { JSONRepair.isWord(word, bytes, at, after) }
    if isWord("true") || isWord("false") {
      if bytes[at] < 0x60 { note(.pythonWord) }
      emit(isWord("true") ? "true" : "false")
    } else if isWord("null") || isWord("none") || isWord("undefined") || isWord("nil") {
      if bytes[at] != UInt8(ascii: "n") || !isWord("null") { note(.pythonWord) }
      emit("null")
    } else if isWord("nan") || isWord("infinity") || isWord("inf") {
      note(.notANumber)
      emit("null")
    } else {
      note(.unquotedValue)
      emitUnquoted(bytes, at, after)
    }
    at = after
    if at < end, bytes[at] == UInt8(ascii: "\"") { at += 1 }
  }

  /// The end of a value without quotes: before a comma, a closing bracket or the end of the line, white space not counted.
  private mutating func unquotedEnd(_ bytes: Span<UInt8>) throws(Failure) -> Int {
    var place = at
    scan: while true {
      guard place < end else {
        work += place - at
        throw .ended
      }
      switch bytes[place] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x0A, 0x0D: break scan
      case UInt8(ascii: "/")
      where place + 1 < end && place > at && bytes[place - 1] == 0x20
        && (bytes[place + 1] == UInt8(ascii: "/") || bytes[place + 1] == UInt8(ascii: "*")), UInt8(ascii: "#"):
        break scan
      case UInt8(ascii: "\""):
        // A quote at its end only: the one before it is missing.
        let next = JSONScanner.skipSpace(bytes, place + 1, end)
        work += next - place
        guard next < end,
          bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: "}") || bytes[next] == UInt8(ascii: "]")
        else { throw .refused(.unclear, at: place) }
        note(.missingQuote)
        work += place - at
        return place
      case UInt8(ascii: ":") where place + 1 < end && bytes[place + 1] > 0x20: break
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "`"), 0x00..<0x09:
        work += place - at
        throw .refused(.unclear, at: place)
      default: break
      }
      place += 1
      if place - at > 1000 { throw .refused(.unclear, at: at) }
    }
    work += place - at
    while place > at, ASCII.isSpace(bytes[place - 1]) { place -= 1 }
    return place
  }

  private mutating func emitUnquoted(_ bytes: Span<UInt8>, _ start: Int, _ after: Int) {
    emit(UInt8(ascii: "\""))
    for place in start..<after {
      switch bytes[place] {
      case UInt8(ascii: "\\"), UInt8(ascii: "\""):
        emit(UInt8(ascii: "\\"))
        emit(bytes[place])
      case 0..<0x20: emitControl(bytes[place])
      default: emit(bytes[place])
      }
    }
    emit(UInt8(ascii: "\""))
  }

  mutating func emitControl(_ byte: UInt8) {
    switch byte {
    case 0x0A: emit("\\n")
    case 0x0D: emit("\\r")
    case 0x09: emit("\\t")
    case 0x08: emit("\\b")
    case 0x0C: emit("\\f")
    default:
      emit("\\u00")
      let digits: StaticString = "0123456789abcdef"
      emit(digits.utf8Start[Int(byte >> 4)])
      emit(digits.utf8Start[Int(byte & 15)])
    }
  }
}

extension JSONScanner {
  /// Whether a line ends in `[start, end)`.
  static func skipsLine(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    Scan.find(0x0A, in: bytes, from: start, to: end) < end
  }
}
