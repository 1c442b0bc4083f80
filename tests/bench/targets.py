"""What is compared with what, and how much better it has to be."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A row of the table.

    The ratio is ours / other where the target is a maximum ("at_most": we may
    be so much slower), other / ours where it is a minimum ("at_least": we must
    be so much faster). Without a target the row only informs.
    """

    title: str
    ours: str
    other: str
    at_most: float | None = None
    at_least: float | None = None


# Operation, its title, and the targets against handwritten (a maximum),
# libcbor's low-level or streaming functions, and its tree of items (minima).
_OPERATIONS = [
    ("frame/small", "encode small, a frame of its own", 1.3, 3, 33),
    ("encode/small", "encode small, into kept memory", None, 3, 33),
    ("decode/small", "decode small", 1.5, 3, 33),
    ("encode/medium", "encode medium", 1.3, 3, 33),
    ("decode/medium", "decode medium", 1.5, 1.9, 33),
    ("encode/bulk", "encode bulk", 1.3, None, None),
    ("decode/bulk", "decode bulk", None, None, None),
    ("encode/table", "encode table", 1.3, None, None),
    ("decode/table", "decode table", 1.5, None, None),
]


def comparisons():
    """All rows, in the order of the table."""
    rows = []
    for operation, title, handwritten, libcbor, tree in _OPERATIONS:
        ours = f"{operation}/linguine"
        rows.append(Comparison(title, ours, f"{operation}/handwritten",
                               at_most=handwritten))
        rows.append(Comparison(title, ours, f"{operation}/libcbor",
                               at_least=libcbor))
        rows.append(Comparison(title, ours, f"{operation}/libcbor-tree",
                               at_least=tree))
        rows += [Comparison(title, ours, f"{operation}/{peer}")
                 for peer in ("nlohmann", "cbor-x", "cbor2")]
    rows.append(Comparison("decode table, flat", "decode/flat/linguine",
                           "decode/flat/handwritten", at_most=1.5))
    rows.append(Comparison("dispatch medium", "dispatch/medium/linguine",
                           "decode/medium/handwritten", at_most=None))
    return rows


# Not ratios: name, title, seconds at most.
ABSOLUTE = [
    ("decode/bulk/linguine", "decode bulk", 10e-6),
    ("generate/noodles", "generate the bindings", 2.0),
    ("compile/every_header", "compile every generated header at -O0", 1.5),
]
