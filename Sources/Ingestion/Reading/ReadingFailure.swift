/// Why the reading of an input stopped.
package enum ReadingFailure: Error, Sendable, Equatable {
  /// The bytes are not what they should be.
  case fault(InputFault)
  /// The operating system refused.
  case source(SourceError)
}
