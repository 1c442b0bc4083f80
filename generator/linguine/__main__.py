"""`python3 -m linguine`: see linguine.cli."""

import sys

from linguine.cli import main

if __name__ == "__main__":
    sys.exit(main())
