/// A task record in 88 bytes instead of 136, as the table keeps it: there may be millions.
///
/// Times lie within 17 years of the creation, files are shorter than a terabyte, hours fewer than 1,677: a record that is
/// out of these bounds is wide, and kept whole elsewhere.
struct PackedRecord: Sendable, BitwiseCopyable {
  /// By place, with bits from the top:
  /// - 0, 1: the id; 2: the fingerprint;
  /// - 3: created 48, agent 16; 4: offset 40, input 24; 5: count 24, estimated hours 24, channel 16;
  /// - 6-10: the first five later times, as distances from the creation, 40 each; behind them in 24 each: 6: actual hours;
  ///   7, 8: the lower parts of the last two distances; 9, 10: their upper parts in 16 and 8 bits of `marks`.
  private var words = InlineArray<11, UInt64>(repeating: 0)

  @inline(__always)
  init(_ record: TaskRecord) {
    words[0] = record.id.high
    words[1] = record.id.low
    words[2] = record.fingerprint
    let form = record.id.form == .max ? 17 : UInt64(record.id.form)
    let marks = form | UInt64(record.status.rawValue) << 5 | UInt64(record.approval.rawValue) << 8
    words[9] = marks & 0xFF
    words[10] = marks >> 8

    let (origin, created) = (record.origin, record.created)
    let (agent, channel) = (record.agent &+ 1, record.channel &+ 1)
    var fits = created >= -1 << 47 && created < 1 << 47 && origin.offset >= 0 && origin.offset < 1 << 40
    fits = fits && origin.input < 1 << 24 && origin.count < 1 << 24
    fits = fits && agent >= 0 && agent <= 0xFFFF && channel >= 0 && channel <= 0xFFFF
    let estimated = PackedRecord.packed(hours: record.estimatedHours, &fits)
    let actual = PackedRecord.packed(hours: record.actualHours, &fits)
    var distances = InlineArray<8, UInt64>(repeating: 0)
    for i in 1..<8 { distances[i] = PackedRecord.packed(time: record.times[i], from: created, &fits) }
    guard fits else {
      words[10] |= PackedRecord.wide
      return
    }
    words[3] = UInt64(bitPattern: created) << 16 | UInt64(UInt32(bitPattern: agent))
    words[4] = UInt64(bitPattern: origin.offset) << 24 | UInt64(origin.input)
    words[5] = UInt64(origin.count) << 40 | estimated << 16 | UInt64(UInt32(bitPattern: channel))
    words[6] = distances[1] << 24 | actual
    words[7] = distances[2] << 24 | distances[6] & 0xFF_FFFF
    words[8] = distances[3] << 24 | distances[7] & 0xFF_FFFF
    words[9] |= distances[4] << 24 | (distances[6] >> 24) << 8
    words[10] |= distances[5] << 24 | (distances[7] >> 24) << 8
  }

  /// Only the id is known here.
  @inline(__always)
  var isWide: Bool { words[10] & PackedRecord.wide != 0 }

  @inline(__always)
  var id: TaskID {
    let form = words[9] & 0x1F
    return TaskID(high: words[0], low: words[1], form: form == 17 ? .max : UInt8(truncatingIfNeeded: form))
  }

  /// The record, unless it is wide.
  @inline(__always)
  var record: TaskRecord {
    let created = Int64(bitPattern: words[3]) >> 16
    let origin = RecordOrigin(
      input: UInt32(words[4] & 0xFF_FFFF), offset: Int64(words[4] >> 24), count: UInt32(words[5] >> 40))
    var record = TaskRecord(
      id: id, status: TaskStatus(rawValue: UInt8(words[9] >> 5 & 7)) ?? .pending,
      channel: Int32(words[5] & 0xFFFF) - 1, agent: Int32(words[3] & 0xFFFF) - 1,
      created: Instant(milliseconds: created), origin: origin)
    record.approval = Approval(rawValue: UInt8(words[10] & 3)) ?? .absent
    record.fingerprint = words[2]
    record.estimatedHours = PackedRecord.hours(words[5] >> 16 & 0xFF_FFFF)
    record.actualHours = PackedRecord.hours(words[6] & 0xFF_FFFF)
    for i in 1..<6 { record.times[i] = PackedRecord.time(words[i + 5], from: created) }
    let upper = (words[9] >> 8 & 0xFFFF, words[10] >> 8 & 0xFFFF)
    record.times[6] = PackedRecord.time(upper.0 << 48 | (words[7] & 0xFF_FFFF) << 24, from: created)
    record.times[7] = PackedRecord.time(upper.1 << 48 | (words[8] & 0xFF_FFFF) << 24, from: created)
    return record
  }

  private static let wide: UInt64 = 1 << 2
  private static let noHours: UInt64 = 0xFF_FFFF
  /// The distance that stands for a time that the record does not have.
  private static let noTime: Int64 = -1 << 39

  @inline(__always)
  private static func packed(hours: Int64, _ fits: inout Bool) -> UInt64 {
    if hours == TaskRecord.none { return noHours }
    fits = fits && hours >= 0 && hours < noHours
    return UInt64(bitPattern: hours)
  }

  @inline(__always)
  private static func hours(_ packed: UInt64) -> Int64 {
    packed == noHours ? TaskRecord.none : Int64(bitPattern: packed)
  }

  @inline(__always)
  private static func packed(time: Int64, from created: Int64, _ fits: inout Bool) -> UInt64 {
    if time == TaskRecord.none { return UInt64(bitPattern: noTime) & 0xFF_FFFF_FFFF }
    let (distance, overflows) = time.subtractingReportingOverflow(created)
    fits = fits && !overflows && distance > noTime && distance < -noTime
    return UInt64(bitPattern: distance) & 0xFF_FFFF_FFFF
  }

  /// - Parameter word: the distance in its upper 40 bits.
  @inline(__always)
  private static func time(_ word: UInt64, from created: Int64) -> Int64 {
    let distance = Int64(bitPattern: word) >> 24
    return distance == noTime ? TaskRecord.none : created + distance
  }
}
