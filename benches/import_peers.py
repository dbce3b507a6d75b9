#!/usr/bin/env python3
"""import_peers.py make FOLDER WARC SEEDS   saved pages (FOLDER/pages/ID.html.gz, addresses in FOLDER/truth.jsonl) as a WARC file,
                                         and a seed file for each of their sites
import_peers.py read WARC                   warcio reads every answer to its end
import_peers.py extract WARC                the same, and htmldate and trafilatura extract it

Prints pages and CPU seconds of this process, one thread. Packages: warcio trafilatura htmldate lxml_html_clean.
"""
import gzip
import io
import json
import os
import re
import resource
import sys
import time
from urllib.parse import urlsplit


def make(folder, warc, seeds):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with open(os.path.join(folder, 'truth.jsonl'), encoding='utf-8') as lines:
        truths = [json.loads(line) for line in lines]
    sites = {}
    with open(warc, 'wb') as out:
        writer = WARCWriter(out, gzip=True)
        for number, truth in enumerate(truths):
            address = truth['url'].split('#')[0]
            parts = urlsplit(address)
            if parts.scheme not in ('http', 'https') or '.' not in (parts.hostname or ''):
                # Saved pages with an address that nobody could have asked for are put below one.
                address = f'https://pages.example/{number}'
            with gzip.open(os.path.join(folder, 'pages', truth['id'] + '.html.gz')) as page:
                body = page.read()
            head = StatusAndHeaders('200 OK', [('Content-Type', 'text/html'), ('Content-Length', str(len(body)))], protocol='HTTP/1.1')
            when = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(1396900000 + 60 * number))
            writer.write_record(writer.create_warc_record(
                address, 'response', payload=io.BytesIO(body), http_headers=head, warc_headers_dict={'WARC-Date': when}))
            sites.setdefault(urlsplit(address).hostname, []).append(address)
    os.makedirs(os.path.join(seeds, 'providers'))
    for host, addresses in sites.items():
        slug = re.sub('[^a-z0-9]+', '-', host.lower()).strip('-')
        with open(os.path.join(seeds, 'providers', slug + '.toml'), 'w', encoding='utf-8') as seed:
            seed.write(f'slug = "{slug}"\nname = "{host}"\ndomain = "{host}"\n')
            for address in dict.fromkeys(addresses):
                seed.write(f'\n[[source]]\nkind = "page"\nurl = {json.dumps(address)}\n')


def answers(warc):
    from warcio.archiveiterator import ArchiveIterator

    with open(warc, 'rb') as file:
        for record in ArchiveIterator(file):
            if record.rec_type == 'response':
                yield record.rec_headers.get_header('WARC-Target-URI'), record.content_stream().read()


def measure(name, warc, work):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    started, cpu, pages = time.monotonic(), usage.ru_utime + usage.ru_stime, 0
    for url, body in answers(warc):
        work(url, body)
        pages += 1
    usage = resource.getrusage(resource.RUSAGE_SELF)
    wall, cpu = time.monotonic() - started, usage.ru_utime + usage.ru_stime - cpu
    print(f'{name}: {pages} pages, {pages / wall:.1f} per second, {pages / cpu:.1f} per CPU-second')


def extract(url, body):
    import htmldate
    import trafilatura

    try:
        htmldate.find_date(body, url=url)
        trafilatura.bare_extraction(body, url=url, with_metadata=True)
    except Exception as error:  # a page that breaks a peer is still a page
        print(f'{url}: {error}', file=sys.stderr)


if len(sys.argv) == 5 and sys.argv[1] == 'make':
    make(*sys.argv[2:])
elif len(sys.argv) == 3 and sys.argv[1] == 'read':
    measure('warcio', sys.argv[2], lambda url, body: None)
elif len(sys.argv) == 3 and sys.argv[1] == 'extract':
    measure('warcio, htmldate and trafilatura', sys.argv[2], extract)
else:
    sys.exit(__doc__)
