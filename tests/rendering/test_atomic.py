"""Files appear whole or not at all."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from pathlib import Path

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


def count_up(counter, lock):
    for _ in range(25):
        with lock():
            value = int(counter.read_text() or 0)
            time.sleep(0.0005)
            counter.write_text(str(value + 1))


def race(tmp_path, lock):
    counter = tmp_path / "counter"
    counter.write_text("0")
    with ThreadPoolExecutor(4) as pool:
        for job in [pool.submit(count_up, counter, lock) for _ in range(4)]:
            job.result()
    return int(counter.read_text())


def test_the_lock_lets_one_in_at_a_time_and_leaves_nothing(tmp_path):
    assert race(tmp_path, lambda: exclusive(tmp_path / ".lock")) == 100
    assert names(tmp_path) == ["counter"]


def test_the_race_is_real_without_the_lock(tmp_path):
    with suppress(ValueError):  # a counter read while half written: the race again
        assert race(tmp_path, nullcontext) < 100


def test_the_lock_is_free_again_after_an_error(tmp_path):
    with pytest.raises(KeyError), exclusive(tmp_path / ".lock"):
        raise KeyError
    with exclusive(tmp_path / ".lock"):
        assert names(tmp_path) == [".lock"]
