import Ingestion
import Reporting
import Tasks

/// manifest.json: what the other files were made from, and what they are.
enum Manifest {
  /// The document. It holds what changes the result, and so no clock, no number of jobs and no output folder.
  static func document(
    _ request: RunRequest, inputs: [PipelineResult.Input], outputs: [OutputFolder.Entry]
  ) -> [UInt8] {
    let object: JSONValue = [
      "tool": ["name": "nexo", "version": .text(Version.current)],
      "timeZoneData": .text(Version.timeZoneData),
      "options": options(request),
      "config": configuration(request.configuration),
      "inputs": request.configuration.role.maySee(.inputs) ? list(inputs) : .null,
      "outputs": .array(
        outputs.map { ["path": .text($0.path), "bytes": .integer(Int64($0.bytes)), "sha256": .text($0.sha256)] }),
    ]
    return object.bytes(Rendering.divide(among: request.configuration.jobs))
  }

  private static func list(_ inputs: [PipelineResult.Input]) -> JSONValue {
    .array(
      inputs.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }.map { input in
        ["path": .text(input.path), "bytes": .integer(Int64(input.bytes)), "sha256": .optional(input.sha256)]
      })
  }

  private static func options(_ request: RunRequest) -> JSONValue {
    let configuration = request.configuration
    return [
      "asOf": .optional(request.asOf?.description),
      "from": .optional(request.from?.description),
      "to": .optional(request.to?.description),
      "timezone": .text(configuration.timezone),
      "assumeTimezone": .text(configuration.assumedZone.name),
      "locale": .text(configuration.locale),
      "formats": .array(configuration.formats.sorted().map { .text($0.rawValue) }),
      "role": .optional(configuration.role?.rawValue),
      "channels": configuration.channels.map { .array($0.map { .text($0) }) } ?? .null,
      "allowPartial": .bool(configuration.allowPartial),
      "inputHash": .bool(configuration.inputHash),
      "kind": .optional(request.kind?.rawValue),
      "format": .optional(request.format?.rawValue),
      "table": .optional(configuration.table),
      "templates": .array(
        request.templates.sorted { $0.key < $1.key }.map { name, bytes in
          ["name": .text(name), "sha256": .text(SHA256.hex(of: bytes))]
        }),
    ]
  }

  private static func configuration(_ configuration: RunConfiguration) -> JSONValue {
    let registry = configuration.registry
    return [
      "settings": .members(configuration.settings.members),
      "statusMap": .members(configuration.statusMap.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value.name)) }),
      "agents": .array(
        registry.agents.map {
          [
            "id": .text($0.id), "name": .text($0.name), "channel": .text($0.channel),
            "speciality": .text($0.speciality),
          ]
        }),
      "channels": .array(registry.channels.map { ["id": .text($0.id), "name": .text($0.name)] }),
      "aliases": .members(registry.aliases.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) }),
      "inputs": .array(configuration.inputRules.map(rule)),
    ]
  }

  private static func rule(_ rule: InputRule) -> JSONValue {
    [
      "path": .text(rule.pattern), "encoding": .optional(rule.encoding?.rawValue),
      "decimal": .optional(rule.decimalComma.map { $0 ? "," : "." }), "dates": .optional(rule.dates?.rawValue),
      "kind": .optional(rule.kind?.rawValue), "format": .optional(rule.format?.rawValue),
    ]
  }
}
