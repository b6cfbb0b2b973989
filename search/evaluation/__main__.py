"""``python -m search.evaluation``."""

import sys

from search.evaluation.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
