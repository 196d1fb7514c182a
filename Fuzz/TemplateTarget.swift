import Tasks

@testable import Reporting

/// What every value of the page is.
private let value = "<q7z a=\"b\" c='d'>&\u{301}{{#q7z}}"

private let tags = TagSet(
  subject: "page",
  [
    tag("name", .text), tag("flag", .flag),
    tag("page", .group(TagSet(subject: "title", [tag("title", .text), tag("known", .flag)]))),
    tag(
      "rows",
      .list(
        TagSet(
          subject: "row", [tag("name", .text), tag("cells", .list(TagSet(subject: "cell", [tag("text", .text)])))]))),
  ])

private func tag(_ name: String, _ shape: Shape) -> TemplateTag {
  TemplateTag(name: name, meaning: name, shape: shape)
}

/// Templates: what is accepted is rendered, no value of it unescaped.
func fuzzTemplates(_ bytes: [UInt8]) {
  let file = "html/page.html.mustache"
  let partial = Array("{{%CONTENT_TYPE:HTML}}\n<i>{{name}}</i>".utf8)
  let set = TemplateSet(files: [
    file: bytes, "html/part.html.mustache": partial, PageAssets.style: Array("p { margin: 0 }".utf8),
  ])
  guard let library = try? TemplateLibrary(set, pages: ["page.html"], tags: tags, assets: PageAssets(set)) else {
    return
  }
  let page = library.render("page.html", with: view(of: tags))
  if !String(decoding: bytes, as: UTF8.self).contains("q7z") {
    promise(!page.contains("<q7z"), "a value is escaped")
    promise(!page.contains("a=\"b\"") && !page.contains("c='d'"), "a value's quotes are escaped")
  }
}

private func view(of tags: TagSet) -> [String: Any] {
  Dictionary(uniqueKeysWithValues: tags.tags.map { ($0.name, value(of: $0.shape)) })
}

private func value(of shape: Shape) -> Any {
  switch shape {
  case .text, .markup: value
  case .flag: true
  case .group(let tags): view(of: tags)
  case .list(let tags): [view(of: tags), view(of: tags)]
  }
}
