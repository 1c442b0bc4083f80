"""The front end: CDDL (RFC 8610) text to a resolved and checked syntax tree."""
