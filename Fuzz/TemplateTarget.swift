import Tasks

@testable import Reporting

/// What every value of the page is.
private let value = "<q7z a=\"b\" c='d'>&\u{301}{{#q7z}}"

private let shape: [String: Shape] = [
  "name": .text, "flag": .flag, "page": .group(["title": .text, "known": .flag]),
  "rows": .list(["name": .text, "cells": .list(["text": .text])]),
]

/// Templates: what is accepted is rendered, no value of it unescaped.
func fuzzTemplates(_ bytes: [UInt8]) {
  let file = "html/page.html.mustache"
  let partial = Array("{{%CONTENT_TYPE:HTML}}\n<i>{{name}}</i>".utf8)
  let set = TemplateSet(files: [file: bytes, "html/part.html.mustache": partial])
  guard let library = try? TemplateLibrary(set, pages: ["page.html"], shape: shape, style: "p { margin: 0 }") else {
    return
  }
  let page = library.render("page.html", with: view(of: shape))
  if !String(decoding: bytes, as: UTF8.self).contains("q7z") {
    promise(!page.contains("<q7z"), "a value is escaped")
    promise(!page.contains("a=\"b\"") && !page.contains("c='d'"), "a value's quotes are escaped")
  }
}

private func view(of shape: [String: Shape]) -> [String: Any] {
  shape.mapValues { shape -> Any in
    switch shape {
    case .text: value
    case .flag: true
    case .group(let fields): view(of: fields)
    case .list(let fields): [view(of: fields), view(of: fields)]
    }
  }
}
