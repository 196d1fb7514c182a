import Glibc

/// The folder in which a run makes its files before it publishes them:
///
///     .reports.nexo-4711/      beside the output folder, or `.nexo-4711` in it
///       new/                   the run's files
///       old/                   the files that they replace, while they are being replaced
///       journal | undo         while they are being replaced, or put back
///
/// Whoever has the output folder locked owns every staging folder of it; one that is found is a killed run's.
final class Staging {
  /// The folder in which the staging folder lies.
  let outer: Folder
  let name: String
  let root: Folder
  let new: Folder

  static let newName = "new"
  static let oldName = "old"
  static let journalName = "journal"
  static let undoName = "undo"

  private init(outer: Folder, name: String, root: Folder, new: Folder) {
    self.outer = outer
    self.name = name
    self.root = root
    self.new = new
  }

  /// Makes the staging folder. It is its owner's only, whatever the output folder allows others.
  static func make(in outer: Folder, prefix: String) throws(SystemError) -> Staging {
    let name = prefix + String(getpid())
    guard mkdirat(outer.descriptor, name, 0o700) == 0 else {
      throw SystemError("create the folder", outer.path(of: name))
    }
    do {
      let root = try outer.folder(name)
      try root.makeFolder(newName)
      try root.makeFolder(oldName)
      return Staging(outer: outer, name: name, root: root, new: try root.folder(newName))
    } catch {
      outer.removeTree(name)
      throw error
    }
  }

  /// The staging folders that lie in `outer`.
  static func leftovers(in outer: Folder, prefix: String) throws(SystemError) -> [String] {
    try outer.names().filter { name in
      let number = name.dropFirst(prefix.count)
      return name.hasPrefix(prefix) && !number.isEmpty && number.utf8.allSatisfy { (48...57).contains($0) }
        && outer.status(of: name)?.isFolder == true
    }
  }

  func remove() { outer.removeTree(name) }
}
