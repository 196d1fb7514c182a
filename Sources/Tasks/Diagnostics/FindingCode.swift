/// How bad a finding is.
package enum Severity: String, Sendable, CaseIterable {
  case error, warning, information
}

/// Everything that can be said about an input, by its code in the reports.
///
/// A coding key, because the compiler then writes down what the cases are called; finding that out while running means a
/// search through all conformances of the program.
package enum FindingCode: Int, Sendable, CaseIterable, CodingKey {
  // A record is quarantined.
  case malformedRecord
  case wrongFieldCount
  case invalidEncoding
  case missingField
  case invalidID
  case invalidTimestamp
  case invalidNumber
  case invalidBoolean
  case unknownStatus
  case invalidValue
  case recordTooLarge
  case unknownEvent
  case unknownAgent
  // A file cannot be used, or not to its end.
  case unreadableFile
  case unknownFormat
  case truncatedFile
  case malformedFile
  case refusedDoctype
  case limitExceeded
  // Used, but look at it.
  case versionTie
  case illegalTransition
  case statusMismatch
  case timeOrder
  case farTimestamp
  case orphanEvent
  case unregisteredAgent
  case unregisteredChannel
  case agentChannelMismatch
  case invalidTextField
  case noTasksFound
  case refusal
  case agentError
  case truncatedOutput
  case repairedJSON
  case ambiguousMatch
  case unsaved
  case emptyInput
  case skippedFile
  // For information.
  case superseded
  case statusWithoutTimestamp
  case defaultedField
  case clippedText

  /// The place in the list of all codes.
  @inline(__always)
  package var ordinal: Int { rawValue }

  /// The code as it stands in reports and messages: `unknown-status`.
  package var name: String { FindingCode.names[ordinal] }

  private static let names = allCases.map(\.spelled)

  private var spelled: String {
    var name: [UInt8] = []
    var wasCapital = false
    for letter in stringValue.utf8 {
      let isCapital = letter & 0x20 == 0
      if isCapital && !wasCapital { name.append(UInt8(ascii: "-")) }
      wasCapital = isCapital
      name.append(letter | 0x20)
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// The code of a name.
  package init?(name: String) {
    guard let code = FindingCode.allCases.first(where: { $0.name == name }) else { return nil }
    self = code
  }

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
