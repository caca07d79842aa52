# pytest, with a mock that runs (npx balkanid-mock); BALKANID_BASE_URL says where, if not at the usual port
# region test
import json
import os
import subprocess
import sys
import urllib.request

import pytest

MOCK = os.environ.get("BALKANID_BASE_URL", "http://127.0.0.1:4610")
CLIENT = os.path.join(os.path.dirname(__file__), "../../clients/python/download.py")


def ask(method, path, body=None):
    request = urllib.request.Request(
        f"{MOCK.split('/~')[0]}/__mock{path}",
        method=method,
        headers={} if body is None else {"Content-Type": "application/json"},
        data=None if body is None else json.dumps(body).encode(),
    )
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or "null")


@pytest.fixture
def sandbox():
    """A sandbox of its own for each test, so that they can run side by side."""
    made = []

    def make(**options):
        made.append(ask("POST", "/sandboxes", options))
        return made[-1]

    yield make
    for each in made:
        ask("DELETE", f"/sandboxes/{each['id']}")


def run_client(base_url, target):
    env = {**os.environ, "BALKANID_BASE_URL": base_url, "BALKANID_POLL_WAIT": "0.15"}
    return subprocess.run([sys.executable, CLIENT, "requests", str(target)], env=env, capture_output=True, text=True)


def failed_rules(sandbox_id):
    report = ask("GET", f"/sandboxes/{sandbox_id}/report")
    return [verdict["rule"]["id"] for verdict in report["reports"][0]["verdicts"] if verdict["result"] == "failed"]


def test_polls_until_the_file_is_ready(sandbox, tmp_path):
    here = sandbox(notReadyPolls=2, rows=50)
    run = run_client(here["baseUrl"], tmp_path / "requests.csv")
    assert run.returncode == 0, run.stderr
    assert "50 rows" in run.stdout
    polls = ask("GET", f"/sandboxes/{here['id']}/exchanges?phase=poll")["exchanges"]
    assert [poll["status"] for poll in polls] == [404, 404, 200]
    assert failed_rules(here["id"]) == []


@pytest.mark.parametrize("scenario", ["flaky-polls", "expired-url", "reset-mid-download"])
def test_copes_with(sandbox, tmp_path, scenario):
    here = sandbox(scenario=scenario, rows=50)
    assert run_client(here["baseUrl"], tmp_path / "requests.csv").returncode == 0
    assert failed_rules(here["id"]) == []


def test_refuses_a_file_that_was_cut(sandbox, tmp_path):
    here = sandbox(scenario="truncated-at-row", rows=50)
    run = run_client(here["baseUrl"], tmp_path / "requests.csv")
    assert run.returncode == 1
    assert "bytes of" in run.stderr
# endregion test
