import Testing

@testable import Tasks

@Suite("The state machine")
struct StateMachineTests {
  @Test(
    "It is the specification's table",
    arguments: [
      (EventKind.created, [TaskStatus](), TaskStatus.pending),
      (.submitted, [.pending], .awaitingApproval),
      (.approved, [.pending, .awaitingApproval], .approved),
      (.rejected, [.pending, .awaitingApproval, .approved], .rejected),
      (.assigned, [.approved], .inProgress),
      (.started, [.approved], .inProgress),
      (.completed, [.approved, .inProgress], .completed),
      (.cancelled, [.pending, .awaitingApproval, .approved, .inProgress], .cancelled),
      (.reopened, [.completed, .rejected, .cancelled], .pending),
    ])
  func table(kind: EventKind, from: [TaskStatus], to: TaskStatus) {
    #expect(StateMachine.sources(kind) == from)
    #expect(StateMachine.target(kind) == to)
    #expect(StateMachine.allowed(kind, from: nil) == (kind == .created))
  }

  @Test(
    "In a status these events are allowed",
    arguments: [
      (TaskStatus.pending, [EventKind.submitted, .approved, .rejected, .cancelled]),
      (.awaitingApproval, [.approved, .rejected, .cancelled]),
      (.approved, [.rejected, .assigned, .started, .completed, .cancelled]), (.inProgress, [.completed, .cancelled]),
      (.completed, [.reopened]), (.rejected, [.reopened]), (.cancelled, [.reopened]),
    ])
  func events(status: TaskStatus, allowed: [EventKind]) {
    #expect(StateMachine.events(from: status) == allowed)
    #expect(status.isTerminal == (allowed == [.reopened]))
  }

  @Test("Statuses are ranked in this order")
  func ranks() {
    #expect(
      TaskStatus.allCases.sorted().map(\.name) == [
        "pending", "awaiting_approval", "approved", "in_progress", "completed", "rejected", "cancelled",
      ])
  }
}
