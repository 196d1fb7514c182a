/// A task record in 88 bytes instead of 136, as the table keeps it: there may be millions.
///
/// Times lie within 17 years of the creation, files are shorter than a terabyte, hours fewer than 1,677: a record that is
/// out of these bounds is wide, and kept whole elsewhere.
struct PackedRecord: Sendable, BitwiseCopyable {
  // Each word by its bits from the top; distances are those of later times from the creation.
  private let idHigh: UInt64
  private let idLow: UInt64
  private let fingerprint: UInt64
  /// Created 48, agent + 1 in 16.
  private let created: UInt64
  /// Offset 40, input 24.
  private let place: UInt64
  /// Count 24, estimated hours 24, channel + 1 in 16.
  private let count: UInt64
  /// Distance 1 in 40, actual hours 24.
  private let first: UInt64
  /// Distance 2 in 40, the lower 24 of distance 6.
  private let second: UInt64
  /// Distance 3 in 40, the lower 24 of distance 7.
  private let third: UInt64
  /// Distance 4 in 40, the upper 16 of distance 6, status 3, form of the id 5.
  private let fourth: UInt64
  /// Distance 5 in 40, the upper 16 of distance 7, 5 unused, wide 1, approval 2.
  private let fifth: UInt64

  @inline(__always)
  init(_ record: TaskRecord) {
    idHigh = record.id.high
    idLow = record.id.low
    fingerprint = record.fingerprint
    let form = record.id.form == .max ? 17 : UInt64(record.id.form)
    let status = form | UInt64(record.status.rawValue) << 5
    let approval = UInt64(record.approval.rawValue)

    let (origin, created) = (record.origin, record.created)
    let (agent, channel) = (record.agent &+ 1, record.channel &+ 1)
    var fits = created >= -1 << 47 && created < 1 << 47 && origin.offset >= 0 && origin.offset < 1 << 40
    fits = fits && origin.input < 1 << 24 && origin.count < 1 << 24
    fits = fits && agent >= 0 && agent <= 0xFFFF && channel >= 0 && channel <= 0xFFFF
    let estimated = PackedRecord.packed(hours: record.estimatedHours, &fits)
    let actual = PackedRecord.packed(hours: record.actualHours, &fits)
    let one = PackedRecord.packed(time: record.times[1], from: created, &fits)
    let two = PackedRecord.packed(time: record.times[2], from: created, &fits)
    let three = PackedRecord.packed(time: record.times[3], from: created, &fits)
    let four = PackedRecord.packed(time: record.times[4], from: created, &fits)
    let five = PackedRecord.packed(time: record.times[5], from: created, &fits)
    let six = PackedRecord.packed(time: record.times[6], from: created, &fits)
    let seven = PackedRecord.packed(time: record.times[7], from: created, &fits)
    self.created = UInt64(bitPattern: created) << 16 | UInt64(UInt32(bitPattern: agent))
    place = UInt64(bitPattern: origin.offset) << 24 | UInt64(origin.input)
    count = UInt64(origin.count) << 40 | estimated << 16 | UInt64(UInt32(bitPattern: channel))
    first = one << 24 | actual
    second = two << 24 | six & 0xFF_FFFF
    third = three << 24 | seven & 0xFF_FFFF
    fourth = four << 24 | (six >> 24) << 8 | status
    fifth = five << 24 | (seven >> 24) << 8 | approval | (fits ? 0 : PackedRecord.wide)
  }

  /// Only the id is known here.
  @inline(__always)
  var isWide: Bool { fifth & PackedRecord.wide != 0 }

  @inline(__always)
  var id: TaskID {
    let form = fourth & 0x1F
    return TaskID(high: idHigh, low: idLow, form: form == 17 ? .max : UInt8(truncatingIfNeeded: form))
  }

  /// The record, unless it is wide.
  @inline(__always)
  var record: TaskRecord {
    let created = Int64(bitPattern: created) >> 16
    let origin = RecordOrigin(
      input: UInt32(place & 0xFF_FFFF), offset: Int64(place >> 24), count: UInt32(count >> 40))
    var record = TaskRecord(
      id: id, status: TaskStatus(rawValue: UInt8(fourth >> 5 & 7)) ?? .pending,
      channel: Int32(count & 0xFFFF) - 1, agent: Int32(self.created & 0xFFFF) - 1,
      created: Instant(milliseconds: created), origin: origin)
    record.approval = Approval(rawValue: UInt8(fifth & 3)) ?? .absent
    record.fingerprint = fingerprint
    record.estimatedHours = PackedRecord.hours(count >> 16 & 0xFF_FFFF)
    record.actualHours = PackedRecord.hours(first & 0xFF_FFFF)
    record.times[1] = PackedRecord.time(first, from: created)
    record.times[2] = PackedRecord.time(second, from: created)
    record.times[3] = PackedRecord.time(third, from: created)
    record.times[4] = PackedRecord.time(fourth, from: created)
    record.times[5] = PackedRecord.time(fifth, from: created)
    record.times[6] = PackedRecord.time((fourth >> 8 & 0xFFFF) << 48 | (second & 0xFF_FFFF) << 24, from: created)
    record.times[7] = PackedRecord.time((fifth >> 8 & 0xFFFF) << 48 | (third & 0xFF_FFFF) << 24, from: created)
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
