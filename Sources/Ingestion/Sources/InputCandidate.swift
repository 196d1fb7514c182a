/// A file that may be an input, found on the command line or in a folder named there.
package struct InputCandidate: Sendable, Equatable {
  /// What messages and reports call it: the argument, or the argument, `/` and the path below it. `-` is standard input.
  package var path: String
  /// The path's bytes, to open it by: names need not be UTF-8.
  package var location: [UInt8]
  /// The argument that led to it.
  package var argument: String
  /// It was named itself, not met while walking a folder.
  package var isExplicit: Bool

  package init(path: String, location: [UInt8], argument: String, isExplicit: Bool) {
    self.path = path
    self.location = location
    self.argument = argument
    self.isExplicit = isExplicit
  }

  /// It is standard input.
  package var isStandardInput: Bool { argument == "-" }
}

/// What the arguments led to.
package struct DiscoveredInputs: Sendable, Equatable {
  /// Sorted by path, byte by byte; each file once.
  package var candidates: [InputCandidate] = []
  /// Met while walking and no file: links that lead nowhere, pipes, sockets, devices. Sorted likewise.
  package var skipped: [String] = []
  /// Folders below the named ones that could not be read.
  package var unreadable: [SourceError] = []

  package init() {}
}

/// The arguments name no input.
package enum DiscoveryError: Error, Sendable, Equatable {
  /// There is no such file or folder.
  case missing(path: String)
  /// The folder holds no file, dot-files and Nexo's own output not counted.
  case noFiles(path: String)
  /// The folder is an output of Nexo's: it holds its manifest.
  case ownOutput(path: String)
  /// A named file or folder cannot be looked at.
  case unreadable(SourceError)
}
