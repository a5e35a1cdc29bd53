"""Every public name is explained: a sentence, its errors, its source, and an example that runs."""

import inspect

import pytest

import convmath
from convmath import Trace

DATA = {"EXAMPLES"}
NEVER_FAIL = {"axis_names", "flip", "is_floating", "convolution", "overlap", "as_exact"}


def lacks(name, thing):
    """What the docstring of a public thing does not say."""
    text = inspect.getdoc(thing) or ""
    wanted = {
        "a sentence": text.partition("\n")[0].endswith((".", "?")),
        "a doctest": ">>> " in text,
    }
    if inspect.isfunction(thing) and name not in NEVER_FAIL:
        wanted["its errors"] = "ConvMathError" in text
    if "Trace" in str(getattr(thing, "__annotations__", {}).get("return", "")):
        wanted["its source"] = "Source: " in text
    return [what for what, said in wanted.items() if not said]


@pytest.mark.parametrize("name", sorted(set(convmath.__all__) - DATA))
def test_every_public_name_is_explained(name):
    assert lacks(name, getattr(convmath, name)) == []


def test_the_checker_finds_what_is_missing():
    def bare(x: int) -> Trace:
        """Do something"""

    assert lacks("bare", bare) == ["a sentence", "a doctest", "its errors", "its source"]
    assert lacks("nothing", lambda: None)[:2] == ["a sentence", "a doctest"]


def test_the_table_of_contents_is_complete():
    public = {
        name
        for name, thing in vars(convmath).items()
        if not name.startswith("_") and not inspect.ismodule(thing)
    }
    assert public == set(convmath.__all__)
    assert len(convmath.__all__) == len(public)
