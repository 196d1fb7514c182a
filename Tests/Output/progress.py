"""The line of progress on a terminal: there while the program works, as wide as the terminal, gone at the end; nowhere else.

    python3 Tests/Output/progress.py NEXO       the one that tests are built with: the other is too fast to be looked at
"""
import fcntl
import gzip
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

ERASE = "\r\x1b[2K"
FILES, RECORDS = 3, 60_000


class Terminal:
    """A program with its standard error on a terminal of its own, and what it writes there."""

    def __init__(self, command, folder, columns=100, **environment):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        # Without a controlling terminal, as the program has it in a job of the user's in front.
        self.process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave,
                                        env={"PATH": os.environ["PATH"], "TERM": "xterm", **environment}, start_new_session=True)
        os.close(slave)
        self.master, self.text, self.columns = master, "", columns

    def read(self, until=None, seconds=120):
        """Reads to the end, or until a text is there."""
        end = time.monotonic() + seconds
        while until is None or not re.search(until, self.text):
            if time.monotonic() > end: raise TimeoutError(f"{until!r} is not in {self.text[-500:]!r}")
            if not select.select([self.master], [], [], 0.1)[0]: continue
            try: found = os.read(self.master, 65536)
            except OSError: found = b""     # the other end is closed
            if not found: return self
            self.text += found.decode().replace("\r\n", "\n")
        return self

    def end(self):
        self.read()
        os.close(self.master)
        return self.process.wait(60)

    @property
    def drawn(self):
        """Every state of the line."""
        return [text.split("\n")[0].split("\r")[0] for text in self.text.split(ERASE)[1:]]

    @property
    def screen(self):
        """What stays on the terminal."""
        return [line.rsplit(ERASE, 1)[-1] for line in self.text.split("\n")]


def write(folder):
    """Exports of some size: plain ones, and the same compressed."""
    os.makedirs(f"{folder}/in")
    os.makedirs(f"{folder}/packed")
    for file in range(FILES):
        head = "id,status,created_at,channel,created_by_agent,title\n"
        rows = "".join(f"t{i % 900},pending,2026-02-24T09:45:{i % 60:02}Z,amazon,alex,{'a title of some length ' * 4}\n" for i in range(RECORDS))
        with open(f"{folder}/in/{file}.csv", "w") as out: out.write(head + rows)
        if file == 0:
            with gzip.open(f"{folder}/packed/{file}.csv.gz", "wt", compresslevel=1) as out: out.write(head + rows)


def check(nexo, folder):
    faults = []

    def expect(holds, what, *shown):
        if not holds: faults.append(f"{what}: {shown!r}"[:1500])

    report = [nexo, "report", "in", "-o", "out", "--formats", "md", "--jobs", "1"]

    # While it is stopped time goes by, so that there is something to tell of the time left.
    terminal = Terminal(report, folder)
    terminal.read(r"\d MB read \(\d+%\)")
    os.kill(terminal.process.pid, signal.SIGSTOP)
    time.sleep(2.2)
    os.kill(terminal.process.pid, signal.SIGCONT)
    expect(terminal.end() == 0, "status", terminal.text)
    drawn = terminal.drawn
    total = sum(os.path.getsize(f"{folder}/in/{name}") for name in os.listdir(f"{folder}/in")) // 1_000_000
    shares = [int(found[1]) for line in drawn if (found := re.match(rf"nexo: [\d.]+ of {total} MB read \((\d+)%\)", line))]
    expect(len(shares) > 2 and shares == sorted(shares) and shares[-1] <= 100, "shares", shares, drawn)
    expect(any(re.search(r", [\d.]+ MB/s, \d+ s left, \d of 3 files$", line) for line in drawn), "rate, time left, files", drawn)
    expect(all(len(line) < terminal.columns for line in drawn), "width", drawn)
    expect(len(terminal.screen) == 2 and re.match(rf"nexo: \d+ files in out, from {FILES * RECORDS} records", terminal.screen[0]) and not terminal.screen[1], "what stays", terminal.screen)

    narrow = Terminal(report, folder, columns=20, NO_COLOR="1")
    expect(narrow.end() == 0, "status", narrow.text)
    # The last is what is said when the line is gone.
    expect(any(line.endswith("…") for line in narrow.drawn) and all(len(line) < 20 for line in narrow.drawn[:-1]), "a narrow terminal", narrow.drawn)
    expect(set(re.findall(r"\x1b\[[\d;]*(.)", narrow.text)) == {"K"}, "NO_COLOR", narrow.text)

    packed = Terminal([nexo, "check", "packed", "--jobs", "1"], folder)
    expect(packed.end() == 0, "status", packed.text)
    tenths = os.path.getsize(f"{folder}/packed/0.csv.gz") // 100_000
    size = f"{tenths // 10}.{tenths % 10}" if tenths < 100 else tenths // 10
    shares = [int(found[1]) for line in packed.drawn if (found := re.match(rf"nexo: [\d.]+ of {size} MB read \((\d+)%\)", line))]
    expect(shares and shares == sorted(shares) and shares[-1] <= 100, "compressed", packed.drawn)
    expect(packed.screen == [""], "what stays of compressed", packed.screen)

    stopped = Terminal(report, folder)
    stopped.read(r"\d MB read")
    os.kill(stopped.process.pid, signal.SIGINT)
    expect(stopped.end() == 130 and stopped.screen == ["nexo: stopped by SIGINT; nothing was published, what was there before is unchanged", ""], "stopped", stopped.screen)

    report[2] = "in/0.csv"
    for name, command, environment in (("--quiet", report + ["--quiet"], {}), ("TERM=dumb", report, {"TERM": "dumb"})):
        silent = Terminal(command, folder, **environment)
        expect(silent.end() == 0 and "\x1b" not in silent.text and "\r" not in silent.text and "MB" not in silent.text, name, silent.text)
    piped = subprocess.run(report, cwd=folder, capture_output=True, env={"PATH": os.environ["PATH"], "TERM": "xterm"}, check=True)
    expect(re.fullmatch(rb"nexo: \d+ files in out, from .*\n", piped.stderr) and not piped.stdout, "piped", piped)
    return faults


def main(nexo):
    with tempfile.TemporaryDirectory(prefix="nexo-progress-") as folder:
        write(folder)
        faults = check(nexo, folder)
    for fault in faults: print(fault)
    print(f"{len(faults)} faults" if faults else "all hold")
    return not faults


if __name__ == "__main__":
    sys.exit(0 if main(os.path.abspath(sys.argv[1])) else 1)
