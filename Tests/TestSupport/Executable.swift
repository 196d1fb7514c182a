import Foundation

/// The program itself, as it was built beside the tests.
package enum Executable {
  /// Where it is: in the folder of the test's own executable.
  package static var path: String {
    let tests = URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath()
    return tests.deletingLastPathComponent().appendingPathComponent("nexo").path
  }

  /// The program as it is shipped, where `make test` has built it: thousands of runs take too long with the one for tests.
  package static var shipped: String? { ProcessInfo.processInfo.environment["NEXO_SHIPPED"] }

  /// Runs it to its end.
  package static func run(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:], input: [UInt8] = [],
    seconds: Double = 60
  ) throws -> Command.Outcome {
    try Command.run(
      path, arguments, in: folder.path, environment: environment, input: input, seconds: seconds)
  }

  /// Starts it, and leaves its standard input open.
  package static func start(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Command.Running {
    try Command.start(path, arguments, in: folder.path, environment: environment)
  }

  /// Runs it as a user without rights, since nothing is forbidden to root.
  package static func runWithoutRights(
    _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
  ) throws -> Command.Outcome {
    guard geteuid() == 0 else { return try run(arguments, in: folder, environment: environment) }
    // The folder of the build may be closed to others.
    let copy = folder.path + ".nexo"
    // Copied by another process: a program that this one has just written may be busy, open for writing in a child that
    // a test beside this one is starting.
    _ = try Command.run("/bin/cp", [path, copy])
    defer { try? FileManager.default.removeItem(atPath: copy) }
    return try Command.run(
      "/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "--", copy] + arguments, in: folder.path,
      // It may not write what it reaches, where coverage is measured.
      environment: environment.merging(["LLVM_PROFILE_FILE": "/dev/null"]) { $1 })
  }
}
