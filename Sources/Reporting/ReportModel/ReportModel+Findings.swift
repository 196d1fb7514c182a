package import Tasks

extension ReportModel {
  /// Everything of one kind that was found in the inputs.
  package struct Finding: Decodable, Sendable, Equatable {
    /// A `FindingCode`, or a code that a later version knows.
    package var code: String
    package var severity: Severity
    package var count: Int
    /// In English.
    package var message: String
    /// In English.
    package var hint: String
    package var examples: [Example]

    package init(code: String, severity: Severity, count: Int, message: String, hint: String, examples: [Example]) {
      self.code = code
      self.severity = severity
      self.count = count
      self.message = message
      self.hint = hint
      self.examples = examples
    }
  }

  /// One place where a finding was made.
  package struct Example: Decodable, Sendable, Equatable {
    @OrNull package var path: String?
    /// From 1.
    @OrNull package var line: Int?
    /// From 1, in bytes.
    @OrNull package var column: Int?
    /// The record's id, where one could be read.
    @OrNull package var record: String?
    package var detail: String

    package init(path: String?, line: Int?, column: Int?, record: String?, detail: String) {
      self.path = path
      self.line = line
      self.column = column
      self.record = record
      self.detail = detail
    }
  }
}

extension ReportModel.Finding: JSONRepresentable {
  var json: JSONValue {
    [
      "code": code.json, "severity": severity.json, "count": count.json, "message": message.json, "hint": hint.json,
      "examples": examples.json,
    ]
  }
}

extension ReportModel.Example: JSONRepresentable {
  var json: JSONValue {
    [
      "path": path.json, "line": line.json, "column": column.json, "record": record.json, "detail": detail.json,
    ]
  }
}
