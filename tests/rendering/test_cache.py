"""A cache gives back what was put into it, or nothing; whatever happens to its folder."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rendering.bundle import Bundle
from rendering.cache import Cache, usual_folder

ROOT = Path(__file__).parents[2]
FILM = Bundle({"a.mp4": b"film" * 1000, "a.webp": b"poster"})


def unheard(text):
    raise AssertionError(text)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "user" / "cache"


@pytest.fixture
def cache(folder):
    return Cache(folder, unheard)


def test_what_was_put_in_comes_out(cache, folder):
    assert cache.get("key") is None
    cache.put("key", FILM)
    assert cache.get("key") == Cache(folder, unheard).get("key") == FILM
    assert cache.get("other") is None


def test_a_story_is_known_again(cache):
    assert cache.story("key") is None
    cache.put_story("key", ("fingerprint", 300))
    assert cache.story("key") == ("fingerprint", 300)


def test_without_a_folder_nothing_is_kept():
    cache = Cache(None, unheard)
    cache.put("key", FILM)
    assert cache.get("key") is None


def test_a_look_makes_no_folder(cache, folder):
    assert cache.get("key") is None
    assert not folder.exists()


DAMAGE = {
    "cut off": lambda data: data[:-1],
    "emptied": lambda data: b"",
    "a bit flipped": lambda data: data[:2000] + bytes([data[2000] ^ 1]) + data[2001:],
    "zeros after a power cut": lambda data: bytes(len(data)),
    "longer": lambda data: data + b"\n",
    "another version": lambda data: data.replace(b"bundle 1", b"bundle 2"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_removed_and_can_be_put_in_anew(cache, folder, damage):
    cache.put("key", FILM)
    path = folder / "key"
    path.write_bytes(DAMAGE[damage](path.read_bytes()))
    assert cache.get("key") is None
    assert not path.exists()
    cache.put("key", FILM)
    assert cache.get("key") == FILM


def test_an_entry_under_another_name_is_none(cache, folder):
    cache.put("key", FILM)
    (folder / "key").rename(folder / "other")
    assert cache.get("other") is None


def test_a_folder_where_an_entry_should_be(cache, folder):
    (folder / "key").mkdir(parents=True)
    assert cache.get("key") is None


def entries(folder):
    return {path.name for path in folder.iterdir()}


def test_what_was_used_longest_ago_goes_first(folder):
    one = len(FILM.packed("key0"))
    cache = Cache(folder, unheard, largest=3 * one)
    for count in range(3):
        cache.put(f"key{count}", FILM)
        os.utime(folder / f"key{count}", (1000 + count, 1000 + count))
    assert entries(folder) == {"key0", "key1", "key2"}
    assert cache.get("key0")  # is used now
    cache.put("key3", FILM)
    assert entries(folder) == {"key0", "key2", "key3"}


def test_a_film_larger_than_the_cache_is_not_kept(folder):
    cache = Cache(folder, unheard, largest=10)
    cache.put("key", FILM)
    assert entries(folder) == set()


def test_what_a_killed_process_left_goes_after_an_hour(cache, folder):
    cache.put("key", FILM)
    for name, age in (("old", 3700), ("new", 60)):
        part = folder / f".{name}.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - age,) * 2)
    cache.put("key2", FILM)
    assert entries(folder) == {"key", "key2", ".new.part"}


def test_a_folder_that_cannot_be_used_is_told_once_and_done_without(tmp_path):
    (tmp_path / "file").write_text("mine")
    told = []
    cache = Cache(tmp_path / "file", told.append)
    assert cache.get("key") is None
    cache.put("key", FILM)
    cache.put("key", FILM)
    assert told == [
        f"films are not kept in {tmp_path / 'file'}, as a file is where a folder is needed "
        f"({tmp_path / 'file'}): CONVREEL_CACHE names another"
    ]


@pytest.fixture
def tiny_disk(small_disk):
    return small_disk("64k")


def test_a_full_disk_leaves_what_is_there_and_nothing_half(tiny_disk):
    told = []
    cache = Cache(tiny_disk, told.append)
    cache.put("small", FILM)
    cache.put("large", Bundle({"a": bytes(100_000)}))
    assert len(told) == 1
    assert "the disk is full" in told[0]
    assert entries(tiny_disk) == {"small"}
    assert Cache(tiny_disk, unheard).get("small") == FILM


WRITER = """
import sys
from pathlib import Path
from rendering.bundle import Bundle
from rendering.cache import Cache

cache = Cache(Path(sys.argv[1]), print)
bundle = Bundle({"a.mp4": b"film" * 1000, "a.webp": b"poster"})
"""
FOREVER = """
while True:
    cache.put("key", bundle)
    print("put", flush=True)
"""
HALF = """
write = Path.write_bytes
def half(path, data):
    write(path, data[:len(data) // 2])
    print("half", flush=True)
    sys.stdin.read()
Path.write_bytes = half
cache.put("key", bundle)
"""


def running(code, folder):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER + code, str(folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_killed_in_the_middle_of_writing(cache, folder):
    with running(HALF, folder) as process:
        assert process.stdout.readline() == "half\n"
        process.send_signal(signal.SIGKILL)
    assert cache.get("key") is None
    cache.put("key", FILM)
    assert cache.get("key") == FILM


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that cannot be caught")
def test_one_process_writes_while_others_read(cache, folder):
    """Every look finds the whole film: what is being replaced is never seen half."""
    with running(FOREVER, folder) as process:
        assert process.stdout.readline() == "put\n"
        found = [cache.get("key") == FILM for _ in range(200)]
        process.send_signal(signal.SIGKILL)
    assert all(found)
    assert cache.get("key") == FILM


def test_many_threads_write_one_entry_and_evict_others(folder):
    cache = Cache(folder, unheard, largest=4 * len(FILM.packed("key0")))
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda count: cache.put(f"key{count % 6}", FILM), range(60)))
    assert len(entries(folder)) <= 4
    assert all(cache.get(name) == FILM for name in entries(folder))


@pytest.mark.parametrize(
    ("environment", "system", "place"),
    [
        ({"CONVREEL_CACHE": "/a/b", "XDG_CACHE_HOME": "/c"}, "linux", "/a/b"),
        ({"XDG_CACHE_HOME": "/c"}, "linux", "/c/convreel"),
        ({"XDG_CACHE_HOME": "c"}, "linux", "/home/me/.cache/convreel"),
        ({"CONVREEL_CACHE": ""}, "linux", "/home/me/.cache/convreel"),
        ({}, "darwin", "/home/me/Library/Caches/convreel"),
        ({"LOCALAPPDATA": "/users/me"}, "win32", "/users/me/convreel"),
    ],
)
def test_where_it_is(monkeypatch, environment, system, place):
    monkeypatch.setattr(Path, "home", lambda: Path("/home/me"))
    assert usual_folder(environment, system) == Path(place)


def test_nowhere_for_one_who_has_no_home(monkeypatch):
    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", home)
    assert usual_folder({}, "linux") is None
