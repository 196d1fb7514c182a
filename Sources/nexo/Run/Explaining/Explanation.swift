import Reporting

/// Where something comes from, told in sections of lines, and as a document for programs.
struct Explanation {
  /// Some lines under a heading.
  struct Section {
    var heading: String
    var lines: [String]
  }

  var title: String
  var sections: [Section]
  var document: JSONValue

  /// For people; nothing in it steers the terminal.
  var text: String {
    var text = Visible.text(title) + "\n"
    for section in sections where !section.lines.isEmpty {
      text += "\n" + section.heading + "\n"
      for line in section.lines { text += "  " + Visible.text(line) + "\n" }
    }
    return text
  }
}
