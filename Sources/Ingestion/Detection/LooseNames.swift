/// The keys of a text that is nearly JSON: with quotes of any sort or none.
enum LooseNames {
  /// Whether the text has titles, and nothing that only stored tasks have.
  static func areProposedTasks(in head: [UInt8]) -> Bool {
    let names = find(in: head)
    let stored = ["id", "taskId", "task_id", "status", "created_at", "createdAt"]
    return (names.contains("title") || names.contains("titulo")) && names.isDisjoint(with: stored)
  }

  /// The words before colons.
  private static func find(in head: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    for (at, byte) in head.enumerated() where byte == UInt8(ascii: ":") {
      var end = at
      while end > 0, head[end - 1] == 0x20 || head[end - 1] == UInt8(ascii: "\"") || head[end - 1] == UInt8(ascii: "'")
      {
        end -= 1
      }
      var start = end
      while start > 0, end - start < 24, isWordByte(head[start - 1]) { start -= 1 }
      if start < end { names.insert(String(decoding: head[start..<end], as: UTF8.self)) }
    }
    return names
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || ASCII.isDigit(byte) || ASCII.lowercased(byte) &- 0x61 < 26
  }
}
