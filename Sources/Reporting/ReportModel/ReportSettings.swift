package import Tasks

/// Every threshold, weight and limit in use, and how the values of the input were read.
package struct ReportSettings: Decodable, Sendable, Equatable {
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
}

extension ReportSettings: JSONRepresentable {
  var json: JSONValue {
    // A dictionary gives its members in another order every run.
    let statuses = statusMap.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
    return .members(
      thresholds.members + [
        ("assumeTimezone", assumeTimezone.json), ("statusMap", .members(statuses)), ("channels", channels.json),
        ("config", config.json),
      ])
  }
}

extension Settings {
  /// All of them by their keys.
  package var members: [(String, JSONValue)] {
    SettingKeys.all.map { name, key in
      switch key {
      case .number(let path, _): (name, self[keyPath: path].json)
      case .count(let path, _): (name, self[keyPath: path].json)
      }
    }
  }
}
