"""Several correlations in one film, one after another: each is an act with a picture of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from numpy.typing import NDArray

from convmath import Geometry, Step, Trace
from scenes.story.places import geometry_of

ROLES: Final = ("input", "kernel", "output")
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
LETTERS: Final[Mapping[str, str]] = MappingProxyType({"input": "X", "kernel": "K", "output": "Y"})


@dataclass(frozen=True, eq=False)
class Act:
    """One correlation of a film: what is computed, and what its three matrices are called.

    `names` says which array of the storyboard the input, the kernel and the output are (places
    are named after it), `titles` which letter stands above each, in Typst, and `sign` what stands
    between input and kernel. `label` names the words of the lesson that say what the output is. An
    output that is a picture can be drawn between two `levels`, as a screen shows it, whatever its
    numbers are.
    """

    trace: Trace[Any]
    names: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    titles: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    sign: str = "⋆"
    label: str = ""
    levels: tuple[int, int] | None = None

    @classmethod
    def of(cls, trace: Trace[Step] | Act) -> Act:
        """A trace as an act with the plain names; an act as it is."""
        return trace if isinstance(trace, Act) else cls(trace)

    def name(self, role: str) -> str:
        """The array that the matrix of this role is.

        >>> from convmath import cross_correlate
        >>> Act(cross_correlate([1], [1]), {"output": "full"}).name("output")
        'full'
        """
        return self.names.get(role, role)

    def title(self, role: str) -> str:
        """The letter above the matrix of this role."""
        return self.titles.get(role, LETTERS[role])

    def names_of(self, role: str) -> tuple[str, ...]:
        """All that the matrix of this role is called."""
        return self.name(role), self.title(role), self.label if role == "output" else ""

    def matrix(self, role: str) -> NDArray[Any]:
        """The numbers of the matrix of this role."""
        return self.trace.output if role == "output" else self.trace.inputs[role]

    @property
    def geometry(self) -> Geometry:
        """How its window slides; a correlation always has one."""
        return geometry_of(self.trace)

    @property
    def arrays(self) -> dict[str, NDArray[Any]]:
        """Its three matrices, by the names of their arrays."""
        return {self.name(role): self.matrix(role) for role in ROLES}
