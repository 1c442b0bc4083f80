"""What the process returns to the shell."""

SUCCESS = 0
FINDINGS = 1
USAGE = 2
INTERRUPTED = 130
