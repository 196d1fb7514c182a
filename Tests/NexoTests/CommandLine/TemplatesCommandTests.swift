import Foundation
import TestSupport
import Testing

/// `nexo templates`.
@Suite("Templates to edit")
struct TemplatesCommandTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test("are written out, found right, and give the same report")
  func roundTrip() throws {
    let written = try Executable.run(["templates", "deep"], in: folder)
    #expect(written.status == 0, "\(written.error)")
    #expect(written.error.contains("--templates deep"))
    #expect(folder.names("deep").contains("html/index.html.mustache"))
    #expect(folder.names("deep").contains("strings/pt-BR.txt"))
    let checked = try Executable.run(["templates", "--check", "deep"], in: folder)
    #expect(checked.status == 0)
    #expect(checked.output.hasSuffix(" files, nothing wrong\n"))
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    #expect(try Executable.run(["report", "in", "-o", "own"], in: folder).status == 0)
    #expect(try Executable.run(["report", "in", "-o", "edited", "--templates", "deep"], in: folder).status == 0)
    for name in ["performance.html", "orchestration.md", "index.html", "api/status.json"] {
      #expect(folder.text("own/\(name)") == folder.text("edited/\(name)"), "\(name)")
    }
  }

  @Test("what was edited is never written over")
  func kept() throws {
    try folder.write("mine/strings/en.txt", "x")
    let outcome = try Executable.run(["templates", "mine"], in: folder)
    #expect(outcome.status == 73)
    #expect(outcome.error.hasPrefix("mine/strings/en.txt: error: the file exists, and is left as it is\n"))
    #expect(folder.names("mine").filter { !$0.hasSuffix("/") } == ["strings/en.txt"])
    try folder.write("file", "")
    #expect(try Executable.run(["templates", "file"], in: folder).status == 73)
  }

  @Test("everything that is wrong is found at once, with its place")
  func wrong() throws {
    try folder.write(
      "mine/html/index.html.mustache",
      "{{%CONTENT_TYPE:HTML}}\n{{>top.html}}\n<p>{{head.asof}} {{t.no-such-phrase}}</p>\n{{>no.html}}\n{{#agents}}{{x}}{{/agents}}\n"
    )
    try folder.write("mine/html/totals.html.mustache", "{{%CONTENT_TYPE:HTML}}\n<p>{{#totals}}</p>\n")
    try folder.write("mine/html/spare.html.mustache", "{{%CONTENT_TYPE:HTML}}\n<p>spare</p>\n")
    try folder.write("mine/strings/en.txt", "no-such-key = a\nbroken line\npage-index = {what\nskip = Skip to {x}\n")
    try folder.write("mine/notes.txt", "")
    let outcome = try Executable.run(["templates", "--check", "mine"], in: folder)
    #expect(outcome.status == 78)
    #expect(
      outcome.output == """
        mine/html/index.html.mustache:3:4: error: there is no value "head.asof" here
        mine/html/index.html.mustache:3:18: error: no phrase is called "no-such-phrase"
        mine/html/index.html.mustache:4:1: error: there is no partial "no.html"
        mine/html/index.html.mustache:5:12: error: there is no value "x" here
        mine/html/totals.html.mustache:2:4: error: {{#totals}} is never closed
        mine/notes.txt:1:1: error: not a file of templates: html/NAME.html.mustache, markdown/NAME.md.mustache, \
        strings/LOCALE.txt, assets/report.css, assets/extra.css, assets/report.js
        mine/strings/en.txt:1:1: error: no phrase is called "no-such-key"
        mine/strings/en.txt:2:1: error: not of the form `key = text`
        mine/strings/en.txt:3:1: error: a `{` without its `}` in "page-index"
        mine/strings/en.txt:4:1: error: "skip" has no value called {x}
        mine/html/spare.html.mustache: warning: no page uses this template
          hint: a file stands in for the built-in one of the same name, or a partial names it
        5 files, 10 problems

        """)
    #expect(outcome.error == "")
  }

  @Test("a new locale must have every phrase")
  func locale() throws {
    try folder.write("mine/strings/fr.txt", "skip = Aller au contenu\n")
    let outcome = try Executable.run(["templates", "--check", "mine"], in: folder)
    #expect(outcome.status == 78)
    #expect(outcome.output.hasPrefix("mine/strings/fr.txt:1:1: error: the phrase \""))
  }

  @Test("the extra style is checked like the style sheet")
  func extraStyle() throws {
    try folder.write("mine/assets/extra.css", "a {}\n</style>\n")
    let outcome = try Executable.run(["templates", "--check", "mine"], in: folder)
    #expect(outcome.status == 78)
    #expect(
      outcome.output == """
        mine/assets/extra.css:2:1: error: a style sheet or a script holds none of `{{`, `</` and `<!--`
        1 file, 1 problem

        """)
  }

  @Test("what they may ask for is printed as the documentation has it")
  func contract() throws {
    let outcome = try Executable.run(["templates", "--contract"], in: folder)
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output == (try Page("Documentation/TemplateContract.md").text))
    #expect(try Executable.run(["templates", "--contract", "mine"], in: folder).status == 64)
    #expect(folder.names("mine").isEmpty)
  }

  @Test("a report that is rendered again takes them too, one file or many")
  func render() throws {
    try folder.write("in/tasks.csv", ProgramTests.tasks)
    try folder.write("mine/html/title.html.mustache", "{{%CONTENT_TYPE:HTML}}\n<i>House</i> {{page.title}}\n")
    try folder.write("mine/markdown/title.md.mustache", "{{%CONTENT_TYPE:MARKDOWN}}\nHouse {{page.title}}\n")
    #expect(try Executable.run(["report", "in", "-o", "own", "--locale", "en"], in: folder).status == 0)
    let arguments = ["render", "own/report.json", "-o", "again", "--locale", "en", "--templates", "mine"]
    let outcome = try Executable.run(arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
    for name in ["performance.html", "orchestration.html", "index.html"] {
      let own = try #require(folder.text("own/\(name)"))
      let expected = own.replacing("<h1>", with: "<h1><i>House</i> ")
      #expect(folder.text("again/\(name)") == expected && expected != own, "\(name)")
    }
    let markdown = try #require(folder.text("own/performance.md"))
    #expect(folder.text("again/performance.md") == "# House " + markdown.dropFirst(2))
  }

  @Test("a folder that is not there, or empty, is told")
  func missing() throws {
    #expect(try Executable.run(["templates", "--check", "none"], in: folder).status == 78)
    #expect(try Executable.run(["templates"], in: folder).status == 64)
  }
}
