#!/usr/bin/env bash
# real_pages.sh FOLDER [PYTHON]
# The whole line and its peers over the saved pages of FOLDER (pages/ID.html.gz), served by nginx on loopback, in one run.
# nginx stands as the proxy of 16 made-up hosts, each with a sitemap. With PYTHON, an interpreter that has the packages of
# peers.py, and DATABASE_URL (a scratch database: the peers' table is made in it), the peers run too. Needs nginx and curl.
set -euo pipefail
pages=$(realpath "$1"); python=${2:-}; hosts=16; port=${PORT:-18765}
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d); trap '[ -f "$work/nginx.pid" ] && kill "$(cat "$work/nginx.pid")"; rm -rf "$work"' EXIT
number=0
for page in "$pages"/pages/*.html.gz; do
  host=site-$((number % hosts)).example; number=$((number + 1))
  mkdir -p "$work/$host"
  gzip -dc "$page" > "$work/$host/$(basename "$page" .gz)"
done
for host in "$work"/*.example; do
  { echo '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for page in "$host"/*.html; do echo "<url><loc>http://$(basename "$host")/$(basename "$page")</loc></url>"; done
    echo '</urlset>'; } > "$host/sitemap.xml"
  printf 'User-agent: *\nAllow: /\n' > "$host/robots.txt"
done
cat > "$work/nginx.conf" <<CONF
worker_processes 1; pid $work/nginx.pid; error_log $work/error.log;
events { worker_connections 256; }
http {
  access_log off; sendfile on; keepalive_requests 100000;
  types { text/html html; application/xml xml; text/plain txt; }
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:$port; root $work/\$host; }
}
CONF
chmod -R a+rX "$work"
nginx -c "$work/nginx.conf" 2> /dev/null
for _ in $(seq 50); do curl -s -o /dev/null "http://127.0.0.1:$port/" && break; sleep 0.1; done
cd "$top"
cargo bench -q -p crawler --bench crawl -- proxy "http://127.0.0.1:$port/" $hosts
if [ -n "$python" ]; then
  "$python" benches/peers.py fetch "http://127.0.0.1:$port/" $hosts "$DATABASE_URL" "$work/peers.warc.gz"
fi
