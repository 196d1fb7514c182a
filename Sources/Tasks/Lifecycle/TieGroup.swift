/// The records of a task that tie with its winner in everything but their fields. Kept only for tasks that have such.
struct TieGroup: Sendable {
  /// A text that a record with the winner's figures may have: one entry for each distinct fingerprint.
  struct Candidate: Sendable {
    var fingerprint: UInt64
    var origin: RecordOrigin
  }

  /// Records that tie with the winner in observation, export time, latest time and rank, the winner included.
  var tied: Int
  /// Those of them that agree with the winner in every figure field.
  var same: Int
  var samePlaces: SmallestOrigins
  var otherPlaces: SmallestOrigins
  /// More than one: which of the records wins depends on their texts.
  var candidates: [Candidate]

  /// A record on its own.
  init(_ record: TaskRecord, limit: Int) {
    tied = 1
    same = 1
    samePlaces = SmallestOrigins(limit: limit)
    samePlaces.note(record.origin)
    otherPlaces = SmallestOrigins(limit: limit)
    candidates = [Candidate(fingerprint: record.fingerprint, origin: record.origin)]
  }

  /// Joins a group whose figures are the same.
  mutating func join(_ other: TieGroup) {
    tied += other.tied
    same += other.same
    samePlaces.merge(other.samePlaces)
    otherPlaces.merge(other.otherPlaces)
    for candidate in other.candidates {
      if let i = candidates.firstIndex(where: { $0.fingerprint == candidate.fingerprint }) {
        if candidate.origin < candidates[i].origin { candidates[i].origin = candidate.origin }
      } else {
        candidates.append(candidate)
      }
    }
  }

  /// Takes in a group that loses by its figures.
  mutating func defeat(_ other: TieGroup) {
    tied += other.tied
    otherPlaces.merge(other.otherPlaces)
    otherPlaces.merge(other.samePlaces)
  }
}
