import Reporting

/// The JSON Schemas that ship with the tool, by name.
let schemas: [(name: String, bytes: [UInt8])] = ReportSchema.names.compactMap { name in
  ReportSchema.named(name).map { (name, $0) }
}
