"""Waiting for something, with a limit. No test sleeps: it waits for what it wants to see."""

import os
import time

# Sanitizers make everything slower; the limits then grow, what is waited for stays the same.
_factor = float(os.environ.get("PRESAD_TIME_FACTOR", "1"))
_glance = 0.005  # seconds between two looks


def limit(seconds):
    """`seconds`, stretched for slow builds."""
    return seconds * _factor


def wait_for(condition, seconds, what):
    """Gives the first true value of `condition()`; fails with `what` after `seconds` (stretched)."""
    deadline = time.monotonic() + limit(seconds)
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {limit(seconds):.1f} s in vain for {what() if callable(what) else what}")
        time.sleep(_glance)
