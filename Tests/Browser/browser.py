"""One headless Chromium, started once: pages are opened in it, and looked at as a screen or as paper."""

import json
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

# What is left of an A4 sheet on its side between the margins of the style sheet, in CSS pixels.
PAPER = 1032


class Browser:
    """Chromium with its logs on. Use it in a `with` statement: it ends with it."""

    def __init__(self, chromium="/usr/bin/chromium", driver="/usr/bin/chromedriver"):
        self.profile = tempfile.TemporaryDirectory(prefix="nexo-browser-")
        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        for argument in (
            "--headless=new",
            # Containers have neither user namespaces nor much shared memory.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--lang=en",
            f"--user-data-dir={self.profile.name}",
        ):
            options.add_argument(argument)
        self.driver = webdriver.Chrome(options=options, service=Service(executable_path=driver))
        self.driver.set_script_timeout(300)
        self.driver.set_page_load_timeout(120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def command(self, name, **parameters):
        """A command of the Chrome DevTools Protocol."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def run(self, script, *arguments):
        """The body of a function, run in the page."""
        return self.driver.execute_script(script, *arguments)

    def open(self, path):
        """Opens a file afresh, and forgets what earlier pages have logged."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())

    def look(self, width, scheme="light", media="screen"):
        """Changes the window's width, the preferred colours, and whether the page is on paper."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.command(
            "Emulation.setEmulatedMedia",
            media=media if media == "print" else "",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def scripts(self, are_on):
        """Whether scripts of pages run, from the next page on."""
        self.command("Emulation.setScriptExecutionDisabled", value=not are_on)

    def complaints(self):
        """What the page made the browser say: errors of scripts, violations of its policy."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]

    def requests(self):
        """Addresses of all that the page asked for, itself included."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
