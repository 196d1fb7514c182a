internal import Glibc

/// What a name means to the reader of one kind of record.
struct XMLName: BitwiseCopyable, Sendable {
  /// The field of that name.
  var slot: Int8 = -1
  var isRecord = false
  /// `tasks` (`events`): its children may be records wherever it stands.
  var isContainer = false
  /// mysqldump's `<table_data name="...">`
  var isTable = false
  /// mysqldump's `<field name="...">`
  var isField = false
}

/// The names of elements and attributes, by where libxml2 keeps them.
///
/// The parser holds every name once, in its dictionary, as long as it lives: the address is the name. A name's bytes
/// are looked at when its address is new, or was pushed out by another one.
struct XMLNames {
  private let schema: FieldSchema
  private let container: [UInt8]
  private let records: [[UInt8]]
  private var known = InlineArray<256, (UnsafePointer<UInt8>?, XMLName)>(repeating: (nil, XMLName()))

  init(events: Bool) {
    schema = events ? .events : .tasks
    container = Array((events ? "events" : "tasks").utf8)
    records = (["task", "row", "record", "item"] + (events ? ["event"] : [])).map { Array($0.utf8) }
  }

  /// What an interned, NUL-terminated name means.
  @inline(__always)
  mutating func meaning(of name: UnsafePointer<UInt8>) -> XMLName {
    // Names lie close together; the multiplication spreads their addresses over the top eight bits. Two places for
    // each keep a pair that meets there from pushing each other out at every record.
    let place = Int(truncatingIfNeeded: (UInt64(UInt(bitPattern: name)) &* 0x9E37_79B9_7F4A_7C15) >> 56) & ~1
    if known[place].0 == name { return known[place].1 }
    if known[place + 1].0 == name { return known[place + 1].1 }
    return learn(name, place)
  }

  /// The field that a `field` element's `name` attribute names.
  func slot(named bytes: UnsafeBufferPointer<UInt8>) -> Int8 {
    Int8(truncatingIfNeeded: schema.slot(exactly: bytes.span, 0, bytes.count) ?? -1)
  }

  /// Whether `<table_data name="...">` holds the records.
  func isTable(named bytes: UnsafeBufferPointer<UInt8>) -> Bool { bytes.elementsEqual(container) }

  @inline(never)
  private mutating func learn(_ name: UnsafePointer<UInt8>, _ place: Int) -> XMLName {
    let bytes = UnsafeBufferPointer(start: name, count: strlen(name))
    var meaning = XMLName(slot: slot(named: bytes))
    meaning.isRecord = records.contains { bytes.elementsEqual($0) }
    meaning.isContainer = bytes.elementsEqual(container)
    meaning.isTable = bytes.elementsEqual("table_data".utf8)
    meaning.isField = bytes.elementsEqual("field".utf8)
    known[place + 1] = known[place]
    known[place] = (name, meaning)
    return meaning
  }
}
