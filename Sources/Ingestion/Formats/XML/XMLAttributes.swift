internal import Glibc

/// The attributes of a start tag as libxml2 passes them: five pointers each (name, prefix, namespace, value, end of value).
struct XMLAttributes {
  private let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  init(_ pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int32) {
    self.pointers = pointers
    self.count = pointers == nil ? 0 : Int(max(0, count))
  }

  /// The name without its prefix, interned.
  func name(_ index: Int) -> UnsafePointer<UInt8>? { pointers?[index * 5] }

  /// The value; it lies in the parser's buffer as long as the callback runs.
  func value(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    guard let pointers, let start = pointers[index * 5 + 3], let end = pointers[index * 5 + 4] else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: start, count: max(0, end - start))
  }

  /// The value of the attribute that is named so, if it is there.
  func value(named name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    for i in 0..<count where isNamed(i, name) { return value(i) }
    return nil
  }

  /// `xsi:nil="true"`, whatever the prefix: of a record read alone it is not declared.
  var isNil: Bool {
    for i in 0..<count where pointers?[i * 5 + 1] != nil && isNamed(i, "nil") {
      let value = value(i)
      return value.elementsEqual("true".utf8) || value.elementsEqual("1".utf8)
    }
    return false
  }

  private func isNamed(_ index: Int, _ text: StaticString) -> Bool {
    guard let name = name(index) else { return false }
    // Both end in a zero byte.
    return name.withMemoryRebound(to: CChar.self, capacity: 1) { name in
      text.utf8Start.withMemoryRebound(to: CChar.self, capacity: 1) { strcmp(name, $0) == 0 }
    }
  }
}
