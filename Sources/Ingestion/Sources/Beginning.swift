/// The first bytes of the input that was opened last, which is found out from them: a small file is read once to know what
/// it is, and once to read its records. A class, so that one buffer serves all inputs that a job opens, of which a night
/// may have thousands; no two jobs share one.
package final class Beginning {
  /// The first bytes of the text, behind a byte order mark; empty where they have to be read.
  private(set) var bytes: [UInt8] = []
  /// Nothing follows them.
  private(set) var isWhole = false
  /// Whose they are. Held, so that none that comes later can be taken for it.
  private var source: InputSource?

  package init() {}

  /// As many bytes of a file are read first: the first record of most, which says what it is.
  static let firstLook = 8 << 10

  /// Whether these are the first bytes of an input.
  func isOf(_ source: InputSource) -> Bool { self.source === source }

  /// The first bytes of an input, and whether they are all; nil unless these, or as many as are wanted, are known.
  func first(_ count: Int, of source: InputSource) -> (bytes: [UInt8], isWhole: Bool)? {
    isOf(source) && (isWhole || bytes.count >= count) ? (bytes, isWhole) : nil
  }

  /// The whole text of an input, where that is known.
  func whole(_ source: InputSource) -> [UInt8]? { first(.max, of: source)?.bytes }

  /// Takes in the first bytes of what is being opened, at most `limit`.
  func read(_ original: OriginalBytes, limit: Int) throws(SourceError) {
    source = nil
    let count = Int(min(Int64(limit), original.knownSize ?? Int64(limit)))
    // What was there before is overwritten; the room stays.
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: repeatElement(0, count: count))
    let found = try original.read(at: 0, into: &bytes, from: 0)
    bytes.removeLast(bytes.count - found)
  }

  /// Takes in more of the first bytes of an input that has more.
  func grow(_ source: InputSource, to limit: Int) throws(SourceError) {
    guard isOf(source), !isWhole, bytes.count < limit, let size = source.size else { return }
    let known = bytes.count
    let count = Int(min(Int64(limit), size))
    bytes.append(contentsOf: repeatElement(0, count: max(0, count - known)))
    let found = try source.read(at: Int64(known), into: &bytes, from: known)
    bytes.removeLast(bytes.count - known - found)
    isWhole = Int64(bytes.count) >= size
  }

  /// The bytes are the text of `source`, as they are.
  func settle(_ source: InputSource, isWhole: Bool) {
    self.source = source
    self.isWhole = isWhole
  }
}
