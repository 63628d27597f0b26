"""Modules that are loaded where something of them is needed, not where they are named.

Rasa imports TensorFlow with its dialogue policies, in case they are to be trained.
Nothing that answers a message needs it; loading it takes seconds and 350 MB.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType
from typing import Any

TRAINING_ONLY = (
    "rasa.utils.train_utils",
    "rasa.utils.tensorflow.model_data_utils",
    "rasa.core.test",
    "rasa.server",
)
"""What answering a message has no use for; the last is the server of `rasa run`."""


class Deferred(ModuleType):
    """Stands for a module until an attribute of it is asked for, then becomes it.

    Python's own `importlib.util.LazyLoader` would load it at its second import already.
    """

    def __getattr__(self, name: str) -> Any:
        """Loads the module; called only for what it does not have yet."""
        if name.startswith("__") or self.__spec__ is None:
            raise AttributeError(f"{self.__name__} has no {name}")
        self.__class__ = ModuleType  # type: ignore[assignment]
        assert self.__spec__.loader is not None
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def defer(*names: str) -> None:
    """Defers loading of modules; those that are loaded or unknown stay as they are."""
    for name in names:
        if name in sys.modules:
            continue
        try:
            spec = find_spec(name)
        except ModuleNotFoundError:
            spec = None
        if spec is None or spec.loader is None:
            continue
        module = Deferred(name)
        module.__spec__ = spec
        module.__loader__ = spec.loader
        module.__file__ = spec.origin
        parent, _, child = name.rpartition(".")
        module.__package__ = parent
        sys.modules[name] = module
        setattr(sys.modules[parent], child, module)
