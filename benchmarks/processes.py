"""Processes under measurement: started, watched through /proc, and ended again."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from werdegang.environment import DEFAULTS

ROOT = Path(__file__).parent.parent
PROC = Path("/proc")
SECONDS_TO_STOP = 20
KB_PER_MB = 1024
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
USER_TIME, SYSTEM_TIME = 11, 12
"""Fields of /proc/PID/stat, counted from behind the name."""


@dataclass
class Running:
    """The processes of one assistant.

    Attributes:
        address: of its HTTP server.
        started: the processes that were started; their children count as well.
    """

    address: str
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> None:
        """Starts one more process, in the project's folder."""
        with log.open("ab") as output:
            self.started.append(
                subprocess.Popen(
                    command,
                    cwd=ROOT,
                    env=dict(environment),
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
            )

    def ended(self) -> bool:
        """Tells whether a process has ended by itself."""
        return any(process.poll() is not None for process in self.started)

    def stop(self) -> None:
        """Ends the processes, the last one first."""
        for process in reversed(self.started):
            process.terminate()
        for process in reversed(self.started):
            try:
                process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.started.clear()

    def megabytes(self) -> float:
        """Returns the memory of all processes; what they share counts once.

        Proportional set size, from /proc/PID/smaps_rollup.
        """
        return sum(map(_kilobytes, self._all())) / KB_PER_MB

    def cpu_seconds(self) -> float:
        """Returns the processor time that all processes have used so far."""
        return sum(map(_ticks, self._all())) / TICKS_PER_SECOND

    def _all(self) -> Iterator[int]:
        waiting = [process.pid for process in self.started]
        while waiting:
            process_id = waiting.pop()
            yield process_id
            for task in (PROC / str(process_id) / "task").glob("*/children"):
                waiting += map(int, task.read_text().split())


def _kilobytes(process_id: int) -> int:
    rollup = (PROC / str(process_id) / "smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1])


def _ticks(process_id: int) -> int:
    fields = (PROC / str(process_id) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[USER_TIME]) + int(fields[SYSTEM_TIME])


def free_port() -> int:
    """Returns a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def plain_environment(**more: str) -> dict[str, str]:
    """Returns this process's variables without what this project sets by itself.

    Args:
        more: variables that are added.
    """
    own = ("WERDEGANG_", "TELEGRAM_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(own) and DEFAULTS.get(name) != value
    }
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", **more}
