@testable import nexo

/// Config files: read the same twice, or refused with messages that have their place.
func fuzzConfiguration(_ bytes: [UInt8]) {
  guard let text = String(validating: bytes, as: UTF8.self) else { return }
  let results = (0..<2).map { _ in
    Result { () throws(Failure) in try ConfigurationReader.read(text, path: "nexo.yml") }
  }
  switch (results[0], results[1]) {
  case (.success(let file), .success(let again)): promise(file == again, "a config file reads the same again")
  case (.failure(let failure), .failure(let again)):
    promise(!failure.messages.isEmpty, "a refusal has a message")
    for message in failure.messages {
      promise((message.place?.line ?? 1) >= 1 && (message.place?.column ?? 1) >= 1, "a message has its place")
    }
    promise(failure.messages.map { "\($0)" } == again.messages.map { "\($0)" }, "a refusal is the same again")
  default: promise(false, "a config file is read or refused")
  }
}
