import Foundation
import Glibc

/// The folder that a run publishes into, all or nothing.
///
/// Opening it locks it and makes a staging folder; files are written there; `publish` puts them in place at once. A
/// run that fails, or is stopped, leaves the folder as it was. A class, because it owns the lock and the staging folder.
final class OutputFolder {
  /// A file of the run, as the manifest lists it.
  struct Entry: Equatable, Sendable {
    var path: String
    var bytes: Int
    var sha256: String
  }

  private let path: String
  private let target: Folder
  private let location: Location
  private let earlier: EarlierOutput?
  private let hasForeignFiles: Bool
  private let staging: Staging
  private let created: [String]
  private let interruption: Interruption
  private var isPublished = false

  /// The files written so far.
  private(set) var entries: [Entry] = []
  /// How the last `publish` put the files in place.
  private(set) var method: Method?

  enum Method: Equatable, Sendable {
    case exchangedFolders
    case replacedFiles
  }

  /// Locks the folder at `path`, tidies up after a killed run, and gets ready to write.
  /// - Parameters:
  ///   - force: writes into a folder that holds something else than an earlier output.
  ///   - wait: how long to wait for another run, in seconds.
  static func open(_ path: String, force: Bool, wait: Double, interruption: Interruption) throws -> OutputFolder {
    let start = ContinuousClock.now
    while true {
      let output = try interruption.uninterrupted {
        try OutputFolder.attempt(path, force: force, interruption: interruption)
      } onSignal: { output in
        output.map { Leftovers(staging: $0.staging, created: $0.created) }.map { leftovers in { leftovers.remove() } }
      }
      if let output { return output }
      guard start.duration(to: .now) < .seconds(wait) else { break }
      usleep(50_000)
    }
    throw Failure(
      .locked, path: path, "another run of nexo is writing into this folder",
      hint: wait > 0
        ? "it did not finish within the \(Int(wait)) s of --wait"
        : "--wait SECONDS waits for it to finish")
  }

  /// Writes a whole file; `name` may lie in a folder: `api/status.json`.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    try withFile(name) { try $0.write(bytes) }
  }

  /// Writes a file in pieces.
  func withFile(_ name: String, _ body: (any ByteSink) throws -> Void) throws {
    precondition(EarlierOutput.isSafe(name), "output files are named by the program")
    do {
      let writer = try interruption.uninterrupted {
        let (folder, last) = try staging.new.parent(of: name, creating: true)
        return try FileWriter(last, in: folder, shownAs: target.path(of: name))
      }
      try body(writer)
      let (bytes, sha256) = try writer.finish()
      entries.append(Entry(path: name, bytes: bytes, sha256: sha256))
    } catch let error as SystemError {
      throw error.asOutputFailure
    }
  }

  /// Writes the manifest, made from the list of all files, and puts everything in place.
  func publish(manifest: ([Entry]) throws -> [UInt8]) throws {
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    try write(EarlierOutput.manifestName, manifest(entries))
    do {
      try synchronizeFolders()
      try interruption.uninterrupted {
        if try exchange() {
          method = .exchangedFolders
        } else {
          try replaceFiles()
          method = .replacedFiles
        }
        isPublished = true
        staging.remove()
      } onSignal: { _ in
        nil
      }
    } catch let error as SystemError {
      throw error.asOutputFailure
    }
  }

  deinit {
    guard !isPublished else { return }
    interruption.uninterrupted {
      Leftovers(staging: staging, created: created).remove()
    } onSignal: { _ in
      nil
    }
  }

  private init(
    path: String, target: Folder, location: Location, earlier: EarlierOutput?, hasForeignFiles: Bool,
    staging: Staging, created: [String], interruption: Interruption
  ) {
    self.path = path
    self.target = target
    self.location = location
    self.earlier = earlier
    self.hasForeignFiles = hasForeignFiles
    self.staging = staging
    self.created = created
    self.interruption = interruption
  }
}

extension OutputFolder {
  /// Where the folder lies: which folder holds it, and under which name.
  private struct Location {
    var folder: Folder
    var name: String
    /// Whether the two lie on one file system and can be exchanged.
    var isOneMount: Bool

    /// The names of the staging folders beside the output folder begin so.
    var prefix: String { ".\(name).nexo-" }
    /// And in it.
    static let insidePrefix = ".nexo-"
  }

  /// What to clean away when a run does not publish.
  private struct Leftovers: Sendable {
    var staging: String
    var created: [String]

    init(staging: Staging, created: [String]) {
      self.staging = staging.outer.path(of: staging.name)
      self.created = created
    }

    func remove() {
      if let slash = staging.lastIndex(of: "/"), let outer = try? Folder.open(String(staging[..<slash]) + "/") {
        outer.removeTree(String(staging[staging.index(after: slash)...]))
      }
      for folder in created.reversed() { rmdir(folder) }
    }
  }

  /// One try to lock and prepare the folder. Nil when another run has it locked.
  private static func attempt(
    _ path: String, force: Bool, interruption: Interruption
  ) throws -> OutputFolder? {
    var created: [String] = []
    do {
      try makeMissing(path, created: &created)
      guard case .locked(let target) = try DirectoryLock.take(path) else { return nil }
      let location = try locate(target)
      try recover(target: target, location: location)
      let earlier = try EarlierOutput.find(in: target)
      let foreign = try (earlier ?? EarlierOutput(files: [])).foreignEntry(in: target)
      if earlier == nil, let foreign, !force { throw notOurs(path, foreign) }
      guard faccessat(target.descriptor, ".", W_OK | X_OK, AT_EACCESS) == 0 else {
        throw SystemError("write into the folder", path)
      }
      return OutputFolder(
        path: path, target: target, location: location, earlier: earlier, hasForeignFiles: foreign != nil,
        staging: try stage(target: target, location: location), created: created, interruption: interruption)
    } catch {
      for folder in created.reversed() { rmdir(folder) }
      if let error = error as? SystemError { throw error.asOutputFailure }
      throw error
    }
  }

  /// Makes the folder and those above it that are missing; `created` names the ones that were.
  private static func makeMissing(_ path: String, created: inout [String]) throws(SystemError) {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.isFolder else { throw SystemError("write into the folder", path, code: ENOTDIR) }
      return
    }
    guard errno == ENOENT else { throw SystemError("write into the folder", path) }
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    if let slash = trimmed.lastIndex(of: "/"), slash > trimmed.startIndex {
      try makeMissing(String(trimmed[..<slash]), created: &created)
    }
    let name = String(trimmed)
    if mkdir(name, 0o777) == 0 { return created.append(name) }
    // Another run may have been quicker; a symbolic link that leads nowhere cannot be helped.
    guard errno == EEXIST, stat(name, &status) == 0 else { throw SystemError("create the folder", path) }
  }

  private static func locate(_ target: Folder) throws(SystemError) -> Location {
    guard let real = realpath(target.path, nil) else { throw SystemError("find the folder", target.path) }
    defer { free(real) }
    let path = String(cString: real)
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let folder = try Folder.open(slash == path.startIndex ? "/" : String(path[..<slash]))
    return Location(
      folder: folder, name: String(path[path.index(after: slash)...]),
      isOneMount: path != "/" && folder.mount != nil && folder.mount == target.mount)
  }

  private static func recover(target: Folder, location: Location) throws(SystemError) {
    for (outer, prefix) in [(location.folder, location.prefix), (target, Location.insidePrefix)] {
      // A folder above that may not be listed cannot hold a staging folder of ours either.
      for name in (try? Staging.leftovers(in: outer, prefix: prefix)) ?? [] {
        try Replacement.recover(root: try outer.folder(name), target: target)
        outer.removeTree(name)
      }
    }
  }

  /// Makes the staging folder beside the output folder, or in it where that is not possible.
  private static func stage(target: Folder, location: Location) throws(SystemError) -> Staging {
    if location.isOneMount {
      do {
        return try Staging.make(in: location.folder, prefix: location.prefix)
      } catch {
        guard [EACCES, EPERM, EROFS, ENAMETOOLONG].contains(error.code) else { throw error }
      }
    }
    return try Staging.make(in: target, prefix: Location.insidePrefix)
  }

  private static func notOurs(_ path: String, _ entry: String) -> Failure {
    Failure(
      .cannotCreateOutput, path: path,
      "the folder is neither empty nor an earlier output of nexo: it holds \"\(entry)\"",
      hint: "name another folder, or add --force to write into this one (what it holds otherwise stays)")
  }
}

extension OutputFolder {
  private func synchronizeFolders() throws(SystemError) {
    var folders: Set<String> = []
    for entry in entries {
      if let slash = entry.path.lastIndex(of: "/") { folders.insert(String(entry.path[..<slash])) }
    }
    for name in folders.sorted() {
      let (folder, last) = try staging.new.parent(of: name, creating: false)
      try folder.folder(last).synchronize()
    }
    try staging.new.synchronize()
  }

  /// Puts the new folder in the old one's place, at once. False where that is not possible.
  private func exchange() throws(SystemError) -> Bool {
    guard !hasForeignFiles, staging.outer === location.folder, !holdsWorkingFolder, try takeOverAttributes() else {
      return false
    }
    // The folder that comes must be as locked as the one that goes, for whoever opens it in the next moment.
    guard try DirectoryLock.lock(staging.new) else { return false }
    do {
      try staging.root.exchange(Staging.newName, with: location.folder, location.name)
    } catch {
      return false
    }
    try location.folder.synchronize()
    return true
  }

  /// Gives the new folder the owner and mode of the old one. False when it cannot have them.
  private func takeOverAttributes() throws(SystemError) -> Bool {
    let old = try target.status()
    let new = try staging.new.status()
    if old.st_uid != new.st_uid || old.st_gid != new.st_gid {
      guard fchown(staging.new.descriptor, old.st_uid, old.st_gid) == 0 else { return false }
    }
    guard fchmod(staging.new.descriptor, old.st_mode & 0o7777) == 0 else { return false }
    return !target.hasAccessList
  }

  /// Whether the process stands in the folder: then it must stay the folder that it is.
  private var holdsWorkingFolder: Bool {
    guard let here = realpath(".", nil), let there = realpath(location.folder.path(of: location.name), nil) else {
      return true
    }
    defer {
      free(here)
      free(there)
    }
    return (String(cString: here) + "/").hasPrefix(String(cString: there) + "/")
  }

  private func replaceFiles() throws(SystemError) {
    let names = entries.map(\.path)
    let gone = (earlier?.files ?? []).subtracting(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try Replacement(root: staging.root, target: target, place: names, remove: gone).run()
  }
}
