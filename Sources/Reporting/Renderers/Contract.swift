/// Everything that templates may ask for. A new section is its file and its line here.
enum Contract {
  static func fields(_ catalogue: Catalogue) -> [Field<Page>] {
    [
      .text("locale") { _, scene in scene.language.catalogue.locale },
      .text("styleHash") { _, scene in scene.styleHash },
      .text("scriptHash") { _, scene in scene.scriptHash },
      // Phrases without values: {{t.heading-agents}}.
      .group("t", phrases(catalogue)) { page, _ in page },
      .group("page", Page.fields) { page, _ in page },
      .group("head", HeadSection.fields) { _, scene in scene.model },
      .flag("hasNotices") { _, scene in !Notice.all(scene).isEmpty },
      .list("notices", Notice.fields) { _, scene in Notice.all(scene) },
      .group("verdict", VerdictSection.fields) { _, scene in scene.model },
      .flag("hasConcerns") { _, scene in !Concern.all(scene).isEmpty },
      .list("concerns", Concern.fields) { _, scene in scene.cut(Concern.all(scene)) },
      .group("concernsCut", CutNote.fields) { _, scene in
        let concerns = Concern.all(scene)
        return scene.remainder(total: concerns.count, shown: scene.cut(concerns).count)
      },
      .list("mailConcerns", Concern.fields) { _, scene in scene.mailed(Concern.all(scene)) },
      .group("mailConcernsCut", CutNote.fields) { _, scene in
        let concerns = Concern.all(scene)
        return scene.remainder(total: concerns.count, shown: scene.mailed(concerns).count, "mail-cut")
      },
      .group("agents", AgentsSection.fields) { _, scene in scene.model },
      .group("channels", ChannelsSection.fields) { _, scene in scene.model },
      .group("flow", FlowSection.fields) { _, scene in scene.model },
      .group("openAges", OpenAges.fields) { _, scene in OpenAges(scene.model.openAges, scene) },
      .group("estimates", EstimatesSection.fields) { _, scene in scene.model },
      .list("totals", Total.fields) { _, scene in Total.all(scene.model.system) },
      .group("plans", PlansSection.fields) { _, scene in scene.model.plans.isEmpty ? nil : scene.model },
      .group("reconciliation", ReconciliationSection.fields) { _, scene in
        scene.model.reconciliation.agentOutputTasks > 0 ? scene.model.reconciliation : nil
      },
      .group("pending", PendingSection.fields) { _, scene in scene.model },
      .group("agentErrors", AgentErrorsSection.fields) { _, scene in scene.model },
      .group("ledger", LedgerSection.fields) { _, scene in scene.model.ledger.isEmpty ? nil : scene.model },
      .group("quality", QualitySection.fields) { _, scene in scene.model },
      .group("method", MethodSection.fields) { _, scene in scene.model },
      .list("files", ReportFile.fields) { _, scene in
        ReportFile.all(scene.formats, hasQuarantine: scene.hasQuarantine, role: scene.role)
      },
    ]
  }

  private static func phrases(_ catalogue: Catalogue) -> [Field<Page>] {
    catalogue.phrases.filter { $0.value.placeholders.isEmpty && !$0.key.contains(".") }.keys.sorted().map { key in
      .text(key) { _, scene in scene.text(key) }
    }
  }
}
