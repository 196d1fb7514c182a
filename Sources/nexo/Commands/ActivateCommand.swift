import ArgumentParser
import Reporting
import Tasks

/// `nexo activate`: the latest plan.
struct ActivateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "activate",
    abstract: "Print the orchestrator's latest plan, as its API answers.",
    discussion: """
      The same document as api/activate.json of report. Plans are replayed from the agents' output; where there is none, \
      the plan has the status "planning".

      Example:
        nexo activate exports/ --channels amazon,mercadolivre

      Exit status: as of report; 77 when the role may not see plans (they are for admin and head).
      """)

  @OptionGroup var options: DocumentOptions

  func run() throws { try options.print(.plans) { _ throws(Failure) in .activate } }
}
