"""One line per figure. A latency does not count when its own bare echo was uneven: then the machine was busy."""

import statistics

_wide = 60


def percentile(values, share):
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def counts(echo_p50, echo_p99):
    """Whether a run on this machine, at this time, says something."""
    return echo_p99 <= 2 * echo_p50


def row(what, value, unit, **more):
    """`value`: None where there was none. More, where it is so: `counts`, `most` (what it may be), and what it is
    compared with, under a name of its own."""
    return {"what": what, "value": value, "unit": unit, **more}


def missed(found):
    """It is beyond what it may be, or is not there although it had to be."""
    return "most" in found and (found["value"] is None or found["value"] > found["most"])


def heading(title, *columns):
    return f"{title:<{_wide}}" + "".join(f"{each:>12}" for each in columns or ("figure",))


def line(found, beside="ideal"):
    """`beside`: the name of what it is compared with."""
    cells = [found["value"]]
    if beside in found:
        cells += [found[beside], _ratio(found, beside)]
    uneven = "   does not count: the echo was uneven" if found.get("counts") is False else ""
    return _cells(found, cells) + uneven + _bound(found, missed(found))


def summary(runs, beside="ideal"):
    """`runs`: the rows of one figure, of all runs. Least, median and most of those that count, or of all when none does;
    then, where it is compared, the median of the other and of the ratios."""
    valid = [each for each in runs if each.get("counts") is not False]
    used = [each for each in valid or runs if each["value"] is not None]
    values = [each["value"] for each in used]
    cells = [min(values), statistics.median(values), max(values)] if values else [None, None, None]
    if any(beside in each for each in runs):
        others = [each[beside] for each in used if each.get(beside) is not None]
        ratios = [ratio for ratio in (_ratio(each, beside) for each in used) if ratio is not None]
        cells += [statistics.median(some) if some else None for some in (others, ratios)]
    notes = ""
    if not valid:
        notes += "   none counts: the echoes were uneven"
    elif len(used) < len(runs):
        notes += f"   {len(used)} of {len(runs)} runs"
    return _cells(runs[0], cells) + notes + _bound(runs[0], any(missed(each) for each in runs))


def _cells(found, cells):
    words = f"{found['what']} [{found['unit']}]" if found["unit"] else found["what"]
    return f"{words:<{_wide}}" + "".join(f"{_figure(each):>12}" for each in cells)


def _ratio(found, beside):
    return found["value"] / found[beside] if found.get("value") and found.get(beside) else None


def _figure(value):
    return "—" if value is None else f"{value:.2f}" if abs(value) < 10 else f"{value:.0f}"


def _bound(found, is_missed):
    return f"   MISSED: at most {found['most']}" if is_missed else ""
