/// Everything that templates may ask for. A new section is its file and its line here.
enum Contract {
  /// A tag that goes, or changes its type or its meaning, makes the first number grow; a tag that is added, the second.
  static let version = "1.0"

  static func fields(_ catalogue: Catalogue) -> [Field<Page>] {
    [
      .text("locale", "the locale of the page, as `lang` takes it: `pt-BR`") { _, scene in
        scene.language.catalogue.locale
      },
      .text("styleHash", "the style sheet's hash for the Content-Security-Policy: `sha256-...`") { _, scene in
        scene.styleHash
      },
      .text("scriptHash", "the script's hash, likewise") { _, scene in scene.scriptHash },
      // Phrases without values: {{t.heading-agents}}.
      .group(
        "t", "the phrases of the catalogue that take no value, by their keys: `{{t.heading-agents}}`",
        phrases(catalogue)
      ) { page, _ in page },
      .group("page", "which page this is", Page.fields) { page, _ in page },
      .group("head", "what the report is about", HeadSection.fields) { _, scene in scene.model },
      .flag("hasNotices", "whether the figures must be read with care") { _, scene in !Notice.all(scene).isEmpty },
      .list("notices", "each reason to read the figures with care", Notice.fields) { _, scene in Notice.all(scene) },
      .group("verdict", "whether the system is healthy, and its five key figures", VerdictSection.fields) { _, scene in
        scene.model
      },
      .flag("hasConcerns", "whether something needs attention") { _, scene in !Concern.all(scene).isEmpty },
      .list(
        "concerns", "what needs attention, the gravest first, as many as `listRows`",
        Concern.fields
      ) { _, scene in scene.cut(Concern.all(scene)) },
      .group("concernsCut", "how many concerns are not shown", CutNote.fields) { _, scene in
        let concerns = Concern.all(scene)
        return scene.remainder(total: concerns.count, shown: scene.cut(concerns).count)
      },
      .list("mailConcerns", "the concerns that the mail has room for", Concern.fields) { _, scene in
        scene.mailed(Concern.all(scene))
      },
      .group("mailConcernsCut", "how many concerns the mail leaves out", CutNote.fields) { _, scene in
        let concerns = Concern.all(scene)
        return scene.remainder(total: concerns.count, shown: scene.mailed(concerns).count, "mail-cut")
      },
      .group("agents", "the agents' figures, in the order of the registry", AgentsSection.fields) { _, scene in
        scene.model
      },
      .group("channels", "the channels' figures, in the order of the registry", ChannelsSection.fields) { _, scene in
        scene.model
      },
      .group("flow", "how tasks move: by day, by stage, and what is still open", FlowSection.fields) { _, scene in
        scene.model
      },
      .group("openAges", "how old the open tasks are; left out when none is open", OpenAges.fields) { _, scene in
        OpenAges(scene.model.openAges, scene)
      },
      .group("estimates", "estimated hours against actual ones", EstimatesSection.fields) { _, scene in scene.model },
      .list("totals", "the system's tasks: generated, approved, then by status", Total.fields) { _, scene in
        Total.all(scene.model.system)
      },
      .group("plans", "what activating the orchestrator gave; left out without plans", PlansSection.fields) {
        _, scene in scene.model.plans.isEmpty ? nil : scene.model
      },
      .group(
        "reconciliation", "what agents said against what was stored; left out without agent output",
        ReconciliationSection.fields
      ) { _, scene in
        scene.model.reconciliation.agentOutputTasks > 0 ? scene.model.reconciliation : nil
      },
      .group("pending", "tasks that wait for a decision", PendingSection.fields) { _, scene in scene.model },
      .group("agentErrors", "responses of agents that yielded no task", AgentErrorsSection.fields) { _, scene in
        scene.model
      },
      .group("ledger", "what became of the agents' responses; left out when there are none", LedgerSection.fields) {
        _, scene in scene.model.ledger.isEmpty ? nil : scene.model
      },
      .group("quality", "what was read, and what was found in it", QualitySection.fields) { _, scene in scene.model },
      .group("method", "how the figures were made", MethodSection.fields) { _, scene in scene.model },
      .list("files", "the files that lie beside the page, for the way in", ReportFile.fields) { _, scene in
        ReportFile.all(scene.formats, hasQuarantine: scene.hasQuarantine, role: scene.role)
      },
    ]
  }

  private static func phrases(_ catalogue: Catalogue) -> [Field<Page>] {
    catalogue.phrases.filter { $0.value.placeholders.isEmpty && !$0.key.contains(".") }.keys.sorted().map { key in
      .text(key, "the phrase of the catalogue") { _, scene in scene.text(key) }
    }
  }
}
