"""The table of the benchmarks, as text in Markdown."""

import statistics
import textwrap

from network import calls_limits, table_rows
from targets import (
    ABSOLUTE,
    FRAME_TARGET,
    comparisons,
    document_comparisons,
    geometry_comparisons,
    joining_comparisons,
    live_comparisons,
    memory_comparisons,
    update_comparisons,
)


def duration(nanoseconds):
    """A time in a suitable unit."""
    for unit, size in (("ns", 1), ("us", 1e3), ("ms", 1e6)):
        if nanoseconds < 1000 * size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds / 1e9:.3g} s"


def amount(size):
    """Bytes in a suitable unit."""
    return f"{size / 1e6:.3g} MB" if size < 1e9 else f"{size / 1e9:.3g} GB"


def _median(rounds, name):
    return statistics.median(times[name] for times in rounds)


def _verdict(met):
    return "met" if met else "**not met**"


def _comparison_cells(rounds, row):
    """The cells of a row; None if one of the two values was not measured."""
    if any(name not in rounds[0] for name in (row.ours, row.other)):
        return None
    # The ratio is formed within a round, in which both were slowed down
    # equally.
    ratio = statistics.median(
        times[row.ours] / times[row.other] for times in rounds
    )
    show = amount if row.is_memory else duration
    better = "less" if row.is_memory else "faster"
    cells = [
        row.title,
        row.other.rsplit("/", 1)[1],
        show(_median(rounds, row.ours)),
        show(_median(rounds, row.other)),
    ]
    if row.at_most is not None:
        return cells + [
            f"{ratio:.2f}",
            f"at most {row.at_most:g}",
            _verdict(ratio <= row.at_most),
        ]
    if row.at_least is not None:
        return cells + [
            f"{1 / ratio:.1f} times {better}",
            f"at least {row.at_least:.3g} times",
            _verdict(1 / ratio >= row.at_least),
        ]
    shown = f"{ratio:.2f}" if ratio > 0.5 else f"{1 / ratio:.3g} times {better}"
    return cells + [shown, "", ""]


def _absolute_cells(rounds, name, title, most):
    if name not in rounds[0]:
        return None
    time = _median(rounds, name)
    if most is None:
        return [title, duration(time), "", ""]
    return [
        title,
        duration(time),
        f"at most {duration(most * 1e9)}",
        _verdict(time <= most * 1e9),
    ]


def _memory_cells(name, counts):
    """Bytes for each component: encoded, in memory, and the maximum."""
    encoded, kept = (
        counts[key] / counts["components"] for key in ("encoded", "kept")
    )
    most = 2 * encoded + 200
    return [
        name,
        f"{counts['components']:,}",
        f"{encoded:.0f}",
        f"{kept:.0f}",
        f"at most {most:.0f}",
        _verdict(kept <= most),
    ]


def _table(heads, rows):
    rows = [heads] + [row for row in rows if row is not None]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    lines = [
        "| "
        + " | ".join(
            cell.ljust(width) for cell, width in zip(row, widths, strict=True)
        )
        + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return lines


def _comparison_table(rounds, rows, what="time"):
    return _table(
        [
            "operation",
            "other",
            "linguine",
            f"other's {what}",
            "ratio",
            "target",
            "",
        ],
        [_comparison_cells(rounds, row) for row in rows],
    ) + [""]


def _codecs(check, rounds):
    sizes = ", ".join(
        f"{name} {size:,}" for name, size in check["bytes"].items()
    )
    counts = ", ".join(
        f"{name} {count}" for name, count in check["allocations"].items()
    )
    return [
        "## Codecs",
        "",
        *_comparison_table(rounds, comparisons()),
        f"Bytes of the frames: {sizes}.",
        "",
        (
            f"Allocations of one operation: {counts}. Decoding bulk shares "
            "the frame's memory, which is checked."
        ),
        "",
    ]


def _document(memory, rounds):
    lines = [
        "## Document",
        "",
        *_comparison_table(rounds, document_comparisons()),
    ]
    lines += _table(
        [
            "bytes for each component",
            "components",
            "encoded",
            "kept",
            "target",
            "",
        ],
        [_memory_cells(*item) for item in memory.items()],
    )
    return lines + [""]


def _live(rounds):
    sizes = ", ".join(
        f"{scene} {rounds[0][f'live/{scene}-1-bytes']:,}"
        for scene in ("mesh", "instances")
    )
    return [
        "## Live data",
        "",
        *_comparison_table(rounds, live_comparisons()),
        f"Bytes of an update: {sizes}.",
        "",
    ]


def _update_limits(rounds):
    """What keeps updates beside clients from their targets."""
    if "updates/wake" not in rounds[0]:
        return []
    lines = []
    alone, wake = (
        _median(rounds, f"updates/{name}") for name in ("1/no-client", "wake")
    )
    missed = [
        row
        for row in update_comparisons()
        if row.at_most is not None
        and statistics.median(
            times[row.ours] / times[row.other] for times in rounds
        )
        > row.at_most
    ]
    if missed:
        lines.append(
            f"Updates beside clients: an update alone takes {duration(alone)}. "
            "A frame that is to leave now wakes a thread that sleeps: one "
            f"write to an eventfd, which takes the writer {duration(wake)}. "
            "An update that does nothing else for its clients takes "
            f"{(alone + wake) / alone:.2f} times the time of one without "
            "clients. Threads that have not come to sleep again need no such "
            "write, so that updates beside many clients cost less than beside "
            "one."
        )
    frame, sent, handed = (
        _median(rounds, f"updates/{name}")
        for name in ("frame", "frame-sent", "frame-handed")
    )
    if frame > FRAME_TARGET * 1e9:
        lines.append(
            "One frame to one client: the writer's own blocking write of the "
            f"same bytes takes {duration(sent)} of processor time, and "
            f"{duration(handed)} where another thread, woken by an eventfd, "
            f"writes them; Linguine takes {frame / handed:.2f} times of that."
        )
    return lines


def _limits(parts, rounds, speeds):
    lines = []
    if "network" in parts:
        lines += _update_limits(rounds) + calls_limits(speeds)
    if not lines:
        return []
    text = [
        "## Limits",
        "",
        "What was measured in the same run about rows that are not met.",
        "",
    ]
    for line in lines:
        text += textwrap.wrap(
            line, 80, initial_indent="- ", subsequent_indent="  "
        )
    return text + [""]


def report(parts, machine, check, memory, rounds, speeds, skipped):
    """The text of some parts.

    `check` is the output of codec_check, `memory` that of state_check.
    """
    lines = [
        (
            f"{machine}. Medians of {len(rounds)} rounds; a ratio is the "
            "median of the ratios of each round."
        ),
        "",
    ]
    if "codecs" in parts:
        lines += _codecs(check, rounds)
    if "document" in parts:
        lines += _document(memory, rounds)
    if "joining" in parts:
        lines += ["## Joining", ""]
        lines += _comparison_table(rounds, joining_comparisons())
    if "geometry" in parts:
        lines += ["## Geometry", ""]
        lines += _comparison_table(rounds, geometry_comparisons())
        lines += ["The most resident memory meanwhile:", ""]
        lines += _comparison_table(rounds, memory_comparisons(), "memory")
    if "network" in parts:
        heads, *rows = table_rows(speeds)
        lines += ["## Network", "", *_table(heads, rows), ""]
        lines += _comparison_table(rounds, update_comparisons())
    if "live" in parts:
        lines += _live(rounds)
    times = [_absolute_cells(rounds, *row) for row in ABSOLUTE]
    if any(times):
        lines += ["## Times", ""]
        lines += [*_table(["", "time", "target", ""], times), ""]
    lines += _limits(parts, rounds, speeds)
    lines += [f"Skipped: {what}." for what in skipped]
    return "\n".join(lines).rstrip() + "\n"
