"""The comparisons and their targets."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Comparison:
    """A row of the table.

    The ratio is ours / other if the target is a maximum ("at_most": Linguine
    may be at most so much slower), other / ours if it is a minimum ("at_least":
    Linguine must be at least so much faster). A row without a target is for
    information.
    """

    title: str
    ours: str
    other: str
    at_most: float | None = None
    at_least: float | None = None
    # Bytes, where other rows have nanoseconds.
    is_memory: bool = False


# Operation, its title, and the targets against handwritten (a maximum),
# libcbor's low-level or streaming functions, and its tree of items (minima).
_OPERATIONS = [
    ("frame/small", "encode small, a frame of its own", 1.25, 3, 33),
    ("encode/small", "encode small, into kept memory", None, 3, 33),
    ("decode/small", "decode small", 1.5, 3, 33),
    ("encode/medium", "encode medium", 1.25, 3, 33),
    ("decode/medium", "decode medium", 1.4, 1.9, 33),
    ("encode/bulk", "encode bulk", 1.3, None, None),
    ("decode/bulk", "decode bulk", None, None, None),
    ("encode/table", "encode table", 1.25, None, None),
    ("decode/table", "decode table", 1.5, None, None),
]


def _typescript_comparisons():
    """The TypeScript codecs beside cbor-x, and beside those of C++."""
    rows = []
    for payload in ("small", "medium", "bulk", "table"):
        for operation in ("encode", "decode"):
            name = f"{operation}/{payload}"
            cpp = f"frame/{payload}" if name == "encode/small" else name
            title = f"{operation} {payload}, TypeScript"
            rows.append(
                Comparison(title, f"{name}/typescript", f"{name}/cbor-x")
            )
            rows.append(
                Comparison(title, f"{name}/typescript", f"{cpp}/linguine")
            )
    return rows


def comparisons():
    """All rows, in the order of the table."""
    rows = []
    for operation, title, handwritten, libcbor, tree in _OPERATIONS:
        ours = f"{operation}/linguine"
        rows.append(
            Comparison(
                title, ours, f"{operation}/handwritten", at_most=handwritten
            )
        )
        rows.append(
            Comparison(title, ours, f"{operation}/libcbor", at_least=libcbor)
        )
        rows.append(
            Comparison(title, ours, f"{operation}/libcbor-tree", at_least=tree)
        )
        rows += [
            Comparison(title, ours, f"{operation}/{peer}")
            for peer in ("nlohmann", "cbor-x", "cbor2")
        ]
    rows += _typescript_comparisons()
    rows.append(
        Comparison(
            "decode table, flat",
            "decode/flat/linguine",
            "decode/flat/handwritten",
            at_most=1.5,
        )
    )
    rows.append(
        Comparison(
            "dispatch medium",
            "dispatch/medium/linguine",
            "decode/medium/handwritten",
            at_most=1.5,
        )
    )
    return rows


# Operations of the document, and how many times faster than Rigatoni a million
# a second is, by Rigatoni's speed where the targets were set.
_CHANGES = {"create": 1e6 / 11e3, "update": 1e6 / 12e3, "delete": None}


def document_comparisons():
    """The rows of the table of the document.

    The time of an operation must not grow with the number of components. The
    tolerance for many components is for memory that no longer fits into caches.
    """
    alone = [
        Comparison(
            operation,
            f"state/{operation}/alone",
            f"state/{operation}/rigatoni",
            at_least=at_least,
        )
        for operation, at_least in _CHANGES.items()
    ]
    beside_many = [
        Comparison(
            f"{operation}, beside 900,000 components",
            f"state/{operation}/beside-900k",
            f"state/{operation}/alone",
            at_most=2,
        )
        for operation in _CHANGES
    ]
    return alone + beside_many


def joining_comparisons():
    """The rows of the table of joining."""
    return [
        Comparison(
            "join, 100,000 components",
            "join/structure/linguine",
            "join/structure/one-block",
            at_most=1.6,
        ),
        Comparison(
            "join, with 1000 buffers of 82 kB",
            "join/buffers/linguine",
            "join/buffers/one-block",
            at_most=1.3,
        ),
        Comparison(
            "of it encoding, 100,000 components",
            "join/structure/encode",
            "join/structure/one-block",
        ),
        Comparison(
            "of it encoding, with buffers",
            "join/buffers/encode",
            "join/buffers/one-block",
        ),
    ]


def update_comparisons():
    """The rows of the table of updates beside clients over the network."""
    return [
        Comparison(
            f"update, {clients:,} client{'s' if clients > 1 else ''}",
            f"updates/{clients}/linguine",
            f"updates/{clients}/no-client",
            at_most=1.5 if clients > 1 else None,
        )
        for clients in (1, 100, 10_000)
    ]


def geometry_comparisons():
    """The rows of the table of mesh files.

    meshio reads only; the others compute normals, which the files do not have.
    """
    rows = []
    for extension in ("obj", "ply", "stl", "glb"):
        title = f"import {extension.upper()}, 1,000,000 triangles"
        rows += [
            Comparison(
                title,
                f"geometry/{extension}/linguine",
                f"geometry/{extension}/{peer}",
                at_most=0.7 if (extension, peer) == ("ply", "meshio") else None,
            )
            for peer in ("meshio", "trimesh")
            if (extension, peer) != ("glb", "meshio")  # reads no glTF
        ]
    rows.append(
        Comparison(
            "smooth normals, 1,000,000 triangles",
            "geometry/normals/linguine",
            "geometry/normals/trimesh",
        )
    )
    return rows


def memory_comparisons():
    """The rows of the table of the memory that reading a mesh file takes."""
    return [
        Comparison(
            f"import {extension.upper()}, 1,000,000 triangles",
            f"memory/{extension}/linguine",
            f"memory/{extension}/{peer}",
            is_memory=True,
        )
        for extension in ("obj", "ply", "stl", "glb")
        for peer in ("meshio", "trimesh")
        if (extension, peer) != ("glb", "meshio")  # reads no glTF
    ]


def live_comparisons():
    """The rows of the table of live data."""
    scenes = {
        "mesh": "mesh of 100,000 vertices",
        "instances": "100,000 instances",
    }
    rows = []
    for scene, title in scenes.items():
        for clients in (1, 10):
            name = f"live/{scene}-{clients}"
            where = f"{title} at 30 Hz, clients: {clients}"
            has_target = (scene, clients) == ("mesh", 10)
            rows.append(
                Comparison(
                    where,
                    f"{name}/linguine",
                    f"{name}/plain",
                    at_most=1.2 if has_target else None,
                )
            )
            rows.append(
                Comparison(
                    f"{where}, latency",
                    f"{name}-latency/linguine",
                    f"{name}-latency/plain",
                )
            )
    for suffix, what in (("", ""), ("-latency", ", latency")):
        rows.append(
            Comparison(
                f"the mesh by URL, clients: 10{what}",
                f"live/mesh-10{suffix}/by-url",
                f"live/mesh-10{suffix}/plain",
            )
        )
    return rows


# Seconds of processor time of one frame to one client.
FRAME_TARGET = 5e-6

# Absolute targets: name, title, maximum in seconds.
ABSOLUTE = [
    ("state/create/alone", "create, no client", 1e-6),
    ("state/update/alone", "update, no client", 1e-6),
    ("state/create/one-client", "create, a client that keeps up", 1 / 300e3),
    ("state/update/one-client", "update, a client that keeps up", 1 / 300e3),
    ("state/delete/one-client", "delete, a client that keeps up", None),
    (
        "join/structure/longest-update",
        "longest update while clients join",
        1e-3,
    ),
    ("join/buffers/longest-update", "longest update, with buffers", 1e-3),
    ("updates/frame", "one frame to one client, processor time", FRAME_TARGET),
    ("updates/frame-sent", "the same, written by the writer itself", None),
    ("updates/frame-handed", "the same, by a thread that is woken", None),
    ("updates/wake", "waking that thread, for the writer", None),
    ("decode/bulk/linguine", "decode bulk", 10e-6),
    ("generate/noodles", "generate the bindings", 2.0),
    ("compile/every_header", "compile every generated header at -O0", 1.5),
]
