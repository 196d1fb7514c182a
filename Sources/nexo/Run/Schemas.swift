/// The JSON Schemas that ship with the tool, by name.
let schemas: [(name: String, bytes: [UInt8])] = []
