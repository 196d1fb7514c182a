/// libFuzzer with one of the targets.
@main
enum Fuzz {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = FuzzTarget.chosen
    _ = runDriver(&count, &arguments) { start, count in
      FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
      return 0
    }
  }
}

/// libFuzzer's own main loop; its library is linked, its `main` is not.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
