internal import Tasks

/// What a job keeps from input to input: tables and buffers, and the names that it has met. A night may have thousands of
/// small inputs, each of which takes less time to read than these take to make. A class, so that whoever reads an input
/// uses it in place; no two jobs share one.
final class JobMemory {
  let agents = NameCache()
  let channels = NameCache()
  private let directory: NameDirectory
  private var responses: ResponseParser?
  /// What is read lies here, from input to input.
  private var chunk: [UInt8] = []
  private let hash = SHA256()
  /// The keys of JSON records that were met in inputs of one kind.
  private var keys: ExpectedKeys?
  private var keysKind: InputKind?

  init(_ directory: NameDirectory) { self.directory = directory }

  /// Gives away a buffer of at least `wanted` bytes and no more than `limit`; its contents are anything.
  func takeChunk(_ wanted: Int, limit: Int) -> [UInt8] {
    var taken: [UInt8] = []
    swap(&taken, &chunk)
    return (wanted...max(wanted, limit)).contains(taken.count) ? taken : [UInt8](repeating: 0, count: wanted)
  }

  /// Takes a buffer back.
  func take(backChunk buffer: consuming [UInt8]) { chunk = buffer }

  /// A hash of nothing yet; it must be done with before the next one is asked for.
  func newHash() -> SHA256 {
    hash.restart()
    return hash
  }

  /// Gives away the keys that were met in records of a kind.
  func takeKeys(_ kind: InputKind) -> ExpectedKeys {
    let taken = keys.take()
    return keysKind == kind ? taken ?? ExpectedKeys() : ExpectedKeys()
  }

  /// Takes back what was given away, and what has become of it.
  func take(backKeys taken: consuming ExpectedKeys, _ kind: InputKind) {
    keys = consume taken
    keysKind = kind
  }

  /// The parser of responses, ready for those of `input`.
  func responseParser(for input: OpenInput) -> ResponseParser {
    if let responses {
      responses.begin(input)
      return responses
    }
    let parser = ResponseParser(input: input, directory: directory, nodes: JSONNodes())
    responses = parser
    return parser
  }
}
