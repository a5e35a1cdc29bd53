"""How a film is doctored, so that a check of it has something to find."""

from dataclasses import replace

from scenes.catalog import find
from tests.scenes.surveying import still

STRIDE = find("stride")
BEAT = "across"  # its second output is worked out


def lettering(scene, place):
    """What stands at a place of the scene, or says this."""
    family = scene.get_mobject_family_members()
    return next(m for m in family if place in (getattr(m, "place", ""), getattr(m, "text", "")))


def retaken(film, scene):
    """The film with the still of the beat taken again."""
    number = [s.beat.name for s in film.stills].index(BEAT)
    again = still(scene, film.stills[number].beat)
    return replace(film, stills=[*film.stills[:number], again, *film.stills[number + 1 :]])


def moved(x, y):
    return lambda chosen: chosen.points + (x, y, 0.0)


def opacity(share):
    return lambda chosen: chosen.fill_rgbas * (1, 1, 1, 0) + (0, 0, 0, share)


def assert_finds(check, film, *faults):
    """A check finds these faults, each in a sentence that says so, and no others."""
    found = list(check(film))
    assert len(found) == len(faults), found
    assert all(fault in sentence for fault, sentence in zip(faults, found, strict=True)), found
