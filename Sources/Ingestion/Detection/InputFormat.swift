/// What an input's records are.
package enum InputKind: String, Sendable, CaseIterable {
  case tasks, events
  case agentOutput = "agent-output"
}

/// How an input is written.
package enum InputFormat: String, Sendable, CaseIterable {
  case json, ndjson, csv, xml, text, sqlite
}

/// What an input was found to be.
package struct InputShape: Sendable, Equatable {
  package var kind: InputKind
  package var format: InputFormat
  /// What separates the fields; of CSV only.
  package var delimiter: UInt8?

  package init(_ kind: InputKind, _ format: InputFormat, delimiter: UInt8? = nil) {
    self.kind = kind
    self.format = format
    self.delimiter = delimiter
  }
}

/// What looking at an input led to.
package enum Detection: Sendable, Equatable {
  /// It can be read.
  case readable(InputShape)
  /// It holds no record and needs none: `empty-input`.
  case empty(InputShape)
  /// It should hold something and does not.
  case truncated(reason: String)
  /// It is nothing that Nexo knows; the text says what was tried.
  case unknown(tried: String)
}
