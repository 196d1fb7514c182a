import Foundation

/// Runs programs in tests: with a bounded time, a known environment, and no terminal.
package struct Command: Sendable {
  /// What became of a program.
  package struct Outcome: Sendable {
    /// The exit status, or 128 and the signal's number.
    package var status: Int32
    /// What it wrote to standard output.
    package var output: String
    /// What it wrote to standard error.
    package var error: String
    /// Whether it had to be killed because its time was over.
    package var isTimedOut: Bool
  }

  /// A program that cannot be started.
  package struct Missing: Error { package var program: String }

  /// Runs a program to its end.
  /// - Parameters:
  ///   - environment: all that the program finds there, besides PATH.
  ///   - input: what it finds on standard input.
  ///   - seconds: after this time it is killed.
  package static func run(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:],
    input: [UInt8] = [], seconds: Double = 60
  ) throws -> Outcome {
    let running = try start(program, arguments, in: folder, environment: environment)
    running.send(input)
    running.closeInput()
    return running.wait(seconds: seconds)
  }

  /// Starts a program, and leaves its standard input open.
  package static func start(
    _ program: String, _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Running {
    guard FileManager.default.isExecutableFile(atPath: program) else { throw Missing(program: program) }
    return try Running(program, arguments, folder: folder, environment: environment)
  }

  /// A program that runs.
  package final class Running: @unchecked Sendable {
    // Only the test that started it uses it; what the program writes goes to files, so nothing here is shared.
    private let process = Process()
    private let input = Pipe()
    private let output: URL
    private let error: URL

    fileprivate init(_ program: String, _ arguments: [String], folder: String?, environment: [String: String]) throws {
      let base = FileManager.default.temporaryDirectory.appendingPathComponent("nexo-run-" + UUID().uuidString)
      output = base.appendingPathExtension("out")
      error = base.appendingPathExtension("err")
      for file in [output, error] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = arguments
      // When coverage is measured, what programs reach counts as well.
      let known = ProcessInfo.processInfo.environment.filter { ["PATH", "LLVM_PROFILE_FILE"].contains($0.key) }
      process.environment = ["PATH": "/usr/bin:/bin"].merging(known) { $1 }.merging(environment) { $1 }
      if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
      process.standardInput = input
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: error)
      // A program that reads no input closes its end; that is no fault of the test.
      _ = Foundation.signal(SIGPIPE, SIG_IGN)
      try process.run()
    }

    deinit {
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      for file in [output, error] { try? FileManager.default.removeItem(at: file) }
    }

    /// Writes to its standard input.
    package func send(_ bytes: [UInt8]) {
      guard !bytes.isEmpty else { return }
      try? input.fileHandleForWriting.write(contentsOf: Data(bytes))
    }

    /// Ends its standard input.
    package func closeInput() { try? input.fileHandleForWriting.close() }

    /// Sends it a signal.
    package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Whether it is still there.
    package var isRunning: Bool { process.isRunning }

    /// Waits until it ends; kills it when that takes too long.
    package func wait(seconds: Double = 60) -> Outcome {
      let deadline = Date().addingTimeInterval(seconds)
      while process.isRunning && Date() < deadline { usleep(5_000) }
      let isTimedOut = process.isRunning
      if isTimedOut { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      let isSignalled = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: isSignalled ? 128 + process.terminationStatus : process.terminationStatus, output: text(output),
        error: text(error), isTimedOut: isTimedOut)
    }

    private func text(_ file: URL) -> String {
      String(decoding: FileManager.default.contents(atPath: file.path) ?? Data(), as: UTF8.self)
    }
  }

  /// Waits until something holds, at most so long. Returns whether it does.
  package static func waitUntil(seconds: Double = 20, _ condition: () -> Bool) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline {
      if condition() { return true }
      usleep(5_000)
    }
    return condition()
  }
}
