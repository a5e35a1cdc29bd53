"""The lessons: one film per file, told in `scenes.story`, drawn with `scenes.stage`.

In a notebook, `from scenes import show` makes a film and shows it: `show("stride", stride=2)`.
"""

from importlib import import_module
from typing import Any


def show(scene: str, **wishes: Any) -> Any:
    """A film for a notebook's output: see `rendering.notebook.show`, which this calls."""
    # By name, because nothing that films are made of may count on what shows them.
    return import_module("rendering.notebook").show(scene, **wishes)
