"""Certificates for tests, made by openssl."""

import os
import subprocess


def make_certificate(
    certificate: os.PathLike[str] | str, key: os.PathLike[str] | str
) -> None:
    """Writes a self-signed certificate for localhost and its key, in PEM.

    Both may be the same file, which then holds both.
    """
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        " -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run(
        [*command.split(), "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
