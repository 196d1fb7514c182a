import Tasks

/// What an explanation of a task says, in English.
enum TaskWords {
  static func time(_ milliseconds: Int64) -> String { Instant(milliseconds: milliseconds).description }

  /// Why a record does not count.
  static func lost(_ reason: TaskStory.LostBy) -> String {
    switch reason {
    case .key(.observed): "superseded: it was observed earlier (key 1)"
    case .key(.exportTime): "superseded: observed at the same time, its file was exported earlier (key 2)"
    case .key(.latestTime): "superseded: the latest of its own timestamps is earlier (key 3)"
    case .key(.statusRank): "superseded: its status comes earlier in the order of statuses (key 4)"
    case .key(.figure(let field)): "superseded: it ties, and its \(field) is the lower one (key 5)"
    case .text(let field): "superseded: it ties, and its \(field) is the lower one (key 5)"
    case .place: "superseded: it says the same; of equal records the first by path and place counts"
    }
  }

  /// A short name of the same.
  static func code(_ reason: TaskStory.LostBy) -> String {
    switch reason {
    case .key(.observed): "observed"
    case .key(.exportTime): "exportTime"
    case .key(.latestTime): "latestTimestamp"
    case .key(.statusRank): "statusRank"
    case .key(.figure(let field)), .text(let field): field
    case .place: "place"
    }
  }

  /// What became of a proposed task.
  static func fate(_ fate: ProposedFate, isCompared: Bool) -> String {
    switch fate {
    case .unsaved: isCompared ? "unsaved: no stored task is it" : "not compared: there are no task exports"
    case .ambiguous: "ambiguous: it cannot be told which stored task is it, so it counts in no figure (ambiguous-match)"
    case .notYet: "not yet: it is proposed later"
    case .stored(_, .id): "stored: a task export has a task of the same id"
    case .stored(_, .plan): "stored: agent, title and plan agree with a task of a task export"
    case .stored(_, .time(let apart)):
      "stored: agent and title agree with a task of a task export, created \(duration(apart)) apart"
    case .stored(_, .onlyCandidate):
      "stored: agent and title agree with one task of a task export, and with no other"
    }
  }

  /// A short name of the same.
  static func code(_ fate: ProposedFate) -> String {
    switch fate {
    case .unsaved: "unsaved"
    case .ambiguous: "ambiguous"
    case .notYet: "notYet"
    case .stored: "stored"
    }
  }

  /// Why a task counts as approved or not.
  static func approval(_ reason: ReplayTrace.ApprovalReason) -> String {
    switch reason {
    case .rejected: "no: its status is rejected"
    case .adminApproved: "yes: the record's admin_approved is true"
    case .laterEvent: "yes: an event after the record was observed approved it"
    case .approvedAt: "yes: the record has no admin_approved, but an approved_at"
    case .event: "yes: the record has no admin_approved, but an event approved it"
    case .status: "yes: the record has no admin_approved, but a status that only approved tasks have"
    case .adminDenied: "no: the record's admin_approved is false"
    case .notYet: "no: admin_approved was given later"
    case .nothing: "no: nothing says so"
    }
  }

  /// What became of a step.
  static func outcome(_ step: ReplayTrace.Step) -> String {
    switch step.outcome {
    case .accepted: "accepted"
    case .implied where step.kind == nil: "accepted: the record's own status, reached by steps that it does not date"
    case .implied: "accepted: the steps before it, which the record does not date, are taken as done"
    case .repeated: "repeated: the task has this status already"
    case .refused: "refused: not allowed in this status"
    case .overruled: "the record's own status stands against its events"
    }
  }

  /// `4 h 05 min`, or in days from a day on.
  static func duration(_ milliseconds: Int64) -> String {
    let seconds = milliseconds / 1000
    if seconds < 60 { return "\(seconds) s" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes) min" }
    if minutes < 1440 { return "\(minutes / 60) h \(minutes % 60) min" }
    return "\(minutes / 1440) d \(minutes % 1440 / 60) h"
  }
}
