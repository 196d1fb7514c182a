internal import Tasks

/// What a job keeps from input to input: tables and buffers, and the names that it has met. A night may have thousands of
/// small inputs, each of which takes less time to read than these take to make. A class, so that whoever reads an input
/// uses it in place; no two jobs share one.
final class JobMemory {
  let agents = NameCache()
  let channels = NameCache()
  private let directory: NameDirectory
  private var responses: ResponseParser?

  init(_ directory: NameDirectory) { self.directory = directory }

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
