import Glibc
import Tasks

/// What the config file says.
struct ConfigurationFile: Equatable, Sendable {
  var options = OptionLayer()
  var statusMap: [String: TaskStatus] = [:]
  var registry = Registry.builtIn
  var inputRules: [InputRule] = []
  var settings = Settings()

  static let defaultName = "nexo.yml"
  private static let largest = 4 << 20

  /// Which file is read: the one that `--config` names, else `$NEXO_CONFIG`, else ./nexo.yml where there is one.
  static func find(flag: String?, environment: [String: String]) -> String? {
    if let flag { return flag }
    if let named = environment[EnvironmentLayer.configuration], !named.isEmpty { return named }
    return access(defaultName, F_OK) == 0 ? defaultName : nil
  }

  static func read(_ path: String) throws(Failure) -> ConfigurationFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(SystemError("read the config file", path)) }
    defer { close(descriptor) }
    let bytes: [UInt8]
    do {
      bytes = try readAll(descriptor, path: path, limit: largest)
    } catch {
      throw unreadable(SystemError("read the config file", path, code: error.code))
    }
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) else {
      throw Failure(.configuration, path: path, "the config file is not UTF-8", hint: "save it as UTF-8")
    }
    return try ConfigurationReader.read(text, path: path)
  }

  private static func unreadable(_ error: SystemError) -> Failure {
    Failure(
      .configuration, path: error.path, "cannot \(error.action): \(error.reason)",
      hint: error.code == ENOENT ? "nexo init writes one with every key and its default" : nil)
  }
}
