/// What happened on each channel on each day.
struct ChannelDays: Sendable {
  typealias Table = DayTable<DayCounts>

  /// Channels with smaller numbers (all of the registry, usually) are found without hashing.
  private static let side = 64
  /// By channel number + 1: first comes what has no channel.
  private var near: [Table] = []
  private var far: [Int32: Table] = [:]

  @inline(__always)
  mutating func update(_ channel: Int32, _ change: (inout Table) -> Void) {
    let place = Int(channel) + 1
    if place >= 0, place < near.count { change(&near[place]) } else { updateFar(channel, change) }
  }

  private mutating func updateFar(_ channel: Int32, _ change: (inout Table) -> Void) {
    let place = Int(channel) + 1
    guard place >= 0, place < ChannelDays.side else {
      change(&far[channel, default: ChannelDays.empty])
      return
    }
    while near.count <= place { near.append(ChannelDays.empty) }
    change(&near[place])
  }

  private static var empty: Table { Table(zero: DayCounts(), combine: DayCounts.add) }

  /// Adds all of one channel.
  mutating func merge(_ channel: Int32, _ table: Table) { updateFar(channel) { $0.merge(table) } }

  /// Adds channels to another one, and takes them out.
  mutating func fold(_ gone: Set<Int32>, into other: Int32) {
    for channel in gone {
      let place = Int(channel) + 1
      if place >= 0, place < near.count {
        merge(other, near[place])
        near[place] = ChannelDays.empty
      } else if let table = far.removeValue(forKey: channel) {
        merge(other, table)
      }
    }
  }

  /// By channel number, -1 for none: the tables that hold any day.
  var used: [Int32: Table] {
    var used = far.filter { !$0.value.isEmpty }
    for (place, table) in near.enumerated() where !table.isEmpty {
      used[Int32(truncatingIfNeeded: place) - 1] = table
    }
    return used
  }
}
