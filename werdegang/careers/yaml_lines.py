"""Reading YAML so that a mistake can be pointed at: values and their lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Tuple, Union

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, where PyYAML was built with it: it takes a fifth of the time."""

Path_ = Tuple[Union[str, int], ...]


class LinedYaml:
    """The contents of a YAML file, with the line of each value.

    Args:
        path: the file to read.

    Raises:
        yaml.YAMLError: if the file is not YAML.
        OSError: if it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: Dict[Path_, int] = {}
        self.repeated_keys: List[Tuple[int, str]] = []
        loader = LOADER(path.read_text(encoding="utf-8"))
        try:
            node = loader.get_single_node()
            self.value: Any = None if node is None else self._value(node, (), loader)
        finally:
            loader.dispose()

    def line_of(self, path: Path_) -> int:
        """Returns the line (from 1) of the value at `path`, or of what holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def _value(self, node: yaml.Node, path: Path_, loader: yaml.SafeLoader) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            found: Dict[str, Any] = {}
            for key_node, value_node in node.value:
                key = str(loader.construct_object(key_node))
                if key in found:
                    self.repeated_keys.append((key_node.start_mark.line + 1, key))
                here: Path_ = (*path, key)
                self.lines[here] = key_node.start_mark.line + 1
                found[key] = self._value(value_node, here, loader)
            return found
        if isinstance(node, yaml.SequenceNode):
            return [
                self._value(child, (*path, place), loader)
                for place, child in enumerate(node.value)
            ]
        return loader.construct_object(node)
