"""Files appear whole or not at all."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier

import pytest

from rendering import atomic
from rendering.atomic import exclusive, whole_file, write_text

ROOT = Path(__file__).parents[2]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def write_half(film, error):
    with whole_file(film) as part:
        part.write_bytes(b"half")
        raise error


def test_the_file_appears_at_the_end_only(tmp_path):
    film = tmp_path / "new" / "film.mp4"
    with whole_file(film) as part:
        assert part.parent == film.parent
        assert part.name.startswith(".")
        assert part.name.endswith(".part")
        part.write_bytes(b"half")
        assert not film.exists()
        part.write_bytes(b"whole")
    assert film.read_bytes() == b"whole"
    assert names(film.parent) == ["film.mp4"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_failure_leaves_the_earlier_file_and_no_part(tmp_path, error):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"earlier")
    with pytest.raises(error):
        write_half(film, error)
    assert film.read_bytes() == b"earlier"
    assert names(tmp_path) == ["film.mp4"]


def test_writing_nothing_is_a_failure(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "film.mp4"):
        pass
    assert names(tmp_path) == []


def test_the_file_gets_the_usual_permissions(tmp_path):
    (tmp_path / "plain.txt").write_text("")
    write_text(tmp_path / "ours.txt", "")
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


def test_text_is_utf8_with_plain_line_ends(tmp_path):
    write_text(tmp_path / "a.txt", "卷积\n")
    assert (tmp_path / "a.txt").read_bytes() == "卷积\n".encode()


def test_what_a_killed_process_left_is_swept_but_not_a_part_in_the_making(tmp_path):
    abandoned = tmp_path / ".film.mp4.0123.part"
    fresh = tmp_path / ".film.mp4.4567.part"
    foreign = tmp_path / ".other.mp4.0123.part"
    for part in (abandoned, fresh, foreign):
        part.touch()
    old = time.time() - atomic.ABANDONED - 1
    os.utime(abandoned, (old, old))
    os.utime(foreign, (old, old))
    write_text(tmp_path / "film.mp4", "x")
    assert names(tmp_path) == [fresh.name, foreign.name, "film.mp4"]


def test_a_killed_process_leaves_no_file_under_the_final_name(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from rendering.atomic import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as part:\n"
        "    part.write_bytes(b'half'); os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    film = tmp_path / "film.mp4"
    if not hasattr(os, "kill") or sys.platform == "win32":
        pytest.skip("SIGKILL is a signal of Unix only")
    subprocess.run([sys.executable, "-c", code, film], cwd=ROOT, check=False)
    assert not film.exists()


def test_a_folder_in_the_way_is_an_error_and_stays(tmp_path):
    (tmp_path / "film.mp4").mkdir()
    with pytest.raises(IsADirectoryError if os.name == "posix" else PermissionError):
        write_text(tmp_path / "film.mp4", "x")
    assert names(tmp_path) == ["film.mp4"]


def both_inside(lock):
    """Whether two threads can meet where only one may be."""
    meeting = Barrier(2)

    def enter():
        with lock():
            meeting.wait(timeout=0.5)

    with ThreadPoolExecutor(2) as pool:
        visits = [pool.submit(enter) for _ in range(2)]
    return not any(visit.exception() for visit in visits)


def test_the_lock_lets_one_in_at_a_time(tmp_path):
    assert not both_inside(lambda: exclusive(tmp_path / ".lock"))
    assert both_inside(nullcontext)


def test_everyone_gets_in_at_last_and_nothing_is_left(tmp_path):
    inside = []

    def enter(number):
        with exclusive(tmp_path / ".lock"):
            inside.append(number)

    with ThreadPoolExecutor(8) as pool:
        for visit in [pool.submit(enter, number) for number in range(100)]:
            visit.result()
    assert sorted(inside) == list(range(100))
    assert names(tmp_path) == []


def test_the_lock_is_free_again_after_an_error(tmp_path):
    with pytest.raises(KeyError), exclusive(tmp_path / ".lock"):
        raise KeyError
    with exclusive(tmp_path / ".lock"):
        assert names(tmp_path) == [".lock"]
