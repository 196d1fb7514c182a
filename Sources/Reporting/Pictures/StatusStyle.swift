/// One colour a status, on every chart; what leads to a status has its colour.
enum StatusStyle {
  static let completed = 0
  static let waiting = 1
  static let inProgress = 2
  static let approved = 3
  static let closed = 4
  static let awaitingApproval = 5

  static func of(_ status: String) -> Int {
    switch status {
    case "completed": completed
    case "pending": waiting
    case "awaiting_approval": awaitingApproval
    case "approved": approved
    case "in_progress": inProgress
    default: closed
    }
  }
}
