import Foundation

/// What the process is given from outside; everything below the commands gets it as values.
struct World: Sendable {
  var environment: [String: String]
  var interruption: Interruption

  static let current = World(environment: ProcessInfo.processInfo.environment, interruption: Interruption())
}
