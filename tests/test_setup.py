"""setup.sh on invented machines: what it does, what it leaves alone, what it says when stuck."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="setup.sh wants a POSIX shell")

# The only real programs on the invented machine; everything else there is a stub.
TOOLS = ["sh", "cat", "cksum", "cp", "dirname", "env", "grep", "mkdir", "mv", "rm"]
TOOLS += ["sed", "sort", "tail", "tr"]

# A Python that does what setup.sh asks of one, and writes down that it was asked.
PYTHON = """#!/bin/sh
case "$*" in
    -V) echo "Python 3.12.1" ;;
    *"print(sys.version_info"*) echo "(3, 12) $PWD" ;;
    *"print("*) echo python3.12 ;;
    *"-m venv"*)
        echo venv >>calls
        mkdir -p .venv/bin && cp "$0" .venv/bin/python
        echo "$PWD/.venv/bin/python" >.venv/bin/pip ;;
    *"-m pip"*) echo pip >>calls; if [ -f pip-says ]; then cat pip-says; exit 1; fi ;;
    *"import av,"*) if [ -f torn ]; then rm torn; exit 1; fi ;;
esac
"""


class Machine:
    """A checkout and a PATH of stubs; at first with everything that setup.sh looks for."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "my course 课"
        self.bin = folder / "bin"
        self.checkout.mkdir()
        self.bin.mkdir()
        for name in ("setup.sh", "requirements.txt"):
            shutil.copy(ROOT / name, self.checkout)
        for tool in TOOLS:
            self.bin.joinpath(tool).symlink_to(str(shutil.which(tool)))
        self.stub("uname", "echo Linux")
        self.stub("id", "echo 1000")
        self.stub("cc", "exit 0")
        self.stub("pkg-config", "exit 0")
        self.stub("apt-get", 'echo "apt-get $*" >>calls')
        self.put("python3", PYTHON)

    def put(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text)
        path.chmod(0o755)

    def stub(self, name: str, line: str) -> None:
        self.put(name, f"#!/bin/sh\n{line}\n")

    def setup(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run setup.sh from elsewhere, as `path/to/setup.sh`."""
        return subprocess.run(
            [str(self.checkout / "setup.sh"), *arguments],
            env={"PATH": str(self.bin), **variables},
            cwd=self.bin,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        """What was done since the last question."""
        path = self.checkout / "calls"
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize("shell", ["sh", "dash", "bash"])
def test_every_shell_can_read_it(shell):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed; setup.sh is read by the other shells")
    subprocess.run([shell, "-n", ROOT / "setup.sh"], check=True)


def test_the_second_run_does_and_says_nothing(machine):
    first = machine.setup()
    assert first.returncode == 0, first.stderr
    assert "ready" in first.stdout
    assert machine.calls() == ["venv", "pip"]

    second = machine.setup()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert machine.calls() == []


def test_new_requirements_are_installed_into_the_same_venv(machine):
    machine.setup()
    machine.calls()
    with (machine.checkout / "requirements.txt").open("a") as requirements:
        requirements.write("another==1.0\n")
    assert machine.setup().returncode == 0
    assert machine.calls() == ["pip"]


def test_an_interrupted_run_is_finished_by_the_next(machine):
    (machine.checkout / "pip-says").write_text("Killed\n")
    assert machine.setup().returncode == 1
    (machine.checkout / "pip-says").unlink()
    machine.calls()
    assert machine.setup().returncode == 0
    assert machine.calls() == ["pip"]


def test_an_interrupted_update_is_not_forgotten_when_the_requirements_go_back(machine):
    machine.setup()
    requirements = machine.checkout / "requirements.txt"
    before = requirements.read_text()
    requirements.write_text("another==1.0\n")
    (machine.checkout / "pip-says").write_text("Killed\n")
    assert machine.setup().returncode == 1
    requirements.write_text(before)
    (machine.checkout / "pip-says").unlink()
    machine.calls()
    assert machine.setup().returncode == 0
    assert machine.calls() == ["pip"]


def test_a_half_made_venv_is_made_anew(machine):
    (machine.checkout / ".venv/bin").mkdir(parents=True)
    (machine.checkout / ".venv/bin/python").symlink_to("/gone/python3")
    assert machine.setup().returncode == 0
    assert machine.calls() == ["venv", "pip"]


def test_whoever_names_another_python_gets_it(machine):
    machine.setup()
    machine.calls()
    machine.put("python3.13", PYTHON.replace("3.12.1", "3.13.0"))
    assert machine.setup(PYTHON="python3.13").returncode == 0
    assert machine.calls() == ["venv", "pip"]
    assert machine.setup(PYTHON="python3.13").stdout == ""


def test_a_torn_package_starts_the_venv_over(machine):
    (machine.checkout / "torn").touch()
    assert machine.setup().returncode == 0
    assert machine.calls() == ["venv", "pip", "venv", "pip"]


def test_a_moved_checkout_gets_a_venv_of_its_own(machine):
    machine.setup()
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("elsewhere"))
    machine.calls()
    assert machine.setup().returncode == 0
    assert machine.calls() == ["venv", "pip"]


def test_root_installs_what_is_missing(machine):
    machine.stub("id", "echo 0")
    machine.stub("cc", "exit 1")
    machine.stub("pkg-config", "exit 1")
    assert machine.setup().returncode == 0
    install = "apt-get install -y --no-install-recommends"
    assert machine.calls() == [
        "apt-get update -qq",
        f"{install} build-essential libcairo2-dev libpango1.0-dev",
        "venv",
        "pip",
    ]


NO_COMPILER = ("cc", "exit 1")
OLD_PYTHON = ("python3", 'if [ "$1" = -V ]; then echo "Python 3.9.2"; else exit 1; fi')


@pytest.mark.parametrize(
    ("stubs", "sentence", "line"),
    [
        (
            [NO_COMPILER],
            "Missing: a C compiler. Only root can install it:",
            "su -c 'apt-get install -y --no-install-recommends build-essential'",
        ),
        (
            [NO_COMPILER, ("sudo", "exit 1")],
            "Missing: a C compiler. Install it with:",
            "sudo apt-get install -y --no-install-recommends build-essential",
        ),
        (
            [NO_COMPILER, ("id", "echo 0"), ("apt-get", "echo E: no network; exit 100")],
            "Missing: a C compiler. apt-get could not install it (see above).",
            "    apt-get install -y --no-install-recommends build-essential",
        ),
        ([("uname", "echo Darwin")], "A C compiler is missing.", "xcode-select --install"),
        ([("uname", "echo MINGW64_NT")], "On Windows,", ".venv\\Scripts\\python -m pip install"),
    ],
)
def test_what_cannot_be_installed_is_named_with_its_line(machine, stubs, sentence, line):
    for stub in stubs:
        machine.stub(*stub)
    result = machine.setup()
    assert result.returncode == 1
    assert sentence in result.stderr
    assert line in result.stderr
    assert "venv" not in machine.calls()


def test_an_old_python_is_named(machine):
    machine.stub(*OLD_PYTHON)
    result = machine.setup(PYTHON="python3")
    assert result.returncode == 1
    assert "PYTHON=python3 does not run, or is older than Python 3.11." in result.stderr


@pytest.mark.parametrize(
    ("pip_says", "sentence"),
    [
        ("WARNING: ... NewConnectionError ...", "The Python package index cannot be reached."),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: No matching distribution found for av==9", "pip finds no av==9 for Python 3.12.1"),
        ("ERROR: Failed building wheel for pycairo", "ERROR: Failed building wheel for pycairo"),
    ],
)
def test_what_stopped_pip_is_said_in_a_sentence(machine, pip_says, sentence):
    (machine.checkout / "pip-says").write_text(f"{pip_says}\n")
    result = machine.setup()
    assert result.returncode == 1
    assert sentence in result.stderr
    assert not (machine.checkout / ".venv/.set-up").exists()


def test_an_argument_is_refused_rather_than_ignored(machine):
    result = machine.setup("--help")
    assert result.returncode == 1
    assert "takes no arguments" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_is_not_touched(machine):
    machine.checkout.chmod(0o555)
    result = machine.setup()
    machine.checkout.chmod(0o755)
    assert result.returncode == 1
    assert "You may not write here." in result.stderr


def test_a_program_that_a_test_needs_is_skipped_at_home_and_missed_in_ci(
    monkeypatch, require_program
):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is not installed"):
        require_program("no-such-program", "nobody needs it")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="nobody needs it"):
        require_program("no-such-program", "nobody needs it")
