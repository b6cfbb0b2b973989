"""``python -m tests.qdrant --port 6333 --grpc-port 6334``: a stand-in to work with by hand."""

import argparse
import signal
import threading

from tests.qdrant.access import Keys
from tests.qdrant.standin import StandIn


def main() -> None:
    """Serves until it is told to end."""
    parser = argparse.ArgumentParser(prog="python -m tests.qdrant", description=__doc__)
    parser.add_argument("--port", type=int, default=6333, help="for REST; 0 takes a free one")
    parser.add_argument("--grpc-port", type=int, default=6334, help="for gRPC; 0 takes a free one")
    parser.add_argument("--api-key", help="ask for this key")
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    keys = Keys(full=options.api_key)
    with StandIn(port=options.port, grpc_port=options.grpc_port, keys=keys) as server:
        print(
            f"QDRANT_URL={server.url} (gRPC on port {server.grpc_port}); Ctrl+C stops", flush=True
        )
        ended.wait()


if __name__ == "__main__":
    main()
