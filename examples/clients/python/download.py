"""python3 download.py <dataset> <file>

BALKANID_BASE_URL, BALKANID_KEY_ID and BALKANID_KEY_SECRET say where and as whom. Needs nothing but Python 3.9.
"""

import csv
import email.utils
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

BASE_URL = os.environ.get("BALKANID_BASE_URL", "https://app.balkan.id")
FIRST_WAIT = float(os.environ.get("BALKANID_POLL_WAIT", "1"))
DEADLINE = float(os.environ.get("BALKANID_DEADLINE", "900"))
MOST_TRIES = 5
BODIES = {"requests": {"includeCompleted": True}, "rbac2": None}


class Failed(Exception):
    """The download has failed, for the reason that it tells."""


class Gone(Failed):
    """The export cannot be had any more, but another one can."""


def download(dataset, target):
    part = target + ".part"
    for attempt in range(3):
        polling_url, url = call(dataset)
        try:
            size = poll(polling_url)
            fetch_file(url, part, size)
            os.replace(part, target)
            return size
        except Gone:
            if attempt == 2:
                raise
        finally:
            if os.path.exists(part):
                os.remove(part)


# region call
def call(dataset):
    """Asks for an export. The API key goes here, and nowhere else."""
    headers = {"Content-Type": "application/json"}
    key = os.environ.get("BALKANID_KEY_ID"), os.environ.get("BALKANID_KEY_SECRET")
    if all(key):
        headers["X-Api-Key-ID"], headers["X-Api-Key-Secret"] = key
    body = BODIES[dataset]
    status, answer = send(
        urllib.request.Request(
            f"{BASE_URL}/api/rest/v0/{dataset}/download-url",
            method="POST",
            headers=headers,
            data=b"" if body is None else json.dumps(body).encode(),
        )
    )
    if status == 401:
        raise Failed("the API key was refused (401); see BALKANID_KEY_ID and BALKANID_KEY_SECRET")
    if status != 200:
        raise Failed(f"POST was answered {status}")
    try:
        urls = json.load(answer)
        found = [urls["pollingUrl"], urls["url"]]
        if all(urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc for url in found):
            return found
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise Failed("the answer lacks one of the two absolute URLs")
# endregion call


# region poll
def poll(polling_url):
    """Waits until the file is there. Returns how many bytes it has."""
    end = time.monotonic() + DEADLINE
    wait = FIRST_WAIT
    while True:
        status, answer = send(urllib.request.Request(polling_url, method="HEAD"))
        if status == 200:
            return int(answer.headers["Content-Length"])
        if status == 403:
            raise Gone("storage refused a poll (403)")
        if status != 404:
            raise Failed(f"a poll was answered {status}")
        if time.monotonic() + wait > end:
            raise Failed(f"the file was not ready after {DEADLINE:g} s")
        time.sleep(wait)
        wait = min(wait * 1.5, 30)
# endregion poll


# region download
def fetch_file(url, part, size):
    """Streams the file to disk, and goes on where it broke off, as long as it is still the same file."""
    etag = None
    for attempt in range(1, MOST_TRIES + 1):
        have = os.path.getsize(part) if etag else 0
        resume = {"Range": f"bytes={have}-", "If-Range": etag} if have else {}
        status, answer = send(urllib.request.Request(url, headers=resume))
        if status in (403, 404):
            raise Gone(f"the download was answered {status}")
        if status not in (200, 206):
            raise Failed(f"the download was answered {status}")
        content_type = answer.headers.get("Content-Type", "nothing")
        if not content_type.startswith("text/csv"):
            raise Failed(f"expected text/csv, received {content_type}")
        etag = answer.headers.get("ETag")
        try:
            with answer, open(part, "ab" if status == 206 else "wb") as file:
                while chunk := answer.read(65536):
                    file.write(chunk)
        except (OSError, http.client.HTTPException) as error:
            if attempt == MOST_TRIES:
                raise Failed(f"the download broke off: {error}") from error
            time.sleep(FIRST_WAIT * 2**attempt)
            continue
        received = os.path.getsize(part)
        if received < size and "Content-Length" in answer.headers and answer.length:
            continue  # the connection ended early, which read() does not always tell
        if received != size:
            raise Failed(f"received {received} bytes of {size}")
        return
    raise Failed("the download broke off again and again")
# endregion download


def send(request):
    """Sends a request, and again after what may pass: no connection, 429 and 5xx. Retry-After is honoured."""
    for attempt in range(1, MOST_TRIES + 1):
        asked_to_wait = 0
        try:
            answer = urllib.request.urlopen(request, timeout=60)
            return answer.status, answer
        except urllib.error.HTTPError as error:
            if error.code != 429 and error.code < 500:
                return error.code, error
            asked_to_wait = retry_after(error.headers.get("Retry-After", ""))
            problem = f"answered {error.code} again and again"
        except (OSError, http.client.HTTPException) as error:
            problem = f"no connection: {error}"
        if attempt < MOST_TRIES:
            time.sleep(max(FIRST_WAIT * 2**attempt, asked_to_wait))
    raise Failed(problem)


def retry_after(value):
    """In seconds, or as a date."""
    if value.isdigit():
        return int(value)
    try:
        return email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    except (TypeError, ValueError):
        return 0


# region read
def rows_of(path):
    """The rows as dicts. `strict` refuses quotes that RFC 4180 does not allow instead of guessing."""
    with open(path, encoding="utf-8-sig", errors="strict", newline="") as file:
        yield from csv.DictReader(file, strict=True)
# endregion read


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in BODIES:
        sys.exit(f"usage: download.py <{'|'.join(BODIES)}> <file>")
    try:
        size = download(sys.argv[1], sys.argv[2])
        print(f"{sys.argv[2]}: {size} bytes, {sum(1 for _ in rows_of(sys.argv[2]))} rows")
    except (Failed, csv.Error, UnicodeDecodeError) as error:
        print(f"{sys.argv[1]} was not downloaded: {error}", file=sys.stderr)
        sys.exit(1)
