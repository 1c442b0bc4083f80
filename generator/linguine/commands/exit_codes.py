"""The exit codes of the process."""

SUCCESS = 0
FINDINGS = 1
USAGE = 2
# `diff`: the worst difference breaks source, is risky, or breaks the wire.
BREAKS_SOURCE = 10
RISKY = 11
BREAKS_WIRE = 12
INTERRUPTED = 130
