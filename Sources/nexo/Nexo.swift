import ArgumentParser

@main
struct Nexo: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "nexo")
}
