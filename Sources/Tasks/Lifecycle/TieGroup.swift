/// The records of a task that tie with its winner in everything but their fields. Kept only for tasks that have such.
struct TieGroup: Sendable {
  /// Records that tie with the winner in observation, export time, latest time and rank, the winner included.
  var tied: Int
  /// Those of them that agree with the winner in every figure field.
  var same: Int
  var samePlaces: SmallestOrigins
  var otherPlaces: SmallestOrigins
  /// The text that the group began with: its fingerprint, and the first place that has it.
  private let fingerprint: UInt64
  private var first: RecordOrigin
  /// By fingerprint: the first place of each other text. Not an empty one: which record wins depends on their texts.
  private var others: [UInt64: RecordOrigin] = [:]

  /// A record on its own.
  init(_ record: TaskRecord, limit: Int) {
    tied = 1
    same = 1
    samePlaces = SmallestOrigins(limit: limit)
    samePlaces.note(record.origin)
    otherPlaces = SmallestOrigins(limit: limit)
    fingerprint = record.fingerprint
    first = record.origin
  }

  /// Joins a group whose figures are the same.
  mutating func join(_ other: TieGroup) {
    tied += other.tied
    same += other.same
    samePlaces.merge(other.samePlaces)
    otherPlaces.merge(other.otherPlaces)
    note(other.fingerprint, other.first)
    for (fingerprint, origin) in other.others { note(fingerprint, origin) }
  }

  private mutating func note(_ fingerprint: UInt64, _ origin: RecordOrigin) {
    if fingerprint == self.fingerprint {
      first = min(first, origin)
    } else {
      others[fingerprint] = min(others[fingerprint] ?? origin, origin)
    }
  }

  /// Where the records lie of which the winner's texts decide, in order; one when there is nothing to decide.
  var candidates: [RecordOrigin] { ([first] + others.values).sorted() }

  var isContested: Bool { !others.isEmpty }

  /// Takes in a group that loses by its figures.
  mutating func defeat(_ other: TieGroup) {
    tied += other.tied
    otherPlaces.merge(other.otherPlaces)
    otherPlaces.merge(other.samePlaces)
  }
}
