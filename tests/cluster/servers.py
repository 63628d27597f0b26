"""PostgreSQL, Redis and RabbitMQ as plain processes on free ports, in a folder each."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Dict, List, Optional

PACKAGES = "postgresql redis-server rabbitmq-server"
SECONDS_TO_START = 60.0
RABBITMQ = "/usr/lib/rabbitmq/bin/rabbitmq-server"
PASSWORD = "of-tests-only"


def program(name: str) -> Optional[str]:
    """Returns where a program is; Debian keeps PostgreSQL's out of the PATH."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"))
    return shutil.which(name) or (found[-1] if found else None)


def missing() -> List[str]:
    """Returns which programs these tests need and this machine does not have."""
    wanted = {name: program(name) for name in ("initdb", "postgres", "redis-server")}
    wanted["rabbitmq-server"] = RABBITMQ if os.path.exists(RABBITMQ) else None
    return [name for name, place in wanted.items() if place is None]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Server:
    """A server that can be stopped, killed, held still and started again."""

    user: Optional[str] = None
    """Whom it runs as, where the tests run as root and it refuses to."""
    stopping = signal.SIGTERM

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="werdegang-"))
        self.port = free_port()
        self._process: Optional[subprocess.Popen[bytes]] = None
        if self._runs_as:
            account = pwd.getpwnam(self._runs_as)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self.prepare()
        self.start()

    def prepare(self) -> None:
        """Makes what the first start needs."""

    def command(self) -> List[str]:
        raise NotImplementedError

    def environment(self) -> Dict[str, str]:
        return {}

    @property
    def _runs_as(self) -> Optional[str]:
        return self.user if os.geteuid() == 0 else None

    def run(self, command: List[str]) -> None:
        """Runs a command as the server's user."""
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            user=self._runs_as,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            self._process = subprocess.Popen(
                self.command(),
                cwd=self.folder,
                env={**os.environ, **self.environment()},
                user=self._runs_as,
                start_new_session=True,
                stdout=log,
                stderr=log,
            )
        end = time.monotonic() + SECONDS_TO_START
        while not listens(self.port):
            if self._process.poll() is not None or time.monotonic() > end:
                raise AssertionError((self.folder / "log.txt").read_text())
            time.sleep(0.05)

    def stop(self) -> None:
        assert self._process is not None
        self._process.send_signal(self.stopping)
        self._process.wait(30)

    def hold(self) -> None:
        """Lets it answer no more, with all connections open."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: int) -> None:
        assert self._process is not None
        # The parent first when it is held, so that it begins no more children.
        members = [self._process.pid]
        for parent in members:
            found = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(parent)],
                capture_output=True,
                text=True,
            ).stdout.split()
            members += [int(member) for member in found]
        for member in members:
            with contextlib.suppress(ProcessLookupError):
                os.kill(member, number)

    def remove(self) -> None:
        """Ends it, with its folder."""
        if self._process is not None and self._process.poll() is None:
            self.go_on()
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Server):
    user = "postgres"
    stopping = signal.SIGINT
    """Its fast shutdown: clients are cut off."""

    def prepare(self) -> None:
        words = self.folder / "password"
        words.write_text(PASSWORD)
        os.chmod(words, 0o644)
        self.run(
            [
                str(program("initdb")),
                *("--pgdata", str(self.folder / "data"), "--username", "werdegang"),
                *("--auth", "scram-sha-256", "--pwfile", str(words)),
                *("--encoding", "UTF8", "--no-sync"),
            ]
        )

    def command(self) -> List[str]:
        return [
            str(program("postgres")),
            *("-D", str(self.folder / "data"), "-p", str(self.port)),
            *("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="),
        ]

    def start(self) -> None:
        super().start()
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                self.rows("SELECT 1")
                return
            except Exception:
                assert time.monotonic() < end, "PostgreSQL takes nobody in"
                time.sleep(0.05)

    def rows(self, query: str) -> List[tuple]:
        """Returns what a query finds, asked beside the assistants."""
        import psycopg2

        connection = psycopg2.connect(
            host="127.0.0.1",
            port=self.port,
            user="werdegang",
            password=PASSWORD,
            dbname="postgres",
        )
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(query)
                return list(cursor.fetchall())
        finally:
            connection.close()


class Redis(Server):
    def command(self) -> List[str]:
        return [
            "redis-server",
            *("--port", str(self.port), "--bind", "127.0.0.1"),
            *("--dir", str(self.folder), "--save", "", "--appendonly", "no"),
            *("--requirepass", PASSWORD),
        ]


class RabbitMQ(Server):
    def environment(self) -> Dict[str, str]:
        self.names = getattr(self, "names", free_port())
        return {
            "HOME": str(self.folder),
            "ERL_EPMD_PORT": str(self.names),
            "RABBITMQ_NODENAME": f"werdegang{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
        }

    def command(self) -> List[str]:
        return [RABBITMQ]

    def remove(self) -> None:
        names = self.environment()["ERL_EPMD_PORT"]
        super().remove()
        # The name server of Erlang, which it started on a port of our own.
        subprocess.run(
            ["epmd", "-port", names, "-kill"], stdout=subprocess.DEVNULL, check=False
        )
