"""The load generator where wrk is missing: `python -m benchmarks.client HOST:PORT CONNECTIONS SECONDS`.

One thread a connection, requests from BENCH_REQUESTS as `requests.lua` reads them, the same line of JSON at the end.
It needs several times wrk's CPU, on both sides of a comparison alike; shares come out higher than they are.
"""

import http.client
import json
import os
import random
import sys
import threading
from pathlib import Path
from time import perf_counter
from typing import Any

_Request = tuple[str, str, dict[str, str], bytes | None, bool]


def main(address: str, connections: int, seconds: float) -> None:
    """Load the server and print what was seen."""
    lines = Path(os.environ["BENCH_REQUESTS"]).read_text(encoding="utf-8").splitlines()
    requests = [_request(line) for line in lines]
    until = perf_counter() + seconds
    took: list[float] = []
    errors: list[int] = []
    threads = [
        threading.Thread(target=_ask, args=(address, requests, number, until, took, errors))
        for number in range(connections)
    ]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took.sort()
    said: dict[str, Any] = {"requests": len(took), "us": int((perf_counter() - began) * 1e6), "errors": len(errors)}
    for name, share in (("p50_us", 0.5), ("p99_us", 0.99)):
        said[name] = int(took[int(len(took) * share)] * 1e6) if took else 0
    print("JSON " + json.dumps(said))


def _request(line: str) -> _Request:
    method, path, token, key, body = line.split("\t", 4)
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    if body:
        headers["Content-Type"] = "application/json"
    return method, path, headers, body.encode() or None, bool(key)


def _ask(
    address: str, requests: list[_Request], number: int, until: float, took: list[float], errors: list[int]
) -> None:
    chance = random.Random(f"{os.environ['BENCH_SEED']}-{number}")
    connection = http.client.HTTPConnection(address, timeout=10)
    count = 0
    while (start := perf_counter()) < until:
        method, path, headers, body, keyed = chance.choice(requests)
        if keyed:
            count += 1
            headers = {**headers, "Idempotency-Key": f"{os.environ['BENCH_SEED']}-{start}-{number}-{count}"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append(perf_counter() - start)
        if answer.status >= 400:
            errors.append(answer.status)
    connection.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
