#!/usr/bin/env python3
"""peers.py fetch PROXY HOSTS DATABASE_URL WARC     Scrapy + warcio + trafilatura + psycopg over the same addresses as `crawl.rs`
peers.py read FOLDER                              htmldate + trafilatura over FOLDER/pages, the addresses from FOLDER/truth.jsonl

Does with Python packages what the line does: fetches every page that the sitemaps name, without politeness, writes request and
response to a WARC file, extracts text, title, author and date, and stores them in PostgreSQL, one commit a page. Prints pages
and CPU seconds of this process. Packages: scrapy warcio trafilatura htmldate lxml_html_clean
psycopg[binary].
"""
import gzip
import io
import json
import os
import resource
import sys
import time


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def report(name, pages, wall, cpu):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f'{name}: {pages} pages, {pages / wall:.1f} per second, {pages / cpu:.1f} per CPU-second ({cpu:.1f} CPU-s in {wall:.1f} s), '
          f'peak memory {peak:.0f} MB')


def fetch(proxy, hosts, database, warc):
    import psycopg
    import scrapy
    import trafilatura
    from scrapy.crawler import CrawlerProcess
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    stored = 0
    out = open(warc, 'wb')
    writer = WARCWriter(out, gzip=True)
    connection = psycopg.connect(database)
    connection.execute('create table if not exists peer_posts (url text primary key, title text, author text, published text, text text)')
    connection.execute('truncate peer_posts')
    connection.commit()

    class Pages(scrapy.Spider):
        name = 'pages'
        custom_settings = {
            'ROBOTSTXT_OBEY': True, 'DOWNLOAD_DELAY': 0, 'CONCURRENT_REQUESTS': int(hosts), 'CONCURRENT_REQUESTS_PER_DOMAIN': 1,
            'LOG_LEVEL': 'ERROR', 'TELNETCONSOLE_ENABLED': False, 'HTTPCACHE_ENABLED': False, 'RETRY_ENABLED': False,
        }

        async def start(self):
            for host in range(int(hosts)):
                yield scrapy.Request(f'http://site-{host}.example/sitemap.xml', self.sitemap, meta={'proxy': proxy})

        def sitemap(self, response):
            response.selector.remove_namespaces()
            for address in response.xpath('//loc/text()').getall():
                yield scrapy.Request(address, self.page, meta={'proxy': proxy})

        def page(self, response):
            nonlocal stored
            head = [(name.decode('latin-1'), value.decode('latin-1')) for name, values in response.headers.items() for value in values]
            answer = writer.create_warc_record(response.url, 'response', payload=io.BytesIO(response.body),
                                               http_headers=StatusAndHeaders(f'{response.status} OK', head, protocol='HTTP/1.1'))
            head = [(name.decode('latin-1'), value.decode('latin-1')) for name, values in response.request.headers.items() for value in values]
            asked = writer.create_warc_record(response.url, 'request', payload=io.BytesIO(b''),
                                              http_headers=StatusAndHeaders('GET / HTTP/1.1', head, is_http_request=True))
            writer.write_request_response_pair(asked, answer)
            out.flush()
            os.fdatasync(out.fileno())
            found = trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)
            row = (response.url, found.title, found.author, found.date, found.text) if found else (response.url, None, None, None, None)
            connection.execute('insert into peer_posts values (%s, %s, %s, %s, %s) on conflict (url) do nothing', row)
            connection.commit()
            stored += 1

    started, cpu = time.monotonic(), cpu_seconds()
    process = CrawlerProcess()
    process.crawl(Pages)
    process.start()
    report('Scrapy + warcio + trafilatura + psycopg', stored, time.monotonic() - started, cpu_seconds() - cpu)


def read(folder):
    import htmldate
    import trafilatura

    with open(os.path.join(folder, 'truth.jsonl'), encoding='utf-8') as lines:
        truths = [json.loads(line) for line in lines]
    pages = []
    for truth in truths:
        with gzip.open(os.path.join(folder, 'pages', truth['id'] + '.html.gz')) as page:
            pages.append((truth['url'], page.read()))
    started, cpu = time.monotonic(), cpu_seconds()
    for url, page in pages:
        try:
            htmldate.find_date(page, url=url)
            trafilatura.bare_extraction(page, url=url, with_metadata=True)
        except Exception as error:  # a page that breaks a peer is still a page
            print(f'{url}: {error}', file=sys.stderr)
    report('htmldate + trafilatura', len(pages), time.monotonic() - started, cpu_seconds() - cpu)


if len(sys.argv) == 6 and sys.argv[1] == 'fetch':
    fetch(*sys.argv[2:])
elif len(sys.argv) == 3 and sys.argv[1] == 'read':
    read(sys.argv[2])
else:
    sys.exit(__doc__)
