package import Tasks

/// Why a record went into quarantine: the fault, and the field that has it.
package struct RecordFault: Error, Sendable, Equatable {
  package var code: FindingCode
  /// Slot of the faulty field, or of the missing one.
  var slot: Int
  /// Where the field lies in the record's values, when it is there.
  var start: Int?

  init(_ code: FindingCode, slot: Int, start: Int? = nil) {
    self.code = code
    self.slot = slot
    self.start = start
  }
}
