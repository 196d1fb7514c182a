import Glibc

/// What may be fuzzed. Which one is, is said in the environment: one executable is built for all of them.
enum FuzzTarget: String, CaseIterable {
  case csv, json, xml, timestamp, text, template, configuration, report, input

  static let chosen: FuzzTarget = {
    let name = getenv("NEXO_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print("fuzz: NEXO_FUZZ_TARGET is one of \(allCases.map(\.rawValue).joined(separator: ", "))")
      exit(64)
    }
    return target
  }()

  /// Tries one input; traps when a promise is broken.
  func run(_ bytes: [UInt8]) {
    switch self {
    case .csv: fuzzCSV(bytes)
    case .json: fuzzJSON(bytes)
    case .xml: fuzzXML(bytes)
    case .timestamp: fuzzTimestamps(bytes)
    case .text: fuzzAgentText(bytes)
    case .template: fuzzTemplates(bytes)
    case .configuration: fuzzConfiguration(bytes)
    case .report: fuzzReport(bytes)
    case .input: fuzzInput(bytes)
    }
  }
}

/// Ends the process, which libFuzzer reports with the input, when a promise is broken.
func promise(_ isKept: Bool, _ what: @autoclosure () -> String) {
  if !isKept { fatalError("broken promise: \(what())") }
}
