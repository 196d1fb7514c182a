/// Finds the files behind the arguments of the command line.
///
/// Folders are walked to their ends; dot-files and Nexo's own output folders are left out. Links are followed, but
/// each folder is walked once and each file read once, whichever way leads there: a way without links counts before
/// one with them, and of several the first by bytes.
package struct InputDiscovery {
  private struct Folder {
    var location: [UInt8]
    var path: String
    /// The folder that was named on the command line.
    var argument: String
    var isLinked: Bool
  }

  private struct Found {
    var candidate: InputCandidate
    /// Its path without links: the same for every way to a file.
    var resolved: [UInt8]
    var isLinked: Bool
  }

  /// In the order in which they were met; folders are walked in the order of their names, so that little is left to sort.
  private var found: [Found] = []
  private var visited: Set<FileStatus.Identity> = []
  /// Links to folders, followed when all else has been walked.
  private var postponed: [Folder] = []
  /// Arguments below which there is a file, or a folder that another argument has walked or that cannot be read.
  private var fruitful: Set<String> = []
  private var result = DiscoveredInputs()

  private init() {}

  /// - Parameter arguments: paths; `-` is standard input, read once however often it is named.
  package static func find(_ arguments: [String]) throws(DiscoveryError) -> DiscoveredInputs {
    var discovery = InputDiscovery()
    var folders: [Folder] = []
    for argument in arguments {
      if argument == "-" {
        let candidate = InputCandidate(path: "-", location: Array("-".utf8), argument: "-", isExplicit: true)
        discovery.found.append(Found(candidate: candidate, resolved: [], isLinked: false))
        continue
      }
      let location = trimmed(argument)
      let path = String(decoding: location, as: UTF8.self)
      let status = try look(at: location, path)
      if status.kind == .folder {
        if Manifest.isIn(location) { throw .ownOutput(path: path) }
        folders.append(Folder(location: location, path: path, argument: path, isLinked: status.isLink))
      } else {
        let candidate = InputCandidate(path: path, location: location, argument: path, isExplicit: true)
        discovery.found.append(
          Found(candidate: candidate, resolved: FileStatus.resolved(location), isLinked: status.isLink))
      }
    }
    // Sorted, so that the order of the arguments does not decide which name a file gets.
    folders.sort(by: precedes)
    for folder in folders { try discovery.walk(named: folder) }
    discovery.followLinks()
    for folder in folders where !discovery.fruitful.contains(folder.argument) { throw .noFiles(path: folder.path) }
    return discovery.sorted()
  }

  private static func look(at location: [UInt8], _ path: String) throws(DiscoveryError) -> FileStatus {
    do throws(SourceError) {
      return try FileStatus(location, path: path)
    } catch {
      throw error.isMissing ? .missing(path: path) : .unreadable(error)
    }
  }

  /// The argument without slashes at its end.
  private static func trimmed(_ argument: String) -> [UInt8] {
    var bytes = Array(argument.utf8)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    return bytes
  }

  private static func precedes(_ a: Folder, _ b: Folder) -> Bool {
    a.isLinked == b.isLinked ? a.location.lexicographicallyPrecedes(b.location) : b.isLinked
  }

  // MARK: Walking

  private mutating func walk(named folder: Folder) throws(DiscoveryError) {
    do throws(SourceError) {
      try walk(folder)
    } catch {
      throw .unreadable(error)
    }
  }

  /// Walks a folder and those below it; fails when the folder itself cannot be listed.
  private mutating func walk(_ folder: Folder) throws(SourceError) {
    guard visited.insert(try FileStatus(folder.location, path: folder.path).identity).inserted else {
      fruitful.insert(folder.argument)
      return
    }
    let prefix = Self.prefix(folder.location)
    let resolvedPrefix = Self.prefix(FileStatus.resolved(folder.location))
    let entries = try FolderListing.entries(in: folder.location, path: folder.path)
    // Whoever may not look at what is in a folder may see its names all the same.
    let isOpen = FileStatus.isSearchable(folder.location)
    for entry in entries {
      let location = prefix + entry.name
      let resolved = resolvedPrefix + entry.name
      if isOpen, entry.isFile {
        take(location, resolved: resolved, isLinked: folder.isLinked, in: folder)
      } else {
        visit(location, resolved: resolved, in: folder)
      }
    }
  }

  /// What the paths of all that is in a folder begin with.
  private static func prefix(_ folder: [UInt8]) -> [UInt8] {
    folder.last == UInt8(ascii: "/") ? folder : folder + [UInt8(ascii: "/")]
  }

  /// Takes in a file below a folder.
  private mutating func take(_ location: [UInt8], resolved: [UInt8], isLinked: Bool, in folder: Folder) {
    fruitful.insert(folder.argument)
    let path = String(decoding: location, as: UTF8.self)
    let candidate = InputCandidate(path: path, location: location, argument: folder.argument, isExplicit: false)
    found.append(Found(candidate: candidate, resolved: resolved, isLinked: isLinked))
  }

  /// - Parameter resolved: the path without links, unless it is one itself.
  private mutating func visit(_ location: [UInt8], resolved: [UInt8], in folder: Folder) {
    let path = String(decoding: location, as: UTF8.self)
    do throws(SourceError) {
      let status = try FileStatus(location, path: path)
      let isLinked = folder.isLinked || status.isLink
      let below = Folder(location: location, path: path, argument: folder.argument, isLinked: isLinked)
      switch status.kind {
      case .file:
        let resolved = status.isLink ? FileStatus.resolved(location) : resolved
        take(location, resolved: resolved, isLinked: isLinked, in: folder)
      case .folder where Manifest.isIn(location): break
      case .folder where status.isLink: postponed.append(below)
      case .folder: try walk(below)
      case .other: result.skipped.append(path)
      }
    } catch {
      // A link that leads nowhere, or a file that has gone since the folder was listed.
      if error.isMissing { return result.skipped.append(path) }
      result.unreadable.append(error)
      fruitful.insert(folder.argument)
    }
  }

  private mutating func followLinks() {
    while !postponed.isEmpty {
      let links = postponed.sorted(by: Self.precedes)
      postponed.removeAll()
      for link in links {
        do throws(SourceError) {
          try walk(link)
        } catch {
          result.unreadable.append(error)
          fruitful.insert(link.argument)
        }
      }
    }
  }

  /// Each file once, by the best of the ways that lead to it.
  private func sorted() -> DiscoveredInputs {
    var files: [Found] = []
    files.reserveCapacity(found.count)
    // Sorting keeps the order of those that are the same file: of equals the first one met counts.
    for way in found.sorted(by: { $0.resolved.lexicographicallyPrecedes($1.resolved) }) {
      if let last = files.indices.last, files[last].resolved == way.resolved {
        files[last] = Self.better(files[last], way)
      } else {
        files.append(way)
      }
    }
    var result = result
    result.candidates = files.map(\.candidate)
    result.candidates.sort { $0.location.lexicographicallyPrecedes($1.location) }
    result.skipped.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    result.unreadable.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return result
  }

  /// Of two ways to a file the one that it is called by.
  private static func better(_ one: Found, _ other: Found) -> Found {
    // Of one name, the file that was named itself: its export time is looked for in the whole path.
    let isOther =
      one.isLinked != other.isLinked
      ? one.isLinked
      : one.candidate.location == other.candidate.location
        ? other.candidate.isExplicit : other.candidate.location.lexicographicallyPrecedes(one.candidate.location)
    var better = isOther ? other : one
    better.candidate.isExplicit = one.candidate.isExplicit || other.candidate.isExplicit
    return better
  }
}
