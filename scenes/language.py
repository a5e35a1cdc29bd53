"""The language of whoever runs the program; cheap to import."""

from __future__ import annotations

import locale
from collections.abc import Mapping


def users_language(environment: Mapping[str, str]) -> str:
    """Chinese if the user's locale is, else English.

    >>> users_language({"LANG": "zh_CN.UTF-8"}), users_language({"LC_ALL": "C", "LANG": "zh_CN"})
    ('zh', 'en')
    """
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), None) or locale.getlocale()[0] or ""
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"
