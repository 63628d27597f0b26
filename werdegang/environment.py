"""What has to be set before Rasa is imported."""

from __future__ import annotations

import logging
import os
import warnings

from werdegang.deferred import TRAINING_ONLY, defer

DEFAULTS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
"""No telemetry; no notices of Rasa's dependencies; threads left to the processes."""


def prepare() -> None:
    """Sets the defaults, quiets foreign notices, defers what only training needs."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    defer(*TRAINING_ONLY)
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    warnings.filterwarnings("ignore", category=FutureWarning)
    warnings.filterwarnings("ignore", category=UserWarning, module="pkg_resources")


def quiet_logs(level: str) -> None:
    """Sets up logging, so that Rasa's own messages keep to `level` as well."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    numeric = logging.getLevelName(level)
    configure_logging_and_warnings(numeric, warn_only_once=True)
    configure_structlog(numeric)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    # Rasa has just set up warnings anew.
    prepare()
