#!/usr/bin/env bash
# DATABASE_URL=... import.sh FOLDER PYTHON [WARC SEEDS]
# Import and rebuild beside their peers, over the same WARC file in one run: how many pages a second `trail import` brings and reads, how many
# `trail rebuild` makes the database of, how many warcio only reads, and how many htmldate and trafilatura extract. FOLDER has
# pages/ID.html.gz and truth.jsonl, of which a WARC file is made; or WARC is given with the seeds that it belongs to. PYTHON is an
# interpreter with warcio, trafilatura and htmldate. The server of DATABASE_URL gets a database `import_bench`, which is dropped at
# the end; psql must reach it. Build first: cargo build --release -p crawler --bin trail
set -euo pipefail
folder=$(realpath "$1"); python=$2
cd "$(dirname "$0")/.."
trail=${TRAIL:-target/release/trail}
work=$(mktemp -d)
server=${DATABASE_URL%/*}
trap 'psql -q "$DATABASE_URL" -c "drop database if exists import_bench"; rm -rf "$work"' EXIT
if [ $# -ge 4 ]; then
  warc=$(realpath "$3"); seeds=$(realpath "$4")
else
  warc=$work/pages.warc.gz; seeds=$work/seeds
  "$python" benches/import_peers.py make "$folder" "$warc" "$seeds"
fi
fresh() { psql -q "$DATABASE_URL" -c 'drop database if exists import_bench' -c 'create database import_bench'; }
TIMEFORMAT='%R %U %S'
run() {
  local name=$1; shift
  { time { "$@" > "$work/out" 2> "$work/err" || [ $? -eq 1 ]; }; } 2> "$work/time" || { cat "$work/err"; exit 1; }
  grep -E 'brought in|documents? of|recorded from' "$work/out"
  local pages; pages=$(psql -qtA "$server/import_bench" -c "select count(*) from captures")
  awk -v name="$name" -v pages="$pages" \
    '{ printf "%s: %d pages, %.1f per second, %.1f per CPU-second of its own process\n", name, pages, pages / $1, pages / ($2 + $3) }' "$work/time"
}
fresh
run 'trail import' "$trail" --data-dir "$work/data" --database-url "$server/import_bench" import "$warc" --seeds "$seeds"
fresh
run 'trail rebuild' "$trail" --data-dir "$work/data" --database-url "$server/import_bench" rebuild --seeds "$seeds"
"$python" benches/import_peers.py read "$warc"
"$python" benches/import_peers.py extract "$warc"
