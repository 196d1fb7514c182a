import Tasks

@testable import Ingestion

/// The text of a language model: its tasks are found within it, in bounded work; JSON is made valid by repair, and left alone
/// where it was. The whole text is also read as a provider's response.
func fuzzAgentText(_ bytes: [UInt8]) {
  let reader = AgentTextReader()
  let reading = reader.read(bytes.span)
  promise(reader.work <= 64 * bytes.count + 200_000, "the work grows with the text: \(reader.work)")
  promise(reading.taskCount == reader.tasks.count, "tasks are counted")
  let titles = reader.titles
  for task in reader.tasks {
    promise(
      task.offset >= 0 && task.count >= 0 && Int(task.offset + task.count) <= bytes.count, "a task lies in the text")
    promise(task.titleStart >= 0 && Int(task.titleStart + task.titleCount) <= titles.count, "a title is there")
    promise(task.titleCount > 0 && task.estimatedHours >= 0, "a task has a title and no negative hours")
  }
  let again = AgentTextReader()
  for ordinal in reader.tasks.indices.prefix(3) {
    promise(again.texts(ofTask: ordinal, in: bytes.span) != nil, "a task's texts are found again")
  }
  fuzzRepair(bytes)
  fuzzResponse(bytes)
}

/// Repair of the first array or object.
private func fuzzRepair(_ bytes: [UInt8]) {
  guard Scan.isUTF8(bytes.span, from: 0, to: bytes.count),
    let start = bytes.firstIndex(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") })
  else { return }
  var repair = JSONRepair()
  let sound = try? JSONScanner.value(bytes.span, start, bytes.count)
  guard let outcome = try? repair.repair(bytes.span, start, bytes.count, endIsCut: true) else {
    return promise(sound == nil, "valid JSON is not given up")
  }
  promise(outcome.end > start && outcome.end <= bytes.count, "what was repaired lies in the text")
  let output = repair.output
  promise((try? JSONScanner.value(output.span, 0, output.count)) == output.count, "what was repaired is valid JSON")
  // Of what may be a name no more than 80 bytes are looked at.
  guard let sound, !hasLongName(bytes[start..<sound]) else { return }
  promise(repair.repairs.isEmpty && outcome.end == sound && !outcome.isCut, "valid JSON needs no repair")
  promise(output == withoutSpace(bytes[start..<sound]), "valid JSON stays as it is, but for white space")
}

private func withoutSpace(_ json: ArraySlice<UInt8>) -> [UInt8] {
  var isInString = false
  var isEscaped = false
  return json.filter { byte in
    defer {
      if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
      isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
    }
    return isInString || ![0x20, 0x09, 0x0A, 0x0D].contains(byte)
  }
}

/// Whether a string of more than 64 bytes is followed by a colon.
private func hasLongName(_ json: ArraySlice<UInt8>) -> Bool {
  let nodes = JSONNodes()
  let text = Array(json)
  guard (try? nodes.read(text.span, 0, text.count)) != nil else { return false }
  return (0..<nodes.count).contains { number in
    var isLong = false
    nodes.members(of: number) { key, _ in isLong = isLong || key.count > 64 }
    return isLong
  }
}

/// The text as a provider's response.
private func fuzzResponse(_ bytes: [UInt8]) {
  let nodes = JSONNodes()
  guard bytes.first == UInt8(ascii: "{"), (try? nodes.read(bytes.span, 0, bytes.count)) != nil else { return }
  let reader = EnvelopeReader(nodes)
  let envelope = String(describing: reader.read(bytes.span))
  promise(String(describing: reader.read(bytes.span)) == envelope, "a response reads the same again")
}
