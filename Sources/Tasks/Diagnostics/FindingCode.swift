/// How bad a finding is.
package enum Severity: String, Sendable, CaseIterable {
  case error, warning, information
}

/// Everything that can be said about an input, by its code in the reports.
package enum FindingCode: String, Sendable, CaseIterable {
  // A record is quarantined.
  case malformedRecord = "malformed-record"
  case wrongFieldCount = "wrong-field-count"
  case invalidEncoding = "invalid-encoding"
  case missingField = "missing-field"
  case invalidID = "invalid-id"
  case invalidTimestamp = "invalid-timestamp"
  case invalidNumber = "invalid-number"
  case invalidBoolean = "invalid-boolean"
  case unknownStatus = "unknown-status"
  case invalidValue = "invalid-value"
  case recordTooLarge = "record-too-large"
  case unknownEvent = "unknown-event"
  case unknownAgent = "unknown-agent"
  // A file cannot be used, or not to its end.
  case unreadableFile = "unreadable-file"
  case unknownFormat = "unknown-format"
  case truncatedFile = "truncated-file"
  case malformedFile = "malformed-file"
  case refusedDoctype = "refused-doctype"
  case limitExceeded = "limit-exceeded"
  // Used, but look at it.
  case versionTie = "version-tie"
  case illegalTransition = "illegal-transition"
  case statusMismatch = "status-mismatch"
  case timeOrder = "time-order"
  case farTimestamp = "far-timestamp"
  case orphanEvent = "orphan-event"
  case unregisteredAgent = "unregistered-agent"
  case unregisteredChannel = "unregistered-channel"
  case agentChannelMismatch = "agent-channel-mismatch"
  case invalidTextField = "invalid-text-field"
  case noTasksFound = "no-tasks-found"
  case refusal = "refusal"
  case agentError = "agent-error"
  case truncatedOutput = "truncated-output"
  case repairedJSON = "repaired-json"
  case ambiguousMatch = "ambiguous-match"
  case unsaved = "unsaved"
  case emptyInput = "empty-input"
  case skippedFile = "skipped-file"
  // For information.
  case superseded = "superseded"
  case statusWithoutTimestamp = "status-without-timestamp"
  case defaultedField = "defaulted-field"
  case clippedText = "clipped-text"

  package var severity: Severity {
    switch self {
    case .malformedRecord, .wrongFieldCount, .invalidEncoding, .missingField, .invalidID, .invalidTimestamp,
      .invalidNumber, .invalidBoolean, .unknownStatus, .invalidValue, .recordTooLarge, .unknownEvent, .unknownAgent,
      .unreadableFile, .unknownFormat, .truncatedFile, .malformedFile, .refusedDoctype, .limitExceeded:
      .error
    case .superseded, .statusWithoutTimestamp, .defaultedField, .clippedText: .information
    default: .warning
    }
  }
}
