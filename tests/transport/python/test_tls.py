"""TLS, judged by openssl and by Python's ssl and websockets."""

import os
import socket
import ssl
import subprocess

import pytest

from tls_connection import connect_tls


@pytest.mark.parametrize(
    "version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3]
)
def test_carries_messages(echo, certificate, version):
    server = echo(*certificate.words)
    context = certificate.client_context()
    context.minimum_version = context.maximum_version = version
    with connect_tls(server.port, context, max_size=None) as client:
        for size in (0, 1, 125, 126, 16_384, 65_536, 5_000_000):
            message = os.urandom(size)
            client.send(message)
            assert client.recv() == message


def test_refuses_old_versions(echo, certificate):
    server = echo(*certificate.words)
    result = subprocess.run(
        [
            "openssl",
            "s_client",
            "-connect",
            f"localhost:{server.port}",
            "-tls1_1",
            "-cipher",
            "ALL@SECLEVEL=0",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "Cipher is (NONE)" in result.stdout


def test_openssl_finds_the_certificate_good(echo, certificate):
    server = echo(*certificate.words)
    result = subprocess.run(
        [
            "openssl",
            "s_client",
            "-connect",
            f"localhost:{server.port}",
            "-CAfile",
            certificate.certificate,
            "-verify_return_error",
            "-verify_hostname",
            "localhost",
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Verify return code: 0 (ok)" in result.stdout


def test_shows_a_renewed_certificate_and_keeps_connections(echo, certificate):
    server = echo(*certificate.words)
    old_context = certificate.client_context()
    with connect_tls(server.port, old_context) as old:
        certificate.renew()
        new_context = certificate.client_context()
        with pytest.raises(ssl.SSLCertVerificationError):
            connect_tls(server.port, new_context)
        assert server.reload() == "OK"
        with connect_tls(server.port, new_context) as new:
            for client in (old, new):
                client.send(b"still here")
                assert client.recv() == b"still here"
        with pytest.raises(ssl.SSLCertVerificationError):
            connect_tls(server.port, old_context)


def test_a_broken_certificate_changes_nothing(echo, certificate):
    server = echo(*certificate.words)
    context = certificate.client_context()
    certificate.certificate.write_text("nonsense")
    assert server.reload().startswith("INVALID_ARGUMENT: TLS: no certificate")
    with connect_tls(server.port, context, max_size=None) as client:
        client.send(b"x")
        assert client.recv() == b"x"


def test_tells_who_does_not_speak_it(echo, certificate):
    server = echo(*certificate.words)
    with socket.create_connection(("127.0.0.1", server.port)) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        plain.shutdown(socket.SHUT_WR)
        answer = b""
        while some := plain.recv(4096):
            answer += some
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"this port speaks TLS" in answer


def test_answers_http_over_it(echo, certificate):
    server = echo(*certificate.words)
    context = certificate.client_context()
    with (
        socket.create_connection(("127.0.0.1", server.port)) as tcp,
        context.wrap_socket(tcp, server_hostname="localhost") as tls,
    ):
        tls.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        answer = b""
        while some := tls.recv(4096):
            answer += some
    assert answer.startswith(b"HTTP/1.1 426 Upgrade Required\r\n")
