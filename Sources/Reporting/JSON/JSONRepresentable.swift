/// Says what its JSON is, so that keys stand in the order in which they are written down, and the same report is always
/// the same bytes. A type that is read as well has the keys of its properties: Foundation's `Encodable` would write
/// these, but looks for witnesses and makes containers of every type anew in each process, which takes longer than all else that
/// a small report costs.
protocol JSONRepresentable {
  var json: JSONValue { get }
}

extension String: JSONRepresentable {
  var json: JSONValue { .text(self) }
}

extension Int: JSONRepresentable {
  var json: JSONValue { .integer(Int64(self)) }
}

extension Double: JSONRepresentable {
  var json: JSONValue { .number(self) }
}

extension Bool: JSONRepresentable {
  var json: JSONValue { .bool(self) }
}

extension Optional: JSONRepresentable where Wrapped: JSONRepresentable {
  var json: JSONValue { map { $0.json } ?? .null }
}

extension Array: JSONRepresentable where Element: JSONRepresentable {
  var json: JSONValue { .array(map { $0.json }) }
}

extension JSONRepresentable where Self: RawRepresentable<String> {
  var json: JSONValue { .text(rawValue) }
}
