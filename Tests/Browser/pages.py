"""The pages that are looked at: what the program makes of the scenarios."""

import pathlib
import subprocess
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "Fixtures" / "scenarios"
LOCALES = ("pt-BR", "en")


@dataclass(frozen=True)
class Page:
    """A page of a scenario's report."""

    scenario: str
    locale: str
    path: pathlib.Path

    @property
    def is_mail(self):
        """Written for mail programs: other rules hold for its markup, and a browser is only one of its readers."""
        return self.path.name.endswith(".mail.html")

    def __str__(self):
        return f"{self.scenario} {self.locale} {self.path.name}"


def scenarios():
    """Names of the scenarios that give a report."""
    folders = sorted(folder for folder in SCENARIOS.iterdir() if folder.is_dir())
    return [folder.name for folder in folders if (folder / "expected" / "output").is_dir()]


def make(nexo, scenario, locale, output):
    """Runs the program over a scenario. Returns its web pages."""
    folder = SCENARIOS / scenario
    options = folder / "options"
    more = options.read_text().split() if options.exists() else []
    target = output / scenario / locale
    target.parent.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        [nexo, "report", "input", "--config", "nexo.yml", "-o", str(target), "--locale", locale, "--quiet"]
        + ["--formats", "html,mail"] + more,
        cwd=folder, capture_output=True, text=True, timeout=120)
    if run.returncode != 0:
        raise SystemExit(f"nexo ended with {run.returncode} over {scenario}: {run.stderr}")
    return [Page(scenario, locale, path) for path in sorted(target.glob("*.html"))]
