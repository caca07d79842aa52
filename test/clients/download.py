"""Downloads one CSV with nothing but Python's standard library: python3 download.py BASE_URL DATASET BODY FILE"""

import json
import sys
import time
import urllib.error
import urllib.request

base_url, dataset, body, target = sys.argv[1:]


def status_of(url, method):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


post = urllib.request.Request(
    f"{base_url}/api/rest/v0/{dataset}/download-url",
    data=body.encode(),
    headers={"Content-Type": "application/json"},
    method="POST",
)
with urllib.request.urlopen(post) as answer:
    urls = json.load(answer)

statuses = []
while not statuses or statuses[-1] == 404:
    statuses.append(status_of(urls["pollingUrl"], "HEAD"))
    time.sleep(0.005)

with urllib.request.urlopen(urls["url"]) as answer, open(target, "wb") as file:
    file.write(answer.read())
print(json.dumps(statuses))
