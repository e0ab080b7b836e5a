"""What Prometheus may know: requests by endpoint, how they ended, how long they took.

An endpoint is one of ours by its name, never an address: no label holds what somebody typed. With
several workers each counts in a file of the folder PROMETHEUS_MULTIPROC_DIR, which `waymark serve`
makes, and the answer adds them up.
"""

import os

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30)
FOLDER = "PROMETHEUS_MULTIPROC_DIR"

_REQUESTS = Counter(
    "waymark_requests", "Requests that were answered.", ("method", "endpoint", "status")
)
_SECONDS = Histogram(
    "waymark_request_seconds", "How long an answer took.", ("endpoint",), buckets=SECONDS
)
_DATABASE = Counter("waymark_database_failures", "Answers that the database did not give.")


def count_request(method: str, endpoint: str | None, status: int, seconds: float) -> None:
    """Count one request that was answered; an address that is none of ours is "none"."""
    name = endpoint or "none"
    _REQUESTS.labels(method, name, str(status)).inc()
    _SECONDS.labels(name).observe(seconds)


def count_database_failure() -> None:
    """Count one answer that the database did not give."""
    _DATABASE.inc()


def exposition() -> bytes:
    """Return all counts in the text form of Prometheus, over all workers."""
    if not os.environ.get(FOLDER):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
