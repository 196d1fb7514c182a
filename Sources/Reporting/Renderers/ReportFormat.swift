/// What a report can be written as; the raw values are those of `--formats`.
package enum ReportFormat: String, Sendable, CaseIterable {
  case md, html, json, csv, api, mail
}
