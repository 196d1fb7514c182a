package import Tasks

extension ReportModel {
  /// A file that was read, and what became of its records.
  package struct Input: Decodable, Sendable, Equatable {
    /// As written on the command line, folders by `/`.
    package var path: String
    /// `tasks`, `events` or `agent-output`.
    package var kind: String
    /// `csv`, `json`, ...
    package var format: String
    package var bytes: Int
    /// In hexadecimal; null when hashing was switched off.
    @OrNull package var sha256: String?
    @OrNull package var exportTime: Instant?
    /// Accepted, superseded and quarantined together.
    package var records: Int
    package var accepted: Int
    package var superseded: Int
    package var quarantined: Int
    /// False when the file broke off and what was read is used all the same.
    package var complete: Bool

    package init(
      path: String, kind: String, format: String, bytes: Int, sha256: String?, exportTime: Instant?, records: Int,
      accepted: Int, superseded: Int, quarantined: Int, complete: Bool
    ) {
      self.path = path
      self.kind = kind
      self.format = format
      self.bytes = bytes
      self.sha256 = sha256
      self.exportTime = exportTime
      self.records = records
      self.accepted = accepted
      self.superseded = superseded
      self.quarantined = quarantined
      self.complete = complete
    }
  }

  /// What became of the records of all inputs.
  package struct Records: Decodable, Sendable, Equatable {
    package var read: Int
    package var accepted: Int
    package var superseded: Int
    package var quarantined: Int

    package init(read: Int, accepted: Int, superseded: Int, quarantined: Int) {
      self.read = read
      self.accepted = accepted
      self.superseded = superseded
      self.quarantined = quarantined
    }
  }
}

extension ReportModel.Input: JSONRepresentable {
  var json: JSONValue {
    [
      "path": path.json, "kind": kind.json, "format": format.json, "bytes": bytes.json, "sha256": sha256.json,
      "exportTime": exportTime.json, "records": records.json, "accepted": accepted.json, "superseded": superseded.json,
      "quarantined": quarantined.json, "complete": complete.json,
    ]
  }
}

extension ReportModel.Records: JSONRepresentable {
  var json: JSONValue {
    ["read": read.json, "accepted": accepted.json, "superseded": superseded.json, "quarantined": quarantined.json]
  }
}
