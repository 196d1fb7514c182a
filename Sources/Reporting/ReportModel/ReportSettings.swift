package import Tasks

/// Every threshold, weight and limit in use, and how the values of the input were read.
package struct ReportSettings: Codable, Sendable, Equatable {
  package var thresholds: Settings
  /// The zone of times that name none.
  package var assumeTimezone: String
  /// Spellings of statuses that the config adds: spelling to status.
  package var statusMap: [String: String]
  /// The channels of the plans; null for all that are registered.
  package var channels: [String]?
  /// What else the config file sets that changes figures: of agents, channels, aliases and inputs.
  package var config: [String]

  package init(
    thresholds: Settings, assumeTimezone: String = "UTC", statusMap: [String: String] = [:], channels: [String]? = nil,
    config: [String] = []
  ) {
    self.thresholds = thresholds
    self.assumeTimezone = assumeTimezone
    self.statusMap = statusMap
    self.channels = channels
    self.config = config
  }

  private enum CodingKeys: String, CodingKey { case assumeTimezone, statusMap, channels, config }

  package init(from decoder: any Decoder) throws {
    thresholds = try Settings(from: decoder)
    let container = try decoder.container(keyedBy: CodingKeys.self)
    assumeTimezone = try container.decode(String.self, forKey: .assumeTimezone)
    statusMap = try container.decode([String: String].self, forKey: .statusMap)
    channels = try container.decode(OrNull<[String]>.self, forKey: .channels).wrappedValue
    // Reports of before the key can be rendered as well.
    config = try container.decodeIfPresent([String].self, forKey: .config) ?? []
  }

  package func encode(to encoder: any Encoder) throws {
    try thresholds.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(assumeTimezone, forKey: .assumeTimezone)
    var statuses = container.nestedContainer(keyedBy: Spelling.self, forKey: .statusMap)
    // A dictionary encodes itself in another order every run.
    for (spelling, status) in statusMap.sorted(by: { $0.key < $1.key }) {
      try statuses.encode(status, forKey: Spelling(stringValue: spelling))
    }
    try container.encode(OrNull(wrappedValue: channels), forKey: .channels)
    try container.encode(config, forKey: .config)
  }

  private struct Spelling: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
