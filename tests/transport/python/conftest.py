"""An echo server of Linguine for websocket packages of Python."""

import os
import ssl
import subprocess

import pytest

from certificates import make_certificate


class EchoServer:
    """A transport_server; ends with its input."""

    def __init__(self, *words):
        self._process = subprocess.Popen(
            [os.environ["NOODLES_TRANSPORT_SERVER"], *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self._process.stdout.readline())
        self.url = f"ws://localhost:{self.port}"

    def reload(self):
        """Reads the certificate again; what the server says to that."""
        self._process.stdin.write("reload\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self):
        self._process.stdin.close()
        assert self._process.wait() == 0
        self._process.stdout.close()


@pytest.fixture
def echo():
    """Starts servers that end with the test."""
    servers = []

    def start(*words):
        servers.append(EchoServer(*words))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


class Certificate:
    """A certificate for localhost that signs itself, made by openssl."""

    def __init__(self, folder):
        self.certificate = folder / "certificate.pem"
        self.key = folder / "key.pem"
        self.renew()

    def renew(self):
        make_certificate(self.certificate, self.key)

    @property
    def words(self):
        return ["--certificate", self.certificate, "--key", self.key]

    def client_context(self):
        """Trusts this certificate as it is now, and no other."""
        return ssl.create_default_context(cafile=self.certificate)


@pytest.fixture
def certificate(tmp_path):
    return Certificate(tmp_path)
