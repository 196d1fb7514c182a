/// Why a text is not a report that can be rendered.
package enum ReportReadError: Error, Equatable, CustomStringConvertible {
  /// The text breaks the rules of JSON at `line` and `column` (in bytes), both from 1.
  case notJSON(line: Int, column: Int, reason: String)
  /// A report of another schema than this version knows; nil when the document has no version at all.
  case schemaVersion(Int?)
  /// The value at `path` (`agents[3].approvalRate`) is not what belongs there.
  case wrongValue(path: String, reason: String)

  package var description: String {
    switch self {
    case .notJSON(let line, let column, let reason): "not JSON at line \(line), column \(column): \(reason)"
    case .schemaVersion(let version?):
      "schemaVersion is \(version); this version of Nexo reads \(ReportModel.currentSchemaVersion)"
    case .schemaVersion(nil): "not a report of Nexo: it has no schemaVersion"
    case .wrongValue(let path, let reason): "\(path.isEmpty ? "the document" : path): \(reason)"
    }
  }
}

extension ReportModel {
  /// `report.json`. The same model always gives the same bytes.
  package func json() throws(NotFinite) -> [UInt8] { try document().bytes }

  /// `report.json` before it is written.
  func document() throws(NotFinite) -> JSONValue {
    let document: JSONValue = [
      "schemaVersion": schemaVersion.json, "tool": tool.json, "asOf": asOf.json, "window": window.json,
      "timezone": timezone.json, "settings": settings.json, "inputs": inputs.json, "records": records.json,
      "findings": findings.json, "system": system.json, "agents": agents.json, "channels": channels.json,
      "daily": daily.json, "flow": flow.json, "histograms": histograms.json, "openAges": openAges.json,
      "pendingApproval": pendingApproval.json, "slowest": slowest.json, "plans": plans.json,
      "agentErrors": agentErrors.json, "usage": usage.json, "reconciliation": reconciliation.json,
      "ledger": ledger.json,
    ]
    try document.requireFinite()
    return document
  }

  /// Reads what `json()` wrote. Keys that are not known are ignored, those that are known must be there.
  package init(json: [UInt8]) throws(ReportReadError) {
    let document: JSONValue
    do throws(JSONParser.Failure) {
      document = try JSONParser.value(of: json)
    } catch {
      throw .notJSON(line: error.line, column: error.column, reason: error.reason)
    }
    do {
      let version = try JSONDecoding.decode(Versioned.self, from: document).schemaVersion
      guard version == ReportModel.currentSchemaVersion else { throw ReportReadError.schemaVersion(version) }
      self = try JSONDecoding.decode(ReportModel.self, from: document)
    } catch let error as ReportReadError {
      throw error
    } catch let error as DecodingError {
      throw ReportReadError(error)
    } catch {
      throw .wrongValue(path: "", reason: "\(error)")
    }
  }

  /// What every version of the schema has in common.
  private struct Versioned: Decodable { var schemaVersion: Int? }
}

extension ReportReadError {
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context):
      self = .wrongValue(path: ReportReadError.path(context.codingPath + [key]), reason: "missing")
    case .typeMismatch(let type, let context):
      self = .wrongValue(
        path: ReportReadError.path(context.codingPath), reason: "not \(ReportReadError.name(of: type))")
    case .valueNotFound(let type, let context):
      self = .wrongValue(
        path: ReportReadError.path(context.codingPath), reason: "null where \(ReportReadError.name(of: type)) belongs")
    case .dataCorrupted(let context):
      self = .wrongValue(path: ReportReadError.path(context.codingPath), reason: context.debugDescription)
    @unknown default: self = .wrongValue(path: "", reason: "\(error)")
    }
  }

  /// `agents[3].approvalRate`
  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      if let index = key.intValue { return path + "[\(index)]" }
      return path.isEmpty ? key.stringValue : path + "." + key.stringValue
    }
  }

  private static func name(of type: Any.Type) -> String {
    switch type {
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is Int.Type: "a whole number"
    case is Double.Type: "a number"
    case is [Any].Type: "a list"
    case is [String: Any].Type: "an object"
    default: "what belongs there"
    }
  }
}
