import Foundation

/// Prints what single steps take: `make bench-micro`, or with the number of rounds, `Benchmarks 21`.
@main
enum Micro {
  static func main() throws {
    let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 11
    print("Medians of \(rounds | 1) rounds, one thread.")
    print(line("", "ns an item", "the least", "MB/s", "items"))
    for make in [scanning, values, table, percentiles] {
      for benchmark in make() {
        let result = try benchmark.measure(rounds: rounds)
        print(
          line(
            benchmark.name, rounded(result.median / Double(benchmark.items) * 1e9, 1),
            rounded(result.least / Double(benchmark.items) * 1e9, 1),
            rounded(Double(benchmark.bytes) / result.median / 1e6, 0), String(benchmark.items)))
      }
    }
  }

  private static func rounded(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }

  private static func line(_ name: String, _ columns: String...) -> String {
    name.padding(toLength: 34, withPad: " ", startingAt: 0)
      + columns.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }.joined()
  }
}
