# The three steps and no more: python3 first.py
# region minimal
import json, os, time, urllib.error, urllib.request

base_url = os.environ.get("BALKANID_BASE_URL", "https://app.balkan.id")

call = urllib.request.Request(
    f"{base_url}/api/rest/v0/requests/download-url",
    data=json.dumps({"includeCompleted": True}).encode(),
    headers={"Content-Type": "application/json"},
)
with urllib.request.urlopen(call) as answer:
    urls = json.load(answer)

while True:
    try:
        urllib.request.urlopen(urllib.request.Request(urls["pollingUrl"], method="HEAD"))
        break
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        time.sleep(1)

with urllib.request.urlopen(urls["url"]) as answer:
    print(answer.readline().decode().rstrip())
# endregion minimal
