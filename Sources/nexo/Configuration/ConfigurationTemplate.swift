import Tasks

/// The text that `nexo init` writes. In it, `#key:` is a key with its default and `# text` is prose.
enum ConfigurationTemplate {
  static let text =
    """
    # Settings of nexo. Every key is optional and stands here with its default, commented out.
    # Options on the command line win over environment variables (NEXO_TIMEZONE, ...), these win over this file.

    # The time zone of days, of dates on the command line and of the times in file names.
    #timezone: UTC

    # The time zone of timestamps in the input that name none.
    #assume_timezone: UTC

    # The language of the reports: pt-BR or en.
    #locale: pt-BR

    # What to write: any of md, html, json, csv, api, and mail.
    #formats: [md, html, json, csv, api]

    # Whom the output is for: admin, head, qa or user, who see less and less; without the key, everything is written.
    # role: user

    # The channels of the orchestrator's plans; without the key, all.
    # plan_channels: [amazon, mercadolivre]

    # Threads that read and measure, from 1 to 256; without the key, one a core. The result is the same.
    # jobs: 2

    # Publish nothing when any record is quarantined.
    #strict: false

    # Publish what was read of files that break off in the middle, with a banner in every report.
    #allow_partial: false

    # Exit with status 1, after publishing, when one of these holds.
    # Figures: \(GateFigure.list).
    #fail_on: []
    # fail_on: ["health<good", "quarantined>0", "approval below 80"]

    # Examples kept for each finding, from 0 to 1000.
    #max_examples: 5

    # Hash the inputs for report.json and manifest.json.
    #input_hash: true

    # The table of SQLite databases that holds the records; without the key, tasks (or events).
    # table: tasks

    # A folder of templates that replace built-in ones of the same name, from this file's folder.
    # templates: templates

    # Further spellings of task statuses, beside the built-in ones.
    #status_map: {}
    # status_map:
    #   aguardando: awaiting_approval
    #   feito: completed

    # Channels and agents beside the six built-in ones, or other names for these. Ids: a-z, 0-9, _ and -.
    #channels: []
    # channels:
    #   - {id: magalu, name: Magalu}
    #agents: []
    # agents:
    #   - {id: luiza, name: Luiza, channel: magalu, speciality: Department store}

    # Whether the lists above replace the built-in ones.
    #replace_registry: false

    # Further names of agents and channels, each with the id that it means.
    #aliases: {}
    # aliases:
    #   ml: mercadolivre

    # How to read inputs whose paths match a pattern: * and ? stand for anything but /, ** for anything.
    # encoding: utf-8, windows-1252, iso-8859-1, utf-16le, utf-16be; decimal: "." or ","; dates: iso or dmy;
    # kind: tasks, events, agent-output; format: json, ndjson, csv, xml, text, sqlite.
    #inputs: []
    # inputs:
    #   - {path: "planilhas/*.csv", encoding: windows-1252, decimal: ",", dates: dmy}

    # Every threshold, weight and limit in use; report.json prints them.
    #settings:
    \(settings)

    """

  private static var settings: String {
    let defaults = Settings()
    return SettingKeys.all.map { name, key in
      switch key {
      case .number(let path, _): "#  \(name): \(defaults[keyPath: path])"
      case .count(let path, _): "#  \(name): \(defaults[keyPath: path])"
      }
    }.joined(separator: "\n")
  }
}
