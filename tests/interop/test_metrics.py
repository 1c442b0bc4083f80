"""The counters of /metrics, read by Prometheus' own parser."""

from __future__ import annotations

import urllib.request

from penne import Client
from prometheus_client.parser import text_string_to_metric_families

from raw_client import RawClient
from server_process import DEADLINE_SECONDS, ScenarioServer

DELETE_MADE = (1, 0)


def read_metrics(server: ScenarioServer) -> dict[str, float]:
    """The samples by name; a sample with a label has the name `name:value`."""
    with urllib.request.urlopen(
        f"http://127.0.0.1:{server.port}/metrics", timeout=DEADLINE_SECONDS
    ) as answer:
        assert answer.headers["Content-Type"].startswith(
            "text/plain; version=0.0.4"
        )
        text = answer.read().decode()
    samples: dict[str, float] = {}
    for family in text_string_to_metric_families(text):
        assert family.type in ("counter", "gauge"), family
        assert family.documentation, family
        for sample in family.samples:
            assert (family.type == "counter") == sample.name.endswith("_total")
            name = ":".join([sample.name, *sample.labels.values()])
            assert name not in samples
            samples[name] = sample.value
    return samples


def test_prometheus_reads_the_counters(asset_server: ScenarioServer) -> None:
    before = read_metrics(asset_server)
    assert before["noodles_clients"] == 0
    assert before["noodles_components:Buffer"] == 3
    assert before["noodles_components:Method"] == 2
    assert before["noodles_components:Entity"] == 0
    assert before["noodles_assets"] == 2

    with Client(asset_server.url, strict=True) as client:
        client.invoke_method("make_buffer", [100_000], callback=print)
        client.callback_queue.get(timeout=DEADLINE_SECONDS)
        url = client.get_delegate("made").uri_bytes
        with urllib.request.urlopen(url, timeout=DEADLINE_SECONDS) as answer:
            assert len(answer.read()) == 100_000
        joined = read_metrics(asset_server)
    assert joined["noodles_clients"] == 1
    assert joined["noodles_clients_total"] == 1
    assert joined["noodles_resynchronizations_total"] == 0
    assert joined["noodles_cut_clients_total:slow"] == 0
    assert joined["noodles_cut_clients_total:protocol_error"] == 0
    assert joined["noodles_received_messages_total"] == 2
    assert joined["noodles_received_bytes_total"] > 100
    assert joined["noodles_sent_messages_total"] >= 3
    assert joined["noodles_sent_bytes_total"] > 1000
    assert joined["noodles_calls_total"] == 1
    assert joined["noodles_failed_calls_total"] == 0
    assert joined["noodles_calls_in_flight"] == 0
    grown = joined["noodles_document_bytes"] - before["noodles_document_bytes"]
    assert 100_000 < grown < 101_000
    assert joined["noodles_components:Buffer"] == 4
    assert joined["noodles_assets"] == 3
    assert joined["noodles_asset_requests_total"] == 1
    # The bytes are counted after the last of them was sent, possibly after the
    # client has received them.
    assert joined["noodles_asset_bytes_total"] in (0, 100_000)


def test_failed_calls_are_counted(asset_server: ScenarioServer) -> None:
    client = RawClient(asset_server.url)
    client.introduce()
    assert client.call(DELETE_MADE).error_code == -32603
    metrics = read_metrics(asset_server)
    assert metrics["noodles_calls_total"] == 1
    assert metrics["noodles_failed_calls_total"] == 1
    client.close()
