#!/usr/bin/env bash
# reading.sh FOLDER PYTHON
# The extractor and the Python packages htmldate and trafilatura over the same saved pages (pages/ID.html.gz, addresses in
# truth.jsonl), one thread each, in one run. PYTHON is an interpreter that has the packages of peers.py.
set -euo pipefail
folder=$(realpath "$1"); python=$2
cd "$(dirname "$0")/.."
ours=$(cargo bench -q -p extractor --bench extract -- "$folder" all 2 | tee /dev/stderr)
theirs=$("$python" benches/peers.py read "$folder" | tee /dev/stderr)
rate() { sed -nE "s/.*[ ,]([0-9.]+) (pages )?per CPU-s.*/\1/p" <<< "$1" | tail -1; }
awk -v ours="$(rate "$(grep 'whole extraction' <<< "$ours")")" -v theirs="$(rate "$theirs")" \
  'BEGIN { printf "the extractor reads %.1f times the pages per CPU-second\n", ours / theirs }'
