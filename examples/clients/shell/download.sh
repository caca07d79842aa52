#!/bin/sh
# sh download.sh <dataset> <file>
# BALKANID_BASE_URL, BALKANID_KEY_ID and BALKANID_KEY_SECRET say where and as whom. Needs curl and sed.
set -eu

base_url=${BALKANID_BASE_URL:-https://app.balkan.id}
first_wait=${BALKANID_POLL_WAIT:-1}
deadline=${BALKANID_DEADLINE:-900}
most_tries=5
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "$dataset was not downloaded: $1" >&2
  exit 1
}

dataset=${1-} file=${2-}
case $dataset in
  requests) body='{"includeCompleted": true}' ;;
  rbac2) body='' ;;
  *) dataset='' ;;
esac
if [ -z "$dataset" ] || [ -z "$file" ]; then
  echo 'usage: download.sh <requests|rbac2> <file>' >&2
  exit 2
fi

# Sends a request, and again after what may pass: no connection, 429 and 5xx. Retry-After is honoured, in seconds or as a
# date. The header fields are then in $scratch/head, and the status in $status.
send() {
  tries=1 pause=$first_wait
  while :; do
    : >"$scratch/head"
    status=$(curl -sS --max-time 600 --speed-time 60 --speed-limit 1 -D "$scratch/head" -w '%{http_code}' "$@" 2>"$scratch/error") ||
      status=000
    case $status in 000 | 429 | 5??) ;; *) return ;; esac
    [ "$tries" -lt "$most_tries" ] || fail "answered $status again and again $(cat "$scratch/error")"
    pause=$(awk "BEGIN { print $pause * 2 }")
    asked=$(field retry-after)
    case $asked in
      *[!0-9]*) asked=$(($(date -d "$asked" +%s 2>/dev/null || echo 0) - $(date +%s))) ;;
    esac
    sleep "$(awk "BEGIN { print ($pause > ${asked:-0}) ? $pause : ${asked:-0} }")"
    tries=$((tries + 1))
  done
}

field() {
  sed -n "s/^$1: *//Ip" "$scratch/head" | tr -d '\r' | tail -n 1
}

# region call
# Asks for an export. The API key goes here, and nowhere else: by a file, as process lists show arguments.
call() {
  printf 'header = "Content-Type: application/json"\n' >"$scratch/call"
  if [ -n "${BALKANID_KEY_ID-}" ] && [ -n "${BALKANID_KEY_SECRET-}" ]; then
    printf 'header = "X-Api-Key-ID: %s"\nheader = "X-Api-Key-Secret: %s"\n' \
      "$BALKANID_KEY_ID" "$BALKANID_KEY_SECRET" >>"$scratch/call"
  fi
  send -X POST -K "$scratch/call" -d "$body" -o "$scratch/answer" "$base_url/api/rest/v0/$dataset/download-url"
  case $status in
    200) ;;
    401) fail 'the API key was refused (401); see BALKANID_KEY_ID and BALKANID_KEY_SECRET' ;;
    *) fail "POST was answered $status" ;;
  esac
  polling_url=$(sed -n 's/.*"pollingUrl" *: *"\(https\{0,1\}:[^"]*\)".*/\1/p' "$scratch/answer")
  url=$(sed -n 's/.*"url" *: *"\(https\{0,1\}:[^"]*\)".*/\1/p' "$scratch/answer")
  [ -n "$polling_url" ] && [ -n "$url" ] || fail 'the answer lacks one of the two absolute URLs'
}
# endregion call

# region poll
# Waits until the file is there. Its size is then in $size; $gone says whether another export is needed.
poll() {
  gone='' wait=$first_wait end=$(($(date +%s) + deadline))
  while :; do
    send -I -o /dev/null "$polling_url"
    case $status in
      200) size=$(field content-length) && return ;;
      403) gone='storage refused a poll (403)' && return ;;
      404) ;;
      *) fail "a poll was answered $status" ;;
    esac
    [ "$(date +%s)" -lt "$end" ] || fail "the file was not ready after $deadline s"
    sleep "$wait"
    wait=$(awk "BEGIN { print ($wait * 1.5 < 30) ? $wait * 1.5 : 30 }")
  done
}
# endregion poll

# region download
# curl itself begins again when a transfer breaks off, since it then exits with an error.
fetch_file() {
  send -o "$scratch/part" "$url"
  case $status in
    200) ;;
    403 | 404) gone="the download was answered $status" && return ;;
    *) fail "the download was answered $status" ;;
  esac
  case $(field content-type) in
    text/csv*) ;;
    *) fail "expected text/csv, received $(field content-type)" ;;
  esac
  received=$(($(wc -c <"$scratch/part")))
  [ "$received" -eq "$size" ] || fail "received $received bytes of $size"
}
# endregion download

for attempt in 1 2 3; do
  call
  poll
  [ -n "$gone" ] || fetch_file
  if [ -z "$gone" ]; then
    cat "$scratch/part" >"$file"
    echo "$file: $size bytes"
    exit
  fi
done
fail "$gone, three times"
