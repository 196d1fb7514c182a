/// The templates, catalogues and style sheets of this folder, compiled into the executable.
package enum BuiltinTemplates {
  package static let example = PackageResources.page_html_mustache
}
