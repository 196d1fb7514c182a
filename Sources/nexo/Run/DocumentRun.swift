import Reporting

/// One document of the API, on standard output instead of in a folder.
struct DocumentRun {
  var document: APIDocument
  var request: RunRequest
  var console: Console

  func print() throws {
    let configuration = request.configuration
    let rendering = try Rendering(
      locale: configuration.locale, formats: [.api], templates: request.templates, folder: configuration.templates,
      role: configuration.role)
    let result = try ReportRun.read(request, console)
    guard let model = result.model,
      let bytes = rendering.document(document, of: model, configuration.zone)
    else {
      throw try Refusal.failure(.notFound("the report has no \(document.file)"))
    }
    try Console.output(bytes)
    ReportRun.mention(result, request, console)
  }
}

/// What is told instead of a document: to programs on standard output, to people on standard error.
enum Refusal {
  /// Throws unless the role may see the part.
  static func check(_ role: Role?, maySee part: OutputPart) throws(Failure) {
    guard let role, !role.maySee(part) else { return }
    let roles = Role.allCases.filter { $0.maySee(part) }.map(\.rawValue).joined(separator: ", ")
    throw try failure(.forbidden("the role \(role.rawValue) may not see \(part.name)"), hint: "it is for \(roles)")
  }

  /// Writes the answer, and gives the failure to throw.
  static func failure(_ refusal: APIRefusal, hint: String? = nil) throws(Failure) -> Failure {
    try Console.output(refusal.bytes)
    return Failure(refusal.status, refusal.message, hint: hint)
  }
}

extension APIRefusal {
  fileprivate var status: ExitStatus {
    switch self {
    case .forbidden: .forbidden
    case .notFound: .noInput
    }
  }
}

extension OutputPart {
  /// What a message calls it.
  fileprivate var name: String {
    switch self {
    case .performance: "the performance report"
    case .orchestration: "the orchestration report"
    case .index: "the index"
    case .tables: "the tables"
    case .data: "report.json"
    case .quarantine: "the quarantine"
    case .inputs: "what the inputs hold"
    case .plans: "plans"
    case .titles: "tasks by their titles"
    case .status: "the status"
    case .metrics: "metrics"
    }
  }
}
