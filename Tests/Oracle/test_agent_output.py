"""Sentences of the specification about agent output, reconciliation and orchestration, each as a case small enough to be right by inspection.
Run by test_oracle.py."""
import json
import unittest

import exports
import naming
import oracle
import orchestration
import providers
import reconciliation
import responses
import texts
import titles
import values
from configuration import Configuration
from proposals import Proposal
from values import HOUR

NONE = Configuration()


def names(reading):
    return [texts.title(o) for o in reading.objects]


class Texts(unittest.TestCase):
    def check(self, text, found, truncated=False):
        reading = texts.read(text)
        self.assertEqual((names(reading), reading.truncated), (found, truncated))

    def test_the_whole_text_as_json(self):
        self.check('[{"title": "A"}, {"titulo": "B"}, 3, "C", {"x": 1}]', ["A", "B"])
        self.check('\n {"title": "A", "description": "[{\\"title\\": \\"B\\"}]"} \n', ["A"])

    def test_an_object_may_hold_the_list(self):
        for name in ("tasks", "tarefas", "items", "data"): self.check(json.dumps({"resumo": "x", name: [{"title": "A"}]}), ["A"])
        self.check('{"plan": {"tasks": [{"title": "A"}]}}', ["A"])
        self.check('{"a": {"b": {"tasks": [{"title": "A"}]}}}', [])
        self.check('{"title": "Plano", "tasks": [{"title": "A"}]}', ["A"])

    def test_a_name_is_a_title_only_beside_another_field(self):
        self.check('[{"name": "A"}, {"name": "B", "priority": "alta"}]', ["B"])

    def test_fenced_blocks_come_before_what_stands_around_them(self):
        self.check('[{"title": "X"}] antes\n```json\n[{"title": "A"}]\n```\nmeio\n```\n{"title": "B"}\n```\n[{"title": "Y"}]', ["A", "B"])

    def test_longer_fences_and_fences_without_end(self):
        self.check('````json\n{"title": "``` A"}\n````', ["``` A"])
        self.check('Segue:\n```json\n[{"title": "A"}]', ["A"])

    def test_the_scanner_respects_quotes_and_nesting(self):
        self.check('Veja [1]: {"tasks": [{"title": "A ] } \\" {"}]} e [{"title": "B"}].', ['A ] } " {', "B"])
        self.check('Nota [texto {"title": "A"}]', ["A"])

    def test_elements(self):
        self.check('<tasks><task><title>A &amp; B</title></task> e <task title="C"/></tasks>', ["A & B", "C"])

    def test_what_is_cut_off_yields_what_is_complete(self):
        self.check('[{"title": "A"}, {"title": "B", "tags": ["x"', ["A"], True)
        self.check('{"plano": {"tasks": [{"title": "A"}, {"title": "B"}', ["A", "B"], True)
        self.check('Segue: {"tasks": [{"title": "A"},', ["A"], True)
        self.check('```json\n[{"title": "A"}, {"ti', ["A"], True)
        self.check('{"title": "A", "description": "b', [], True)
        self.check("Nada a propor [por ora", [])

    def test_nothing_is_made_up(self):
        for text in ("", "Não tenho tarefas hoje.", "[]", "{}", '"A"', "1. Otimizar título\n2. Trocar foto"): self.check(text, [])


class Proposals(unittest.TestCase):
    def test_defaults_are_counted(self):
        p = Proposal({"title": "A"})
        self.assertEqual((p.priority, p.category, p.estimated, p.defaulted), ("medium", "optimization", 40_000, 3))
        p = Proposal({"title": "A", "priority": "Média", "category": "scaling", "hours": "2.5"})
        self.assertEqual((p.priority, p.category, p.estimated, p.defaulted), ("medium", "scaling", 25_000, 0))

    def test_hours_with_their_unit(self):
        self.assertEqual([Proposal({"title": "A", "estimatedHours": h}).estimated for h in ("4h", "6 horas", "1 hora")], [40_000, 60_000, 10_000])

    def test_long_texts_are_clipped(self):
        p = Proposal({"title": "a" * 501, "details": "b" * 5000})
        self.assertEqual((len(p.title), len(p.description), p.clipped), (500, 5000, 1))


class Titles(unittest.TestCase):
    def test_folding(self):
        self.assertEqual(titles.folded("  Otimizar\tTÍTULO \u00a0 do   BODY "), "otimizar titulo do body")
        self.assertEqual(titles.folded("Saída"), titles.folded("SAI\u0301DA"))
        self.assertEqual(titles.folded("Straße"), "strasse")

    def test_ids(self):
        # By hand: the first 16 bytes of SHA-1 over the namespace and the four lines, version and variant set.
        self.assertEqual(titles.identity("alex", None, "Otimizar  TÍTULO", "2026-02-24T12:00:00.000Z"), "5f665d74-f6c8-5e7e-b7c3-9ad767a5cd5e")


class Naming(unittest.TestCase):
    def test_words(self):
        self.assertEqual([naming.spelled(t, NONE) for t in ("lote-7_alex_03", "Marketplace TikTok-Shop.md", "alex-alara", "marinas", "2026-02-24", "tren/viral")],
                         ["alex", "viral", "alex", None, None, "tren"])

    def test_the_file_comes_before_its_folder(self):
        self.assertEqual(naming.of_file("exports/alex/resposta-sunny.md", NONE), "sunny")
        self.assertEqual(naming.of_file("exports/alex/resposta.md", NONE), "alex")
        self.assertIsNone(naming.of_file("alex/2026-02-24/resposta.md", NONE))

    def test_a_custom_id_that_names_nobody_leaves_it_to_the_file(self):
        c = providers.Content(custom_id="pedido-17")
        self.assertEqual(naming.of_response(c, "alex/lote.jsonl", NONE), "alex")
        self.assertEqual(naming.of_response(providers.Content(agent="Bruna Dias"), "alex/lote.jsonl", NONE), "bruna_dias")


def content(raw):
    written = json.dumps(raw)
    return providers.content(exports.load(written), written)


class Providers(unittest.TestCase):
    def test_anthropic(self):
        c = content({"type": "message", "id": "msg_1", "model": "m", "stop_reason": "tool_use",
                     "content": [{"type": "thinking", "thinking": "[]"}, {"type": "text", "text": "a"}, {"type": "text", "text": "b"},
                                 {"type": "tool_use", "input": {"tasks": [{"title": "A"}]}}],
                     "usage": {"input_tokens": 10, "cache_read_input_tokens": 20, "cache_creation_input_tokens": 3, "output_tokens": 4}})
        self.assertEqual((c.id, c.text, c.calls, c.time), ("msg_1", "ab", ['{"tasks": [{"title": "A"}]}'], None))
        self.assertEqual(c.usage, {"inputTokens": 10, "outputTokens": 4, "cacheReadTokens": 20, "cacheWriteTokens": 3, "reasoningTokens": 0})

    def test_anthropic_batches(self):
        error = {"type": "error", "request_id": "r", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        self.assertEqual(content({"custom_id": "alex-1", "result": {"type": "errored", "error": error}}).error, "Overloaded")
        self.assertEqual(content({"custom_id": "alex-1", "result": {"type": "expired"}}).error, "expired")
        self.assertEqual(content({"custom_id": "alex-1", "result": {"type": "succeeded", "message": {"content": [{"type": "text", "text": "x"}]}}}).text, "x")

    def test_openai(self):
        c = content({"object": "chat.completion", "created": 1771934400, "choices": [
            {"message": {"content": None, "tool_calls": [{"function": {"arguments": "[1]"}}]}}, {"message": {"content": "second"}}],
            "usage": {"prompt_tokens": 9, "prompt_tokens_details": {"cached_tokens": 8}, "completion_tokens": 2}})
        self.assertEqual((c.time, c.text, c.calls, c.usage["inputTokens"], c.usage["cacheReadTokens"]), ("1771934400", "", ["[1]"], 1, 8))
        self.assertTrue(content({"object": "chat.completion", "choices": [{"message": {"refusal": "Não."}}]}).refused)
        c = content({"object": "response", "created_at": 1771934400, "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"},
                     "output": [{"type": "reasoning"}, {"type": "message", "content": [{"type": "output_text", "text": "x"}]}]})
        self.assertEqual((c.text, c.cut, c.error), ("x", True, None))

    def test_openai_batches_are_judged_by_their_status(self):
        self.assertEqual(content({"id": "b", "custom_id": "alex", "response": {"status_code": 0, "body": None}, "error": None}).error, "status 0")
        self.assertEqual(content({"id": "b", "custom_id": "alex", "response": None, "error": {"code": "expired", "message": "late"}}).error, "late")
        self.assertIsNone(content({"id": "b", "custom_id": "alex", "response": {"status_code": 200, "body": {"object": "chat.completion"}}, "error": None}).error)


def response(text="", agent="alex", exported=None, **more):
    source = exports.Source("x.ndjson", "ndjson", "agent-output", [], exported)
    return responses.Response(providers.Content(agent=agent, text=text, **more), source, NONE)


class Responses(unittest.TestCase):
    def test_outcomes(self):
        good = '[{"title": "A"}]'
        self.assertIsNone(response(good).failure)
        self.assertEqual(response("nada").failure, "no-tasks-found")
        self.assertEqual(response(good, error="limit").failure, "agent-error")
        self.assertEqual(response("Não posso.", refused=True).failure, "refusal")

    def test_tool_calls_come_before_text(self):
        r = response('[{"title": "A"}]', calls=['{"tasks": [{"title": "B"}, {"title": "C"}]}'])
        self.assertEqual([p.title for p in r.proposals], ["B", "C"])
        self.assertEqual([p.title for p in response('[{"title": "A"}]', calls=["{}"]).proposals], ["A"])

    def test_the_same_response_again(self):
        def kept(*every):
            rows = [{"accepted": 0, "superseded": 0} for _ in every]
            found = responses.settled(list(zip(rows, every)))
            return [r["superseded"] for r in rows], [r.exported for r in found]
        self.assertEqual(kept(response("x", exported=9), response("x", exported=5)), ([0, 1], [5]))
        self.assertEqual(kept(response("x", id="1"), response("y", id="1"), response("x", id="2")), ([0, 1, 0], [None, None]))
        self.assertEqual(kept(response("x"), response("x", agent="marina"), response("x", plan="p"), response("x", time="2026-02-24")), ([0] * 4, [None] * 4))

    def test_ids_hold_the_own_time_or_the_text(self):
        text = '[{"title": "A"}, {"title": "a"}]'
        self.assertEqual(len(set(response(text, time="2026-02-24").ids())), 1)
        first, second = response(text, exported=5).ids()
        self.assertNotEqual(first, second)
        self.assertEqual(response(text, exported=9, id="other").ids(), [first, second])
        self.assertEqual(first, titles.identity("alex", None, "A", "602023e0afa7cee422c72519fa3322606e9891b2617833654c4d7112f27dadfd#0"))

    def test_the_same_task_of_two_responses_is_one(self):
        found = responses.outputs([response('[{"title": "A"}]', exported=9, id="1"), response('[{"title": "A"}]', exported=5, id="2")])
        self.assertEqual([o.created(100) for o in found.values()], [5])


class Wanted:
    """An output for the matching: a letter of its own for the id."""

    def __init__(self, id, at=None, plan=None, title="a", agent="alex"):
        self.id, self.agent, self.title, self.plan, self.at = id, agent, title, plan, at
        self.timeless = at is None

    def created(self, t): return self.at


class Held:
    def __init__(self, id, at, plan=None, title="a", agent="alex"):
        self.id, self.created, self.plan, self.key = id, at, plan, (agent, title)


class Reconciliation(unittest.TestCase):
    def check(self, outputs, stored, matched, ambiguous=""):
        found, doubtful = reconciliation.match(outputs, stored, 0)
        self.assertEqual((sorted(o + s.id for o, s in found.items()), "".join(sorted(doubtful))), (matched, ambiguous))

    def test_within_24_hours(self):
        self.check([Wanted("x", 0)], [Held("1", 24 * HOUR)], ["x1"])
        self.check([Wanted("x", 0)], [Held("1", 24 * HOUR + 1)], [])
        self.check([Wanted("x", 0)], [Held("1", 0, agent="marina"), Held("2", 0, title="b")], [])

    def test_plans_that_agree_need_no_time_and_others_never_match(self):
        self.check([Wanted("x", 0, "p")], [Held("1", 90 * HOUR, "p")], ["x1"])
        self.check([Wanted("x", 0, "p")], [Held("1", 0, "q")], [])
        self.check([Wanted("x", 0, "p")], [Held("1", 5), Held("2", 9, "p")], ["x2"])

    def test_the_nearest_first_each_once(self):
        self.check([Wanted("x", 0), Wanted("y", 10)], [Held("1", 11), Held("2", 30)], ["x2", "y1"])

    def test_equally_near_candidates(self):
        self.check([Wanted("x", 10)], [Held("1", 5), Held("2", 15)], [], "x")
        self.check([Wanted("x", 5), Wanted("y", 15)], [Held("1", 10)], [], "xy")

    def test_a_task_that_only_ambiguous_outputs_wanted_stays_free(self):
        self.check([Wanted("x", 10), Wanted("y", 40)], [Held("1", 5), Held("2", 15)], ["y2"], "x")

    def test_without_a_time(self):
        self.check([Wanted("x", plan="p")], [Held("1", 0), Held("2", 5, "p")], ["x2"])
        self.check([Wanted("x", plan="p")], [Held("1", 0)], [])
        self.check([Wanted("x")], [Held("1", 0, "p")], ["x1"])
        self.check([Wanted("x")], [Held("1", 0), Held("2", 0)], [], "x")
        self.check([Wanted("x"), Wanted("y")], [Held("1", 0)], [], "xy")


class Plans(unittest.TestCase):
    def world(self, *given):
        found = responses.outputs(given)
        class Task:
            def approved(self, t): return True
            def status(self, t): return "completed"
        class World:
            def life(self, id): return Task() if id in found else None
        return World()

    def plans(self, *given):
        return orchestration.plans(given, self.world(*given), NONE, list(NONE.channels), 10 ** 13)

    def test_a_plan_of_several_agents(self):
        good = '[{"title": "A"}, {"title": "B"}]'
        day = response(good, "marina", time="2026-02-24T09:00Z"), response("nada", "alex", time="2026-02-24T10:00Z")
        p, = self.plans(*day)
        self.assertEqual((p["planId"], p["timestamp"]), (f"plan-{values.instant('2026-02-24', NONE.zone)}", "2026-02-24T10:00:00.000Z"))
        self.assertEqual((p["agentsInvolved"], p["totalTasksGenerated"], p["status"], p["result"]),
                         (["alex", "marina"], 2, "completed", {"successCount": 1, "failureCount": 1}))

    def test_a_plan_that_failed(self):
        self.assertEqual([p["status"] for p in self.plans(response("nada", plan="p", time="2026-02-24"))], ["failed"])

    def test_plans_by_their_latest_response(self):
        given = [response("", plan=p, time=t) for p, t in (("a", "2026-02-25"), ("b", "2026-02-24"), ("b", "2026-02-26"))]
        self.assertEqual([p["planId"] for p in self.plans(*given)], ["a", "b"])

    def test_the_latest_output_tells_an_agents_status(self):
        row = {"agentId": "alex", "status": "active"}
        state = lambda *given: tuple(orchestration.agent(row, given, 0)[k] for k in ("status", "errors"))
        good = '[{"title": "A"}]'
        self.assertEqual(state(response("", time="2026-02-24"), response(good, time="2026-02-25")), ("active", 1))
        self.assertEqual(state(response("", time="2026-02-25"), response(good, time="2026-02-25")), ("error", 1))


if __name__ == "__main__": unittest.main()
