/// What the API answers instead of a document.
package enum APIRefusal: Sendable, Equatable {
  /// The role may not see it.
  case forbidden(String)
  /// There is no such thing.
  case notFound(String)

  /// Of HTTP.
  package var code: Int {
    switch self {
    case .forbidden: 403
    case .notFound: 404
    }
  }

  /// Why, in English.
  package var message: String {
    switch self {
    case .forbidden(let message), .notFound(let message): message
    }
  }

  private var error: String {
    switch self {
    case .forbidden: "Forbidden"
    case .notFound: "Not Found"
    }
  }

  /// The answer as a document.
  package var bytes: [UInt8] {
    let value: JSONValue = [
      "status": "error", "code": .integer(Int64(code)), "error": .text(error), "message": .text(message),
    ]
    return value.bytes
  }
}
