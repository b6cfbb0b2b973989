"""``python -m ingest``: builds, exports and checks datasets."""

import sys

from ingest.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
