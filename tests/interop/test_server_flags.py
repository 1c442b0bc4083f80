"""The effects of the command line and the environment of an example server.

Tested with curl, openssl, and Python's websockets and ssl.
"""

from __future__ import annotations

import ssl
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import cbor2
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from certificates import make_certificate
from example_programs import SERVERS, Start, program
from noodles_tool import run_program
from server_process import DEADLINE_SECONDS, ScenarioServer
from tls_connection import connect_tls

BUFFER_CREATE = 10
DOCUMENT_INITIALIZED = 35
INTRODUCTION = 0
INVOKE = 1
METHOD_CREATE = 0
METHOD_REPLY = 34

FLAGS = [
    "--address",
    "--advertise",
    "--allowed-origin",
    "--asset-port",
    "--compress",
    "--grace-period",
    "--introduction-timeout",
    "--journal",
    "--journal-compact-bytes",
    "--journal-sync",
    "--journal-sync-interval",
    "--keepalive-idle",
    "--log-file",
    "--log-format",
    "--log-level",
    "--max-call-bytes-in-flight",
    "--max-calls-in-flight",
    "--max-calls-per-second",
    "--max-client-name-bytes",
    "--max-clients",
    "--max-clients-per-address",
    "--max-components",
    "--max-connections-per-address",
    "--max-invalid-messages",
    "--max-message-bytes",
    "--max-queue-bytes",
    "--max-reply-bytes-in-flight",
    "--max-total-bytes",
    "--max-unfinished-bytes",
    "--max-waiting-call-bytes",
    "--max-waiting-calls",
    "--max-waiting-reply-bytes",
    "--message-log",
    "--message-time-limit",
    "--method-time-limit",
    "--metrics",
    "--network-threads",
    "--ping-interval",
    "--port",
    "--promote-bytes",
    "--protect-http",
    "--public-host",
    "--public-url",
    "--slow-clients",
    "--stop-limit",
    "--tls-certificate",
    "--tls-check-interval",
    "--tls-key",
    "--token",
    "--trusted-proxy",
]


class Certificate:
    """A self-signed certificate for localhost, made by openssl."""

    def __init__(self, folder: Path) -> None:
        self.certificate = folder / "certificate.pem"
        self.key = folder / "key.pem"
        self.renew()

    def renew(self) -> None:
        """Replaces certificate and key in the same files."""
        fresh_key = self.key.with_suffix(".new")
        fresh_certificate = self.certificate.with_suffix(".new")
        make_certificate(fresh_certificate, fresh_key)
        fresh_key.replace(self.key)
        fresh_certificate.replace(self.certificate)

    @property
    def flags(self) -> list[str]:
        """The flags that make a server use the certificate."""
        names = ["--tls-certificate", str(self.certificate)]
        return [*names, "--tls-key", str(self.key)]

    def client_context(self) -> ssl.SSLContext:
        """Trusts only this certificate in its present state."""
        return ssl.create_default_context(cafile=self.certificate)


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return Certificate(tmp_path)


def snapshot_of(connection: ClientConnection) -> list[tuple[int, dict]]:
    """Sends an introduction; returns the messages up to the end of the
    snapshot.
    """
    connection.send(cbor2.dumps([INTRODUCTION, {"client_name": "flags"}]))
    messages: list[tuple[int, dict]] = []
    while not messages or messages[-1][0] != DOCUMENT_INITIALIZED:
        items = cbor2.loads(connection.recv(timeout=DEADLINE_SECONDS))
        messages += zip(items[::2], items[1::2], strict=True)
    return messages


def status_of(url: str, **how: object) -> int:
    """The HTTP status of the response to the request for a websocket."""
    try:
        with connect(url, **how):
            return 101
    except InvalidStatus as refusal:
        return refusal.response.status_code


@pytest.mark.parametrize("name", SERVERS)
def test_help_names_every_flag_and_its_variable(name: str) -> None:
    done = run_program(program(name), "--help")
    assert done.returncode == 0
    for flag in FLAGS:
        variable = "NOODLES_" + flag[2:].replace("-", "_").upper()
        assert flag in done.stdout
        assert f"(Env:{variable})" in done.stdout.replace("\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["--slow-clients", "sometimes"],
        ["--stop-limit", "-1"],
        ["--ping-interval", "soon"],
        ["--tls-key", "key.pem"],
        ["--network-threads", "0"],
    ],
)
def test_a_wrong_value_is_a_usage_error(words: list[str]) -> None:
    done = run_program(program("demo_server"), *words)
    assert done.returncode == 2
    assert words[0] in done.stderr


def test_tls_on_both_ports(start: Start, certificate: Certificate) -> None:
    server = start(
        "demo_server",
        *certificate.flags,
        "--promote-bytes",
        "100",
        "--public-host",
        "localhost",
    )
    assert server.url.startswith("wss://")
    context = certificate.client_context()
    with connect_tls(server.port, context, max_size=None) as client:
        buffers = [c for n, c in snapshot_of(client) if n == BUFFER_CREATE]
        # All but that of the steam, which moves.
        named = [buffer for buffer in buffers if "uri_bytes" in buffer]
        assert len(named) == len(buffers) - 1
        for buffer in named:
            url = buffer["uri_bytes"]
            assert url.startswith("https://localhost:")
            with urllib.request.urlopen(
                url, timeout=DEADLINE_SECONDS, context=context
            ) as answer:
                assert len(answer.read()) == buffer["size"]
            asked = subprocess.run(
                [
                    "curl",
                    "--silent",
                    "--show-error",
                    "--cacert",
                    str(certificate.certificate),
                    "--range",
                    "0-9",
                    url,
                ],
                capture_output=True,
                timeout=DEADLINE_SECONDS,
                check=False,
            )
            assert asked.returncode == 0, asked.stderr
            assert len(asked.stdout) == 10
    seen = subprocess.run(
        [
            "openssl",
            "s_client",
            "-connect",
            f"localhost:{server.port}",
            "-CAfile",
            str(certificate.certificate),
            "-verify_return_error",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )
    assert "Verify return code: 0 (ok)" in seen.stdout


def test_a_renewed_certificate_is_shown(
    start: Start, certificate: Certificate
) -> None:
    server = start(
        "demo_server",
        *certificate.flags,
        "--tls-check-interval",
        "1",
    )
    old = certificate.client_context()
    with connect_tls(server.port, old) as early:
        certificate.renew()
        new = certificate.client_context()
        while True:
            try:
                with connect_tls(server.port, new, max_size=None) as late:
                    assert snapshot_of(late)
                break
            except ssl.SSLCertVerificationError:
                pass
        with pytest.raises(ssl.SSLCertVerificationError):
            connect_tls(server.port, old)
        assert snapshot_of(early)


def test_a_token_is_asked_for(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOODLES_TOKEN", "open sesame")
    url = start("demo_server").url
    right = {"Authorization": "Bearer open sesame"}
    wrong = {"Authorization": "Bearer sesame"}
    assert status_of(url) == 401
    assert status_of(url, additional_headers=wrong) == 401
    assert status_of(url, additional_headers=right) == 101
    assert status_of(url + "/?token=open%20sesame") == 101
    assert status_of(url + "/?token=") == 401
    token = "noodles.token.b3BlbiBzZXNhbWU"
    with connect(url, subprotocols=["noodles", token]) as client:
        assert client.subprotocol == "noodles"


def test_counters_ask_for_the_token(start: Start) -> None:
    words = ["--metrics", "--token", "secret", "--protect-http"]
    server = start("demo_server", *words)
    url = f"http://localhost:{server.port}/metrics"
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(url, timeout=DEADLINE_SECONDS)
    assert refusal.value.code == 401
    with urllib.request.urlopen(
        url + "?token=secret", timeout=DEADLINE_SECONDS
    ) as answer:
        assert b"noodles_clients" in answer.read()


def test_a_taken_port_is_named_by_its_flag(start: Start) -> None:
    port = str(start("demo_server", "--address", "127.0.0.1").port)
    words = ["--address", "127.0.0.1", "--port", port]
    done = run_program(program("table_server"), *words)
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "(--port)" in done.stderr
    words = ["--port", "0", "--address", "127.0.0.1", "--asset-port", port]
    done = run_program(program("table_server"), *words)
    assert done.returncode == 1
    assert "(--asset-port" in done.stderr
    assert "ServerOptions" not in done.stderr


def test_the_first_server_helps() -> None:
    done = run_program(program("first_server"), "--help")
    assert done.returncode == 0
    assert "50000" in done.stderr
    assert run_program(program("first_server"), "--wrong").returncode == 2


def test_only_allowed_origins_connect(start: Start) -> None:
    allowed = "https://one.example,https://two.example"
    url = start("demo_server", "--allowed-origin", allowed).url
    assert status_of(url, origin="https://one.example") == 101
    assert status_of(url, origin="https://two.example") == 101
    assert status_of(url, origin="https://three.example") == 403
    assert status_of(url) == 101


def receive_without_end(client: ClientConnection) -> None:
    """Receives until the connection ends, which raises ConnectionClosed."""
    while True:
        client.recv(timeout=DEADLINE_SECONDS)


def test_limits_hold(start: Start) -> None:
    server = start(
        "demo_server", "--max-clients", "1", "--max-message-bytes", "1000"
    )
    with connect(server.url, max_size=None) as client:
        client.send(b"\x80" * 1000)
        assert snapshot_of(client)
        assert status_of(server.url) == 503
        client.send(b"\x80" * 1001)
        with pytest.raises(ConnectionClosed) as closed:
            receive_without_end(client)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009


def test_useless_messages_and_long_names_close_the_connection(
    start: Start,
) -> None:
    server = start(
        "demo_server",
        "--max-invalid-messages",
        "3",
        "--max-client-name-bytes",
        "5",
    )
    with connect(server.url, max_size=None) as client:
        assert snapshot_of(client)
        for _ in range(4):
            client.send(cbor2.dumps([INTRODUCTION, "no map"]))
        with pytest.raises(ConnectionClosed) as closed:
            receive_without_end(client)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1008
    with connect(server.url, max_size=None) as client:
        client.send(cbor2.dumps([INTRODUCTION, {"client_name": "sixsix"}]))
        with pytest.raises(ConnectionClosed) as closed:
            receive_without_end(client)
        assert closed.value.rcvd is not None
        assert "max_client_name_bytes" in closed.value.rcvd.reason


def test_limits_of_calls_hold(start: Start) -> None:
    server = start("demo_server", "--max-call-bytes-in-flight", "1")
    # The client does not read to the end, and need not wait for it.
    with connect(server.url, max_size=None, close_timeout=0.1) as client:
        messages = snapshot_of(client)
        method = next(
            content["id"]
            for number, content in messages
            if number == METHOD_CREATE and content["name"] == "spin"
        )
        call = {"method": method, "invoke_id": "1", "args": ["x" * 5000]}
        client.send(cbor2.dumps([INVOKE, call] * 200))
        errors = ""
        while "max_call_bytes_in_flight" not in errors:
            items = cbor2.loads(client.recv(timeout=DEADLINE_SECONDS))
            replies = zip(items[::2], items[1::2], strict=True)
            errors += str(
                [body for kind, body in replies if kind == METHOD_REPLY]
            )


def test_compression_is_an_offer_that_is_taken(start: Start) -> None:
    for words, extensions in [([], 0), (["--compress"], 1)]:
        server: ScenarioServer = start("demo_server", *words)
        with connect(server.url, max_size=None) as client:
            assert len(client.protocol.extensions) == extensions
            assert snapshot_of(client)


def test_the_flag_wins_over_the_environment(
    start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NOODLES_MESSAGE_LOG", str(tmp_path / "environment"))
    server = start("demo_server", "--message-log", str(tmp_path / "flag"))
    with connect(server.url, max_size=None) as client:
        snapshot_of(client)
    assert (tmp_path / "flag").exists()
    assert not (tmp_path / "environment").exists()
