package import Tasks

/// Finds an agent's name in what a file, a folder or a request is called.
package struct AgentNaming: Sendable {
  private let registry: Registry
  /// What ids and aliases are compared by, and the agents' places in the registry.
  private let keys: WordTable
  private let hasLongKeys: Bool

  package init(_ registry: Registry) {
    self.registry = registry
    let known = registry.agentKeys.sorted { $0.key < $1.key }.map { (Array($0.key.utf8), $0.value) }
    keys = WordTable(known)
    hasLongKeys = known.contains { name, _ in name.count > 24 || name.contains { $0 >= 0x80 } }
  }

  /// The agent that the file's name spells, else the one of its folders' names, nearest first.
  ///
  /// - Parameters:
  ///   - path: the file as written: the argument, or the argument, `/` and the path below it.
  ///   - argument: the argument that led to the file. Folders above a folder that was named do not count.
  package func agent(inPath path: String, argument: String) -> Int32? {
    PathNames.first(in: path, argument: argument) { bytes, name in
      agent(in: bytes, name.lowerBound, name.upperBound)
    }
  }

  /// The agent whose id or alias the first of the words in `[start, end)` spells, up to three in a row; at each word the
  /// most words count.
  func agent(in bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int32? {
    var isPlain = !hasLongKeys
    if isPlain { for i in start..<end where bytes[i] >= 0x80 { isPlain = false } }
    if !isPlain { return agent(inWordsOf: String(copying: bytes, start, end)) }
    // Where the words before the present one end in `joined`, the latest last: -1 for none.
    var joined = InlineArray<24, UInt8>(repeating: 0)
    var at = start
    while let word = nextWord(bytes, at, end) {
      var count = 0
      var found: Int?
      var from = word.lowerBound
      for _ in 0..<3 {
        guard let part = nextWord(bytes, from, end), count + part.count <= 24 else { break }
        for i in part {
          joined[count] = ASCII.lowercased(bytes[i])
          count += 1
        }
        if let place = keys.find(joined.span, 0, count) { found = place }
        from = part.upperBound
      }
      if let found { return Int32(truncatingIfNeeded: found) }
      at = word.upperBound
    }
    return nil
  }

  /// The next run of ASCII letters and digits in `[start, end)`.
  @inline(__always)
  private func nextWord(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Range<Int>? {
    var at = start
    while at < end, !isWordByte(bytes[at]) { at += 1 }
    let from = at
    while at < end, isWordByte(bytes[at]) { at += 1 }
    return from < at ? from..<at : nil
  }

  @inline(__always)
  private func isWordByte(_ byte: UInt8) -> Bool { ASCII.isDigit(byte) || byte | 0x20 &- 0x61 < 26 }

  /// The same in a text of any characters.
  private func agent(inWordsOf text: String) -> Int32? {
    let words = text.unicodeScalars.split { !isWordCharacter($0) }.map { String($0) }
    for i in words.indices {
      for count in (1...3).reversed() where i + count <= words.count {
        if let agent = registry.agent(named: words[i..<i + count].joined()) { return Int32(truncatingIfNeeded: agent) }
      }
    }
    return nil
  }

  /// Letters and digits of all scripts; a mark belongs to the letter before it.
  private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}
