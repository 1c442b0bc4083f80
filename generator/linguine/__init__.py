"""Linguine: from a NOODLES specification in CDDL to C++ and documentation."""
