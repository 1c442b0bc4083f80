"""Linguine: from a NOODLES specification in CDDL to code and documentation."""
