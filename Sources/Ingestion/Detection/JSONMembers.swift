/// Takes single members out of a large JSON document, without making values of all the others.
package enum JSONMembers {
  /// The bytes of the values of some members.
  /// - Returns: by the members' names; nil when the document is not one valid object.
  package static func find(_ names: Set<String>, in document: [UInt8]) -> [String: [UInt8]]? {
    var glance = JSONGlance(document)
    guard (try? glance.peek()) == UInt8(ascii: "{"),
      let end = Scan.jsonEnd(document.span, from: glance.at, to: document.count),
      JSONScanner.skipSpace(document.span, end, document.count) == document.count
    else { return nil }
    var found: [String: [UInt8]] = [:]
    try? glance.members { name, value in
      var behind = value
      guard names.contains(name), (try? behind.skipValue()) != nil else { return }
      found[name] = Array(document[value.at..<behind.at])
    }
    return found
  }
}
