/// Encodes values into `JSONValue`s. Foundation's encoder cannot keep keys in the order in which they were declared,
/// and the same report must always be the same bytes.
enum JSONEncoding {
  static func value(of value: some Encodable) throws -> JSONValue {
    let box = Box()
    try value.encode(to: BoxEncoder(box: box, codingPath: []))
    return box.value
  }
}

/// Says itself what its JSON is: of rows that come in thousands, the containers of `Encodable` take ten times as long.
protocol JSONRepresentable: Encodable {
  /// With the keys that `encode(to:)` writes, in the same order.
  var json: JSONValue { get }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  var json: JSONValue { .array(map(\.json)) }
}

/// A value that is being built; a class because containers go on filling it after their parent handed it out.
private final class Box {
  private enum Content {
    case scalar(JSONValue)
    case array([Box])
    case object([(key: String, value: Box)])
  }
  private var content = Content.scalar(.null)

  var value: JSONValue {
    switch content {
    case .scalar(let value): value
    case .array(let boxes): .array(boxes.map(\.value))
    case .object(let members): .object(members.map { JSONValue.Member(key: $0.key, value: $0.value.value) })
    }
  }

  var count: Int {
    if case .array(let boxes) = content { boxes.count } else { 0 }
  }

  func set(_ value: JSONValue) { content = .scalar(value) }

  func becomeArray() {
    if case .array = content { return }
    content = .array([])
  }

  /// Asked for again, it goes on with the same object: a type may encode another one's keys beside its own.
  func becomeObject() {
    if case .object = content { return }
    content = .object([])
  }

  func append() -> Box {
    let box = Box()
    guard case .array(var boxes) = content else { return box }
    content = .scalar(.null)
    boxes.append(box)
    content = .array(boxes)
    return box
  }

  func member(_ key: String) -> Box {
    let box = Box()
    guard case .object(var members) = content else { return box }
    content = .scalar(.null)
    if let i = members.firstIndex(where: { $0.key == key }) {
      members[i].value = box
    } else {
      members.append((key, box))
    }
    content = .object(members)
    return box
  }
}

private struct BoxEncoder: Encoder {
  let box: Box
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    box.becomeObject()
    return KeyedEncodingContainer(Keyed(box: box, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    box.becomeArray()
    return Unkeyed(box: box, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { Single(box: box, codingPath: codingPath) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let box: Box
  let codingPath: [any CodingKey]

  mutating func encodeNil(forKey key: Key) throws { box.member(key.stringValue).set(.null) }

  mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try Single(box: box.member(key.stringValue), codingPath: codingPath + [key]).encode(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    BoxEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    BoxEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { BoxEncoder(box: box.member("super"), codingPath: codingPath) }

  mutating func superEncoder(forKey key: Key) -> any Encoder {
    BoxEncoder(box: box.member(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct Unkeyed: UnkeyedEncodingContainer {
  let box: Box
  let codingPath: [any CodingKey]
  var count: Int { box.count }

  mutating func encodeNil() throws { box.append().set(.null) }

  mutating func encode<T: Encodable>(_ value: T) throws {
    try Single(box: box.append(), codingPath: codingPath).encode(value)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy keyType: Nested.Type) -> KeyedEncodingContainer<Nested> {
    BoxEncoder(box: box.append(), codingPath: codingPath).container(keyedBy: keyType)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    BoxEncoder(box: box.append(), codingPath: codingPath).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { BoxEncoder(box: box.append(), codingPath: codingPath) }
}

private struct Single: SingleValueEncodingContainer {
  let box: Box
  let codingPath: [any CodingKey]

  func encodeNil() throws { box.set(.null) }

  func encode<T: Encodable>(_ value: T) throws {
    switch value {
    case let value as Bool: box.set(.bool(value))
    case let value as String: box.set(.text(value))
    case let value as Int: box.set(.integer(Int64(value)))
    case let value as Double: try encode(number: value)
    case let value as Float: try encode(number: Double(value))
    case let value as any JSONRepresentable: box.set(value.json)
    case let value as any BinaryInteger:
      guard let integer = Int64(exactly: value) else { throw unencodable(value) }
      box.set(.integer(integer))
    default: try value.encode(to: BoxEncoder(box: box, codingPath: codingPath))
    }
  }

  private func encode(number value: Double) throws {
    guard value.isFinite else { throw unencodable(value) }
    box.set(.number(value))
  }

  private func unencodable(_ value: Any) -> EncodingError {
    .invalidValue(
      value, EncodingError.Context(codingPath: codingPath, debugDescription: "JSON has no such number: \(value)"))
  }
}
