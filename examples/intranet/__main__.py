"""Starts the assistant and the sample intranet, each on a port of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Dict

from examples.intranet.site import Intranet

SECONDS_BETWEEN_LOOKS = 0.3


def main() -> int:
    """Runs both until they are stopped; returns the exit status."""
    port = int(os.environ.get("WERDEGANG_PORT", "5005"))
    intranet_port = int(os.environ.get("INTRANET_PORT", "5006"))
    adviser = f"http://127.0.0.1:{port}"
    address = f"http://localhost:{intranet_port}"
    try:
        intranet = Intranet(intranet_port, address, adviser)
    except OSError as error:
        print(
            f"Port {intranet_port} cannot be listened on ({error.strerror}). "
            "Set INTRANET_PORT to a free port.",
            file=sys.stderr,
        )
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    assistant = subprocess.Popen(
        [sys.executable, "-m", "werdegang", "run"],
        env={**os.environ, **settings(port, address)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while not healthy(adviser):
            if assistant.poll() is not None:
                return assistant.returncode
            time.sleep(SECONDS_BETWEEN_LOOKS)
        print(f"{address} (Ctrl-C ends it)", flush=True)
        intranet.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        assistant.terminate()
        assistant.wait()
    return 0


def settings(port: int, address: str) -> Dict[str, str]:
    """Returns the assistant's settings for this intranet."""
    return {
        "WERDEGANG_PORT": str(port),
        "WERDEGANG_ALLOWED_ORIGINS": address,
        "WERDEGANG_FRAME_ANCESTORS": address,
        "WERDEGANG_JWT_ISSUER": address,
        "WERDEGANG_JWT_KEYS": f"{address}/keys",
        "WERDEGANG_ANONYMOUS": "no",
    }


def healthy(adviser: str) -> bool:
    """Tells whether the assistant is ready."""
    try:
        with urllib.request.urlopen(f"{adviser}/health", timeout=2):
            return True
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
