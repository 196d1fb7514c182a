/// What a replacement file by file is going to do, written down before it begins, so that the next run can finish it.
struct PublishJournal: Equatable {
  /// The files to put in place, in this order.
  var place: [String]
  /// The files of the earlier run to remove.
  var remove: [String]

  private static let head = "nexo publish 1"
  private static let end = "end"

  /// The journal's text. Its last line shows that it was written to its end.
  var text: String {
    let lines =
      [PublishJournal.head] + place.map { "place \($0)" } + remove.map { "remove \($0)" } + [PublishJournal.end]
    return lines.joined(separator: "\n") + "\n"
  }

  init(place: [String], remove: [String]) {
    self.place = place
    self.remove = remove
  }

  /// Reads a journal; nil when it is not whole or names something outside of the folder.
  init?(text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count >= 3, lines.removeFirst() == PublishJournal.head, lines.removeLast().isEmpty,
      lines.removeLast() == PublishJournal.end
    else { return nil }
    place = []
    remove = []
    for line in lines {
      if line.hasPrefix("place ") {
        place.append(String(line.dropFirst("place ".count)))
      } else if line.hasPrefix("remove ") {
        remove.append(String(line.dropFirst("remove ".count)))
      } else {
        return nil
      }
    }
    guard (place + remove).allSatisfy(EarlierOutput.isSafe) else { return nil }
  }
}
