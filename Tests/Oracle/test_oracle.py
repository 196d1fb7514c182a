#!/usr/bin/env python3
"""Sentences of the specification about replay, values and days, each as a case small enough to be right by inspection."""
import sys

sys.dont_write_bytecode = True

import unittest
from datetime import timezone
from zoneinfo import ZoneInfo

import metrics
import values
from configuration import Configuration, parse
from records import TIMES, keys
from replay import Life
from test_agent_output import *

UTC, SAO_PAULO, NEW_YORK = timezone.utc, ZoneInfo("America/Sao_Paulo"), ZoneInfo("America/New_York")
END = 1000


def life(status, explicit=(), observed=100, flag=None, **times):
    """Times are small whole numbers; created is 1 unless told."""
    record = {t: None for t in TIMES} | {"id": "t", "status": status, "channel": "amazon", "created_by_agent": "alex", "admin_approved": flag,
                                         "created_at": 1, "estimated_hours": None, "actual_hours": None}
    record |= {f"{k}_at": v for k, v in times.items()}
    return Life(record, observed, [(at, kind, None) for kind, at in explicit])


class Replay(unittest.TestCase):
    def check(self, x, status, refused=0, mismatch=False, untimed=False, disorder=0, at=END):
        self.assertEqual((x.status(at), x.refused, x.mismatch, x.without_timestamp, x.disorder), (status, refused, mismatch, untimed, disorder))

    def test_a_life_with_all_its_times_has_no_fault(self):
        self.check(life("completed", submitted=2, approved=3, started=4, completed=5), "completed")

    def test_completed_needs_no_start(self):
        self.check(life("completed", approved=3, completed=5), "completed")

    def test_a_missing_approval_is_taken_as_done(self):
        x = life("completed", completed=5)
        self.check(x, "completed", untimed=True)
        self.assertEqual(x.status(4), "pending")

    def test_a_status_without_its_time_stands(self):
        self.check(life("rejected"), "rejected", untimed=True)
        self.check(life("in_progress", approved=3), "in_progress", untimed=True)
        self.check(life("completed"), "completed", untimed=True)

    def test_a_status_without_its_time_waits_for_the_step_before_it(self):
        x = life("completed", approved=10)
        self.assertEqual([x.status(t) for t in (1, 9, 10)], ["pending", "pending", "completed"])

    def test_as_of_undoes_what_came_later(self):
        x = life("rejected", approved=5, rejected=9)
        self.assertEqual([x.status(t) for t in (4, 5, 8, 9)], ["pending", "approved", "approved", "rejected"])

    def test_an_explicit_completion_while_pending_is_refused(self):
        x = life("pending", [("completed", 50)])
        self.check(x, "pending", refused=1)
        self.assertEqual(x.time("completed", END), 50)

    def test_a_late_completion_while_pending_is_refused_as_well(self):
        self.check(life("pending", [("completed", 150)]), "pending", refused=1)

    def test_an_approval_after_the_completion_contradicts_it(self):
        self.check(life("completed", approved=9, completed=5), "completed", refused=1, mismatch=True)

    def test_a_record_that_reopens_in_silence_contradicts_its_completion(self):
        self.check(life("pending", approved=3, completed=5), "pending", mismatch=True)

    def test_an_earlier_reopening_explains_it(self):
        x = life("pending", [("reopened", 7)], approved=3, completed=5)
        self.check(x, "pending")
        self.assertEqual([x.status(t) for t in (6, 7)], ["completed", "pending"])

    def test_the_same_event_counts_once(self):
        self.check(life("approved", [("approved", 3)], approved=3), "approved")

    def test_a_repetition_is_no_fault(self):
        self.check(life("approved", [("approved", 4), ("approved", 5)], approved=3), "approved")

    def test_equal_times_go_by_the_tables_order(self):
        self.check(life("completed", [("started", 1)], approved=1, completed=1), "completed")

    def test_a_time_before_creation_is_taken_as_creation(self):
        x = life("approved", approved=0)
        self.check(x, "approved", disorder=1)
        self.assertIsNone(x.time("approved", END))

    def test_a_later_event_applies_to_the_records_status(self):
        x = life("approved", [("started", 150), ("completed", 160)], approved=3)
        self.check(x, "completed")
        self.assertEqual([x.status(t) for t in (149, 150, 160)], ["approved", "in_progress", "completed"])

    def test_the_records_own_time_comes_first(self):
        x = life("completed", [("reopened", 150), ("approved", 160), ("completed", 170)], approved=3, completed=5)
        self.check(x, "completed")
        self.assertEqual((x.time("approved", END), x.time("completed", END)), (3, 5))


class Approval(unittest.TestCase):
    def test_the_flag_decides_where_it_is_given(self):
        self.assertTrue(life("pending", flag=True).approved(END))
        self.assertFalse(life("completed", flag=False).approved(END))

    def test_a_rejected_task_is_not_approved(self):
        self.assertFalse(life("rejected", flag=True).approved(END))

    def test_without_the_flag_status_or_approved_at_decide(self):
        self.assertTrue(life("in_progress").approved(END))
        self.assertFalse(life("awaiting_approval").approved(END))
        self.assertTrue(life("cancelled", approved=3, cancelled=4).approved(END))

    def test_a_flag_given_later_is_not_yet_given(self):
        x = life("approved", flag=True, approved=10)
        self.assertEqual([x.approved(t) for t in (9, 10)], [False, True])

    def test_a_later_reopening_takes_it_back(self):
        self.assertFalse(life("completed", [("reopened", 150)], flag=True).approved(END))
        self.assertTrue(life("completed", [("reopened", 150)], flag=True).approved(149))

    def test_an_approval_after_the_reopening_counts(self):
        self.assertTrue(life("rejected", [("reopened", 150), ("approved", 160)], flag=False).approved(END))

    def test_an_earlier_explicit_approval_counts_like_approved_at(self):
        self.assertTrue(life("cancelled", [("approved", 3), ("cancelled", 4)]).approved(END))

    def test_it_does_not_when_refused_or_reopened(self):
        self.assertFalse(life("cancelled", [("cancelled", 3), ("approved", 4)]).approved(END))
        self.assertFalse(life("pending", [("approved", 3), ("completed", 4), ("reopened", 5)]).approved(END))


class Versions(unittest.TestCase):
    def record(self, status="pending", **times):
        return {t: None for t in TIMES} | {"status": status, "created_at": 1} | {f"{k}_at": v for k, v in times.items()}

    def test_updated_at_then_export_then_own_times_then_rank(self):
        self.assertGreater(keys(self.record(updated=10), None), keys(self.record(completed=9), None))
        self.assertGreater(keys(self.record(), 20), keys(self.record(updated=10), 30))
        self.assertGreater(keys(self.record(updated=10), 30), keys(self.record(updated=10), 20))
        self.assertGreater(keys(self.record(updated=10), 20), keys(self.record(updated=10), None))
        self.assertGreater(keys(self.record("approved", updated=10), 20), keys(self.record("pending", updated=10), 20))


class Values(unittest.TestCase):
    def test_times(self):
        at = lambda text, zone=UTC, **more: values.shown(values.instant(text, zone, **more))
        self.assertEqual(at("2026-02-24 12:45:30.123+00"), "2026-02-24T12:45:30.123Z")
        self.assertEqual(at("2026-02-24T12:45:30,1239999-0300"), "2026-02-24T15:45:30.123Z")
        self.assertEqual(at("2026-02-24", SAO_PAULO), "2026-02-24T03:00:00.000Z")
        self.assertEqual(at("2026-02-24T09:45:60Z"), "2026-02-24T09:45:59.999Z")
        self.assertEqual(at("1769284888"), "2026-01-24T20:01:28.000Z")
        self.assertEqual(at("1769284888678"), "2026-01-24T20:01:28.678Z")
        self.assertEqual(at("24/02/2026 09:45", SAO_PAULO, dates="dmy"), "2026-02-24T12:45:00.000Z")
        self.assertEqual(at("2025-03-09T02:30", NEW_YORK), "2025-03-09T07:30:00.000Z")
        self.assertEqual(at("2025-11-02T01:30", NEW_YORK), "2025-11-02T05:30:00.000Z")

    def test_no_times(self):
        for text in ("2026-02-30", "2026-02-24T24:00:00Z", "2026-02-24T12:00:00+18:01", "99999999", "1969-12-31", "2263-01-01", "ontem", "24/02/2026"):
            with self.assertRaises(values.Unreadable, msg=text): values.instant(text, UTC)

    def test_hours(self):
        self.assertEqual([values.hours(t) for t in ("2", "+2.5", "25e-1", ".25")], [20_000, 25_000, 25_000, 2_500])
        self.assertEqual(values.hours("2,5", ","), 25_000)
        for text in ("-1", "NaN", "1e10", "1.000,5", "4h", "1e999999999"):
            with self.assertRaises(values.Unreadable, msg=text): values.hours(text)

    def test_a_days_last_millisecond(self):
        day = values.date_of(values.instant("2025-11-02T12:00:00Z", UTC), NEW_YORK)
        self.assertEqual(values.last_millisecond(day, NEW_YORK) + 1 - values.midnight(day, NEW_YORK), 25 * values.HOUR)

    def test_export_times(self):
        self.assertEqual(values.shown(values.export_time("tasks-20260224T0200.json", SAO_PAULO)), "2026-02-24T05:00:00.000Z")
        self.assertEqual(values.shown(values.export_time("2026-02-24", UTC)), "2026-02-24T00:00:00.000Z")
        self.assertIsNone(values.export_time("tasks-20261324.json", UTC))


class Figures(unittest.TestCase):
    def test_ranks_are_nearest_and_of_whole_seconds(self):
        t = metrics.times([60_999, 120_000, 180_000, 240_000])
        self.assertEqual((t["p50Minutes"], t["p90Minutes"], t["maxMinutes"]), (2, 4, 4))
        self.assertEqual(float(t["meanMinutes"]), 600_999 / 4 / 60_000)
        self.assertEqual(float(metrics.times([60_999])["p50Minutes"]), 1)

    def test_wilson(self):
        # By hand: n = 1, k = 1 gives [1 / (1 + z^2), 1].
        low, high = metrics.interval(1, 1)
        self.assertAlmostEqual(low, 100 / (1 + 1.959963984540054 ** 2), 12)
        self.assertEqual(high, 100)
        self.assertIsNone(metrics.interval(0, 0))

    def test_names(self):
        c = Configuration(parse("aliases:\n  bru: bruna\nagents:\n  - id: bruna\n    name: Bruna Dias\n    channel: magalu\n"))
        self.assertEqual([c.agent(t) for t in ("ALEX", "marketplace-Amazon", "Alex Alara", "bru", "bruna_dias", "Luna-Beta 2")],
                         ["alex", "alex", "alex", "bruna", "bruna", "luna_beta_2"])
        self.assertEqual([c.channel(t) for t in ("Mercado Livre", "tiktok_shop", "TikTok", "Magalu SP")], ["mercadolivre", "tiktokshop", "tiktokshop", "magalu_sp"])


if __name__ == "__main__": unittest.main()
