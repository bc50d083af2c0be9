"""Whether memory stayed flat. Pure."""

import statistics

_factor = 1.10  # of what was touched; the heap's top moves by some per cent from sample to sample
_least = 8  # samples; fewer have no quarters that say something


def memory(samples_kib):
    """(what there is to say, whether it grew): the last quarter's median beside the second quarter's."""
    if len(samples_kib) < _least:
        return f"memory is not judged: {len(samples_kib)} samples are fewer than {_least}", False
    quarter = len(samples_kib) // 4
    before, after = statistics.median(samples_kib[quarter:2 * quarter]), statistics.median(samples_kib[-quarter:])
    grew = after > _factor * before
    return (f"memory (Pss_Anon): {before:.0f} KiB in the second quarter, {after:.0f} KiB in the last"
            + (f", more than {_factor} times" if grew else ""), grew)
