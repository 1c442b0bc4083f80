"""Linguine: turns a NOODLES specification in CDDL into C++ and documentation."""
