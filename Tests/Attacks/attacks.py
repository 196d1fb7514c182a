"""Inputs that are meant to break the program: what it says of each, and what that costs.

    python3 Tests/Attacks/attacks.py NEXO           sizes that a test can bear
    python3 Tests/Attacks/attacks.py NEXO --full    a field of a gigabyte, ten million names, places and members; and instructions
    python3 Tests/Attacks/attacks.py NEXO --each    tells what each takes

Every case ends with the status and the words that it should, within its memory, or is told and counted as failed.
"""
import os
import sys
import tempfile

import measure
from cases import all_cases
from network import Canary
from growth import growths


def main(nexo, full, each):
    failed = ran = 0
    with Canary() as canary:
        for case in all_cases(full, canary.address):
            with tempfile.TemporaryDirectory(prefix="nexo-attack-") as folder:
                problems = attempt(nexo, case, folder, each)
            if canary.visits: problems.append(f"{canary.visits} visits over the network")
            ran += 1
            failed += bool(problems)
            for problem in problems: print(f"{case.name}: {problem}", flush=True)
    for growth in growths(full):
        problems = growth.problems(nexo, each)
        ran += 1
        failed += bool(problems)
        for problem in problems: print(f"{growth.name}: {problem}", flush=True)
    if full and not measure.can_count(): print("instructions were not counted: there is no valgrind")
    print(f"{ran - failed} of {ran} hold")
    return failed == 0


def attempt(nexo, case, folder, each):
    """Runs one case; what is wrong with how it went."""
    case.make(folder)
    try:
        outcome = measure.run([nexo] + case.arguments, folder, 7200 if case.is_large else 600)
    except TimeoutError as late:
        return [str(late)]
    problems = []
    if each: print(f"{case.name}: {outcome.megabytes} MB, {outcome.seconds:.1f} s", flush=True)
    if outcome.status != case.status: problems.append(f"status {outcome.status} instead of {case.status}: {outcome.said[:500]}")
    for words in case.says:
        if words not in outcome.said: problems.append(f"does not say {words!r}: {outcome.said[:500]}")
    if outcome.megabytes > case.megabytes: problems.append(f"{outcome.megabytes} MB instead of at most {case.megabytes}")
    for name in os.listdir(folder):
        # What lies in a file outside of the inputs must not get into a report.
        if case.secret and name == "out":
            for path, _, files in os.walk(os.path.join(folder, name)):
                for file in files:
                    with open(os.path.join(path, file), "rb") as report:
                        if case.secret.encode() in report.read(): problems.append(f"{file} holds the secret")
    return problems


if __name__ == "__main__":
    sys.exit(0 if main(os.path.abspath(sys.argv[1]), "--full" in sys.argv, "--each" in sys.argv) else 1)
