extension ReportModel {
  /// What should be looked at, by code, with the figure that says so.
  package struct Recommendation: Decodable, Sendable, Equatable {
    package var code: String
    package var evidence: Evidence

    package init(code: String, evidence: Evidence) {
      self.code = code
      self.evidence = evidence
    }
  }

  /// The figure that a recommendation rests on.
  package struct Evidence: Decodable, Sendable, Equatable {
    /// The key of the figure in this document.
    package var figure: String
    @OrNull package var value: Double?
    @OrNull package var threshold: Double?
    /// Tasks (or agents) that the figure counts.
    @OrNull package var n: Int?

    package init(figure: String, value: Double?, threshold: Double?, n: Int?) {
      self.figure = figure
      self.value = value
      self.threshold = threshold
      self.n = n
    }
  }
}

extension ReportModel.Recommendation: JSONRepresentable {
  var json: JSONValue {
    ["code": code.json, "evidence": evidence.json]
  }
}

extension ReportModel.Evidence: JSONRepresentable {
  var json: JSONValue {
    ["figure": figure.json, "value": value.json, "threshold": threshold.json, "n": n.json]
  }
}
