#!/bin/sh
# Makes everything ready: system libraries, .venv, the pinned Python packages. Run it as often as
# you like; when nothing is missing it does nothing. To choose the interpreter (3.11 or newer):
#
#     PYTHON=python3.12 ./setup.sh
#
# It stops at the first thing it cannot do, and says what is missing and the line that installs it.
set -eu

CDPATH='' cd -- "$(dirname -- "$0")"
venv=.venv
stamp=$venv/.set-up      # written last, so an interrupted run leaves none
log=$venv/setup.log

say() { printf 'setup: %s\n' "$1"; }

# fail SENTENCE LINE: LINE is what to type next.
fail() {
    printf 'setup: %s\n\n    %s\n\n' "$1" "$2" >&2
    exit 1
}

as_root() { if [ -n "$sudo" ]; then sudo "$@"; else "$@"; fi; }

has() { command -v "$1" >/dev/null 2>&1; }

# ---- is there anything to do? --------------------------------------------------------------------

# Changes whenever .venv has to: with the requirements, with Python, and when the checkout is moved
# (the programs in .venv/bin name their interpreter by its full path).
fingerprint() {
    "$venv/bin/python" -I -c 'import sys; print(sys.version_info[:2], ascii(sys.prefix))' 2>/dev/null &&
        cksum <requirements.txt
}

# Whoever names a Python wants that one, also when .venv has another already.
is_wanted() { [ -z "${PYTHON-}" ] || [ "$("$PYTHON" -V 2>&1)" = "$("$venv/bin/python" -V 2>&1)" ]; }

is_ready() { [ -f "$stamp" ] && [ "$(fingerprint)" = "$(cat "$stamp")" ] && is_wanted; }

# ---- Python --------------------------------------------------------------------------------------

is_new_enough() { "$1" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    if [ -n "${PYTHON-}" ]; then
        python=$PYTHON
        is_new_enough "$python" ||
            fail "PYTHON=$PYTHON does not run, or is older than Python 3.11." "unset PYTHON; ./setup.sh"
        return
    fi
    for python in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        case $(command -v "$python") in
            "" | "$PWD/$venv"/*) continue ;;  # an activated .venv cannot make itself anew
        esac
        if is_new_enough "$python"; then return; fi
    done
    found=$(python3 -V 2>&1) || found=missing
    line="PYTHON=/path/to/python3.13 ./setup.sh"
    case $manager in
        apt-get)
            for version in 3.11 3.12 3.13; do
                if [ -n "$(apt-cache search --names-only "^python$version-venv\$" 2>/dev/null)" ]; then
                    line="${sudo}apt-get install python$version python$version-venv python$version-dev"
                fi
            done ;;
        dnf) line="${sudo}dnf install python3.12 python3.12-devel" ;;
        pacman) line="${sudo}pacman -S python" ;;
        brew) line="brew install python@3.13" ;;
    esac
    fail "Python 3.11 or newer is missing (python3 here: $found)." "$line"
}

# ---- system libraries ----------------------------------------------------------------------------

find_manager() {
    for manager in apt-get dnf pacman brew; do
        if has "$manager"; then return; fi
    done
    manager=none
}

compiles() {
    # On a Mac without its command line tools, cc is a stub that opens a window.
    if [ "$system" = Darwin ]; then xcode-select -p >/dev/null 2>&1 || return 1; fi
    echo '#include <stdio.h>' | cc -fsyntax-only -x c - 2>/dev/null
}

has_headers() {
    "$python" -I -c 'import os, sys, sysconfig
sys.exit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))'
}

# Cairo's Python package is built here (and Pango's, except on a Mac): nobody ships them compiled.
missing_libraries() {
    "$python" -I -c 'import venv, ensurepip' 2>/dev/null || echo venv
    if "$venv/bin/python" -I -c 'import cairo, manimpango' 2>/dev/null; then return; fi
    compiles || echo compiler
    has_headers || echo headers
    has pkg-config || echo pkg-config
    pkg-config --exists cairo 2>/dev/null || echo cairo
    [ "$system" = Darwin ] || pkg-config --exists pangocairo 2>/dev/null || echo pango
}

describe() {
    case $1 in
        venv) echo "Python's venv module" ;;
        compiler) echo "a C compiler" ;;
        headers) echo "Python's C headers" ;;
        pkg-config) echo "pkg-config" ;;
        cairo) echo "the Cairo library" ;;
        pango) echo "the Pango library" ;;
    esac
}

package() {
    version=$("$python" -I -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    case $manager:$1 in
        apt-get:venv) echo "$version-venv" ;;
        apt-get:compiler) echo build-essential ;;
        apt-get:headers) echo "$version-dev" ;;
        apt-get:cairo) echo libcairo2-dev ;;
        apt-get:pango) echo libpango1.0-dev ;;
        apt-get:pkg-config) echo pkg-config ;;
        dnf:compiler) echo gcc ;;
        dnf:headers) case $python in *python3) echo python3-devel ;; *) echo "$version-devel" ;; esac ;;
        dnf:venv) echo python3-libs ;;
        dnf:pkg-config) echo pkgconf-pkg-config ;;
        dnf:cairo | dnf:pango) echo "$1-devel" ;;
        pacman:compiler) echo gcc ;;
        *:pkg-config) echo pkgconf ;;
        *:venv | *:headers) echo python ;;
        *) echo "$1" ;;
    esac
}

install_libraries() {
    missing=$(missing_libraries)
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086  # one word per thing
    set -- $missing
    what=$(describe "$1")
    if [ $# -gt 1 ]; then what="$what (and $(($# - 1)) more)"; fi

    if [ "$system" = Darwin ] && [ "$1" = compiler ]; then
        fail "A C compiler is missing." "xcode-select --install"
    fi
    packages=$(for need; do package "$need"; done | sort -u | tr '\n' ' ')
    case $manager in
        apt-get) line="apt-get install -y --no-install-recommends $packages" ;;
        dnf) line="dnf install -y $packages" ;;
        pacman) line="pacman -S --needed --noconfirm $packages" ;;
        brew) line="brew install $packages" ;;
        none) fail "Missing: $what. Install it with your system's package manager, by a name like:" "$*" ;;
    esac
    line=${line% }

    if [ "$manager" != brew ] && [ -n "$sudo" ]; then
        has sudo || fail "Missing: $what. Only root can install it:" "su -c '$line'"
        # Without a terminal sudo cannot ask for the password.
        [ -t 0 ] || sudo -n true 2>/dev/null || fail "Missing: $what. Install it with:" "sudo $line"
    fi
    say "installing $packages"
    # The list of packages may be old or, on a new system, empty; if it stays so, the next line says it.
    if [ "$manager" = apt-get ]; then as_root apt-get update -qq >/dev/null 2>&1 || true; fi
    # shellcheck disable=SC2086  # a line is words
    output=$(as_root env DEBIAN_FRONTEND=noninteractive $line 2>&1) || {
        printf '%s\n' "$output" | tail -n 3 >&2
        fail "Missing: $what. $manager could not install it (see above). Mend that, or run yourself:" "$sudo$line"
    }
}

# ---- .venv and what is in it ---------------------------------------------------------------------

# Whole, new enough, and made here: a moved checkout has programs that point to the old place.
venv_is_sound() {
    is_new_enough "$venv/bin/python" && is_wanted &&
        "$venv/bin/python" -I -c 'import pip._internal' 2>/dev/null &&
        grep -qF "$(pwd -P)/$venv/bin/python" "$venv/bin/pip" 2>/dev/null
}

make_venv() {
    say "making $venv with $("$python" -V)"
    rm -rf "$venv" || fail "The old $venv cannot be removed." "sudo rm -rf '$PWD/$venv'"
    output=$("$python" -m venv "$venv" 2>&1) || {
        printf '%s\n' "$output" | tail -n 3 >&2
        rm -rf "$venv"
        fail "$python could not make $venv (see above). Mend that, or choose another Python:" "PYTHON=python3.12 ./setup.sh"
    }
}

explain_pip() {
    if grep -q "No space left on device" "$log"; then
        fail "The disk is full: the Python packages need a few gigabytes. Make room, then:" "./setup.sh"
    elif grep -qE "NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|SSLError|Read timed out|Network is unreachable|Connection (refused|reset|aborted)" "$log"; then
        fail "The Python package index cannot be reached. Mend the network or pip's proxy setting, then:" "./setup.sh"
    elif grep -q "No matching distribution found for" "$log"; then
        package=$(sed -n 's/.*No matching distribution found for \([^ ]*\).*/\1/p' "$log" | tail -n 1)
        fail "pip finds no $package for $("$venv/bin/python" -V) on this machine. Try another Python:" "PYTHON=python3.12 ./setup.sh"
    fi
    grep -E "^ *(ERROR|error):" "$log" | tail -n 3 >&2 || tail -n 3 "$log" >&2
    fail "pip could not install the packages (see above). All it said is here:" "less '$PWD/$log'"
}

install_packages() {
    say "installing the Python packages (the first time: some minutes and, on Linux, up to 5 GB)"
    "$venv/bin/python" -I -m pip install --disable-pip-version-check --no-input --progress-bar off \
        -r requirements.txt >"$log" 2>&1 || explain_pip
}

# So that `.venv/bin/manim scenes/stride.py` finds the packages of this checkout.
show_checkout() {
    "$venv/bin/python" -I -c 'import os, pathlib, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "convreel.pth").write_text(os.getcwd() + "\n", "utf-8")'
}

packages_work() {
    "$venv/bin/python" -I -c 'import av, click, fontTools, hypothesis, manim, numpy, PIL, pytest, torch, typst' \
        >>"$log" 2>&1
}

# ---- in this order -------------------------------------------------------------------------------

[ $# -eq 0 ] || fail "setup.sh takes no arguments." "./setup.sh"
if is_ready; then exit 0; fi

system=$(uname -s)
case $system in
    MINGW* | MSYS* | CYGWIN*) fail "On Windows, set up with these two lines instead:" \
        "py -m venv .venv && .venv\\Scripts\\python -m pip install -r requirements.txt" ;;
esac
if [ "$(id -u)" = 0 ]; then sudo=""; else sudo="sudo "; fi
for folder in . "$venv"; do
    if [ -e "$folder" ] && [ ! -w "$folder" ]; then
        fail "You may not write here. Make the folder yours:" "sudo chown -R $(id -un) '$PWD'"
    fi
done
find_manager
find_python
install_libraries
rm -f "$stamp"
venv_is_sound || make_venv
install_packages
if ! packages_work; then
    # A package that was cut off in the middle counts as installed for pip: start over, once.
    make_venv
    install_packages
    packages_work || fail "A package does not load: $(tail -n 1 "$log"). All it said is here:" "less '$PWD/$log'"
fi
show_checkout
fingerprint >"$stamp.new"
mv "$stamp.new" "$stamp"
say "ready. A first film: .venv/bin/python render.py --scene stride"
