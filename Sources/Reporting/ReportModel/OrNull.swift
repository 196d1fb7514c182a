/// A figure that may be missing. Its key is written all the same, with null, and must be there when it is read: a
/// synthesized optional would leave it out and not miss it.
@propertyWrapper
package struct OrNull<Value: Decodable & Sendable & Equatable>: Decodable, Sendable, Equatable {
  package var wrappedValue: Value?

  package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = container.decodeNil() ? nil : try container.decode(Value.self)
  }
}
