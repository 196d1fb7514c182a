import Glibc

/// Replaces the files of an output folder one by one, for when the folder cannot be exchanged as a whole. Every step
/// can be repeated and undone; the files that it replaces are kept in the staging folder until the last one is placed.
struct Replacement {
  /// The staging folder.
  let root: Folder
  let target: Folder
  let journal: PublishJournal

  /// Begins: checks that each file can be placed, and writes the journal.
  init(root: Folder, target: Folder, place: [String], remove: [String]) throws(SystemError) {
    self.root = root
    self.target = target
    journal = PublishJournal(place: place, remove: remove)
    for name in place {
      let (folder, last) = try target.parent(of: name, creating: true)
      if folder.status(of: last)?.isFolder == true {
        throw SystemError("replace", target.path(of: name), code: EISDIR)
      }
    }
    try write(journal)
  }

  private init(root: Folder, target: Folder, journal: PublishJournal) {
    self.root = root
    self.target = target
    self.journal = journal
  }

  /// Places every file and removes what goes. When that fails, puts everything back as it was.
  func run() throws(SystemError) {
    do {
      try finish()
    } catch {
      try? root.rename(Staging.journalName, to: root, Staging.undoName)
      undo()
      throw error
    }
  }

  /// Finishes or undoes what a killed run had begun in the staging folder `root`.
  static func recover(root: Folder, target: Folder) throws(SystemError) {
    if let journal = read(Staging.undoName, in: root) {
      Replacement(root: root, target: target, journal: journal).undo()
    } else if let journal = read(Staging.journalName, in: root) {
      try Replacement(root: root, target: target, journal: journal).finish()
    }
  }

  /// One change of the output folder.
  enum Step: Equatable {
    case place(String)
    case remove(String)
  }

  /// All steps; the manifest, which says what is there, comes last.
  var steps: [Step] {
    let manifest = EarlierOutput.manifestName
    return journal.place.filter { $0 != manifest }.map(Step.place) + journal.remove.map(Step.remove)
      + journal.place.filter { $0 == manifest }.map(Step.place)
  }

  func apply(_ step: Step) throws(SystemError) {
    switch step {
    case .place(let name):
      let (new, last) = try root.folder(Staging.newName).parent(of: name, creating: true)
      guard new.status(of: last) != nil else { return }
      let (folder, _) = try target.parent(of: name, creating: true)
      try keep(name, last: last, of: folder, moving: false)
      try new.rename(last, to: folder, last)
    case .remove(let name):
      guard let (folder, last) = try? target.parent(of: name, creating: false) else { return }
      try keep(name, last: last, of: folder, moving: true)
      removeEmptyFolders(above: name)
    }
  }

  private func finish() throws(SystemError) {
    for step in steps { try apply(step) }
    try target.synchronize()
  }

  /// Puts every file back that was replaced or removed; goes as far as it can.
  private func undo() {
    guard let new = try? root.folder(Staging.newName), let old = try? root.folder(Staging.oldName) else { return }
    for step in steps.reversed() {
      switch step {
      case .place(let name):
        guard let (folder, last) = try? target.parent(of: name, creating: true),
          let (newFolder, _) = try? new.parent(of: name, creating: true)
        else { continue }
        if newFolder.status(of: last) == nil { try? folder.rename(last, to: newFolder, last) }
        putBack(name, from: old)
        removeEmptyFolders(above: name)
      case .remove(let name):
        putBack(name, from: old)
      }
    }
  }

  private func putBack(_ name: String, from old: Folder) {
    guard let (kept, last) = try? old.parent(of: name, creating: false), kept.status(of: last) != nil,
      let (folder, _) = try? target.parent(of: name, creating: true)
    else { return }
    try? kept.rename(last, to: folder, last)
  }

  /// Keeps the file that stands in the way. By a second name, so that the first is never without a file; where the
  /// file system has no second names, or the file is to go, by moving it.
  private func keep(_ name: String, last: String, of folder: Folder, moving: Bool) throws(SystemError) {
    guard let status = folder.status(of: last), !status.isFolder else { return }
    let (old, _) = try root.folder(Staging.oldName).parent(of: name, creating: true)
    if old.status(of: last) != nil {
      // A run before this one was killed here: what it kept is the original.
      if moving { try folder.removeFile(last) }
      return
    }
    if !moving {
      do {
        return try folder.link(last, to: old, last)
      } catch {}
    }
    try folder.rename(last, to: old, last)
  }

  private func removeEmptyFolders(above name: String) {
    var parts = name.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    while parts.popLast() != nil, !parts.isEmpty {
      guard let (folder, last) = try? target.parent(of: parts.joined(separator: "/"), creating: false),
        folder.removeEmptyFolder(last)
      else { return }
    }
  }

  /// Writes the journal so that it is there whole or not at all.
  private func write(_ journal: PublishJournal) throws(SystemError) {
    let draft = Staging.journalName + ".new"
    let writer = try FileWriter(draft, in: root, shownAs: root.path(of: draft))
    try writer.add(Array(journal.text.utf8))
    _ = try writer.finish()
    try root.rename(draft, to: root, Staging.journalName)
    try root.synchronize()
  }

  private static func read(_ name: String, in root: Folder) -> PublishJournal? {
    let descriptor = openat(root.descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let bytes = try? readAll(descriptor, path: root.path(of: name), limit: 16 << 20) else { return nil }
    return PublishJournal(text: String(decoding: bytes, as: UTF8.self))
  }
}
