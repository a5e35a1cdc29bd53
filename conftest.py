"""Packages are imported before pytest collects the doctests of their modules.

To collect a module, pytest first imports its package. Where that imports the module in turn, pytest
would run it a second time: of two modules by one name, a test then changes one while the code reads
the other. What has been imported before pytest collects it is taken as it is.
"""

import convmath  # noqa: F401
import scenes.story  # noqa: F401
