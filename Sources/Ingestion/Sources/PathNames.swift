/// The names in an input's path that may tell something about it.
enum PathNames {
  /// What `look` finds first: in the file's name, else in those of its folders, nearest first.
  ///
  /// - Parameters:
  ///   - path: the file as written: the argument, or the argument, `/` and the path below it.
  ///   - argument: the argument that led to the file. Folders above a folder that was named do not count.
  ///   - look: is given the path's bytes and where in them a name lies.
  static func first<Found>(
    in path: String, argument: String, _ look: (Span<UInt8>, Range<Int>) -> Found?
  ) -> Found? {
    if path == "-" { return nil }
    let slash = UInt8(ascii: "/")
    let bytes = Array(path.utf8)
    var start = 0
    if path != argument {
      // The argument's last name counts, those before it do not.
      var isName = false
      var last = 0
      for (i, byte) in argument.utf8.enumerated() {
        if byte != slash, !isName { last = i }
        isName = byte != slash
      }
      start = min(last, bytes.count)
    }
    var end = bytes.count
    while end > start {
      while end > start, bytes[end - 1] == slash { end -= 1 }
      var from = end
      while from > start, bytes[from - 1] != slash { from -= 1 }
      if from < end, let found = look(bytes.span, from..<end) { return found }
      end = from
    }
    return nil
  }
}
