/// The words of the line that shows progress.
struct ProgressLine {
  var state: ProgressCounter.State
  /// Bytes a second.
  var rate: Double?
  /// Seconds until all is read.
  var remaining: Double?

  /// The line in at most `width` columns: what matters least goes first. Nil when there is nothing to tell yet.
  func text(width: Int) -> String? {
    guard let lead else { return nil }
    var details = [rateText, remainingText, filesText].compactMap { $0 }
    while !details.isEmpty, ([lead] + details).joined(separator: ", ").count > width { details.removeLast() }
    return Terminal.clipped(([lead] + details).joined(separator: ", "), to: max(1, width))
  }

  private var lead: String? {
    switch state.phase {
    case .opening where state.read > 0: "nexo: opening, \(ProgressLine.megabytes(state.read)) MB inflated"
    case .opening: state.filesDone > 0 ? "nexo: opening" : nil
    case .reading: state.read > 0 || state.filesDone > 0 ? "nexo: \(amount) read\(share)" : nil
    case .readingAgain: "nexo: \(amount) read again\(share)"
    case .measuring: "nexo: measuring"
    case .writing: "nexo: writing"
    }
  }

  private var amount: String {
    let read = ProgressLine.megabytes(state.read)
    return state.total > 0 ? "\(read) of \(ProgressLine.megabytes(state.total)) MB" : "\(read) MB"
  }

  private var share: String {
    guard state.total > 0 else { return "" }
    return " (\(Int(min(100, max(0, Double(state.read) * 100 / Double(state.total)))))%)"
  }

  private var rateText: String? {
    guard let rate, state.read > 0, !isDone, state.phase != .measuring, state.phase != .writing else { return nil }
    return "\(ProgressLine.megabytes(Int(min(rate, 1e15)))) MB/s"
  }

  private var remainingText: String? {
    guard let remaining, !isDone else { return nil }
    // Rounded up: it says 1 s up to the end, and nothing is ever 0 s away.
    let seconds = Int(min(remaining, 360_000).rounded(.up))
    let hours = seconds / 3600
    if hours >= 100 { return nil }
    let minutes = seconds / 60 % 60
    if hours > 0 { return "\(hours) h \(ProgressLine.twoDigits(minutes)) min left" }
    return minutes > 0 ? "\(minutes) min \(ProgressLine.twoDigits(seconds % 60)) s left" : "\(seconds) s left"
  }

  private var filesText: String? {
    state.files > 1 ? "\(state.filesDone) of \(state.files) files" : nil
  }

  private var isDone: Bool { state.total > 0 && state.read >= state.total }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// `0.4`, `9.9`, `120`: rounded down, so that nothing is told that is not there.
  private static func megabytes(_ bytes: Int) -> String {
    let tenths = max(0, bytes) / 100_000
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
  }
}
