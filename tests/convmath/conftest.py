"""Random cases per property test: 50, or 1,500 with `--hypothesis-profile=thorough`."""

from hypothesis import HealthCheck, settings

SLOW_MACHINES = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile(
    "convmath", max_examples=50, derandomize=True, database=None, **SLOW_MACHINES
)
settings.register_profile("thorough", max_examples=1500, database=None, **SLOW_MACHINES)
settings.load_profile("convmath")
