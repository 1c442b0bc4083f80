"""The table of live data."""

from report import report


def _round(ours: float) -> dict[str, float]:
    """The names that live_bench prints, with times in nanoseconds."""
    times: dict[str, float] = {}
    for scene in ("mesh", "instances"):
        times[f"live/{scene}-1-bytes"] = 2_400_500
        for clients in (1, 10):
            for suffix in ("", "-latency"):
                name = f"live/{scene}-{clients}{suffix}"
                times[f"{name}/linguine"] = ours
                times[f"{name}/plain"] = 4e6
                times[f"{name}/by-url"] = 8e6
    return times


def _rows(rounds: list[dict[str, float]]) -> dict[str, list[str]]:
    text = report(["live"], "a machine", {}, {}, rounds, [], [])
    assert "Bytes of an update: mesh 2,400,500, instances 2,400,500." in text
    cells = [line.strip("| ").split("|") for line in text.splitlines()]
    return {row[0].strip(): [cell.strip() for cell in row] for row in cells}


def test_only_the_mesh_to_ten_clients_has_a_target():
    rows = _rows([_round(4.4e6), _round(4.8e6), _round(9e6)])
    mesh = rows["mesh of 100,000 vertices at 30 Hz, clients: 10"]
    assert mesh[2:] == ["4.8 ms", "4 ms", "1.20", "at most 1.2", "met"]
    others = [row for row in rows.values() if "at most" in " ".join(row)]
    assert others == [mesh]
    assert rows["the mesh by URL, clients: 10"][2:5] == ["8 ms", "4 ms", "2.00"]


def test_a_target_that_is_not_met():
    mesh = _rows([_round(5e6)])[
        "mesh of 100,000 vertices at 30 Hz, clients: 10"
    ]
    assert mesh[-1] == "**not met**"


def _network_text(frame: float, calls: float) -> str:
    rounds = [
        {
            f"updates/{clients}/{kind}": time
            for clients in (1, 100, 10_000)
            for kind, time in (("linguine", 4000.0), ("no-client", 1000.0))
        }
        | {
            "updates/frame": frame,
            "updates/frame-sent": 4e3,
            "updates/frame-handed": 9e3,
            "updates/wake": 2500.0,
        }
    ]
    speeds = [
        {
            ("calls, 16 under way, 10 clients", "raw"): 2e6,
            ("calls, 16 under way, 10 clients", "raw, decoded"): 1e6,
            ("calls, 16 under way, 10 clients", "linguine"): calls,
        }
    ]
    text = report(["network"], "a machine", {}, {}, rounds, speeds, [])
    return " ".join(text.split())


def test_limits_are_those_of_the_same_run():
    text = _network_text(18e3, 5e5)
    assert "takes 3.50 times the time of one without clients" in text
    assert "takes 4 us of processor time, and 9 us where another" in text
    assert "Linguine takes 2.00 times of that." in text
    assert "0.50 us in the loop that decodes nothing, 1.00 us in" in text
    assert "no server of this loop has more than 0.50 of raw" in text


def test_what_is_met_has_no_limit():
    text = _network_text(4e3, 1.9e6)
    assert "One frame to one client:" not in text
    assert "in the loop that decodes nothing" not in text
