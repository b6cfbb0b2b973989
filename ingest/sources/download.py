"""Downloads that can be interrupted and go on where they stopped."""

from collections.abc import Callable
from pathlib import Path

import httpx

from search.errors import SourceError

STARTUPS_URL = "https://storage.googleapis.com/generall-shared-data/startups_demo.json"
"""The data set of the tutorial "Neural Search 101"."""
YC_URL = "https://yc-oss.github.io/api/companies/all.json"
"""Y Combinator's companies, published anew every day."""
MAX_BYTES = 2 * 1024**3
_TIMEOUT = httpx.Timeout(30.0)
_CHUNK = 1 << 16
_BEYOND_THE_END = httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE

BytesDone = Callable[[int, int | None], None]
"""Called with bytes done and all bytes if known."""


def download(
    url: str,
    target: Path,
    progress: BytesDone = lambda done, total: None,
    *,
    again: bool = False,
) -> Path:
    """Fetches ``url`` into ``target``, which appears only when complete.

    A target that is there already is kept; with ``again``, until its successor is complete.
    An interrupted download goes on from its last byte if the server's file is still the same
    (HTTP range with If-Range). Raises SourceError.
    """
    part = target.with_name(target.name + ".part")
    try:
        if target.exists() and not again:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        with httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
            if not _fetch(client, url, part, progress):
                _fetch(client, url, part, progress)
        part.replace(target)
        _tag(part).unlink(missing_ok=True)
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        raise SourceError(f"{url} cannot be downloaded: status {status}.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError(
            f"{url} cannot be downloaded: {str(error) or type(error).__name__}. "
            "Run again to go on where it stopped."
        ) from error
    except OSError as error:
        raise SourceError(f"{part} cannot be written: {error.strerror}.") from error
    return target


def _fetch(client: httpx.Client, url: str, part: Path, progress: BytesDone) -> bool:
    """Whether the file is complete; if not, the part was of no use and is gone."""
    with client.stream("GET", url, headers=_resume_headers(part)) as response:
        resumed = response.status_code == httpx.codes.PARTIAL_CONTENT
        if response.status_code == _BEYOND_THE_END or (resumed and not _continues(response, part)):
            part.unlink()
            return False
        response.raise_for_status()
        done = part.stat().st_size if resumed else 0
        total = _length(response, done)
        if not resumed:
            part.unlink(missing_ok=True)
            _tag(part).write_text(response.headers.get("etag", ""))
        with open(part, "ab" if resumed else "wb") as file:
            for chunk in response.iter_raw(_CHUNK):
                done += file.write(chunk)
                if done > MAX_BYTES:
                    raise SourceError(f"{url} is larger than {MAX_BYTES // 2**20:,} MiB.")
                progress(done, total)
    if total is not None and done != total:
        raise SourceError(f"{url} ended after {done:,} of {total:,} bytes. Run again to go on.")
    return True


def _continues(response: httpx.Response, part: Path) -> bool:
    begin = f"bytes {part.stat().st_size}-"
    return str(response.headers.get("content-range", "")).startswith(begin)


def _resume_headers(part: Path) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}
    tag = _tag(part).read_text() if _tag(part).exists() else ""
    if part.exists() and part.stat().st_size and tag and not tag.startswith("W/"):
        headers |= {"Range": f"bytes={part.stat().st_size}-", "If-Range": tag}
    return headers


def _length(response: httpx.Response, before: int) -> int | None:
    length = response.headers.get("content-length")
    return before + int(length) if length and length.isdigit() else None


def _tag(part: Path) -> Path:
    return part.with_name(part.name + ".etag")
