#!/usr/bin/env python3
"""conformance.py feeds|sitemaps SUITE_DIR > jobs.jsonl     then     trail extract --batch --time < jobs.jsonl > lines.jsonl
conformance.py feeds|sitemaps --from lines.jsonl > predictions.jsonl

Turns a conformance suite of feeds or sitemaps (truth.jsonl with id and file) into the input of `trail extract --batch`, and its
output into the prediction lines of that suite's score script. Standard library only.
"""
import json
import os
import sys


def jobs(suite, folder):
    with open(os.path.join(folder, 'truth.jsonl'), encoding='utf-8') as lines:
        for line in lines:
            truth = json.loads(line)
            headers = truth.get('headers') or {}
            sent = headers.get('content-type') or truth.get('content_type')
            # A file compressed by its name is one that the server would send as it is.
            url = headers.get('content-location') or truth.get('base') or 'http://127.0.0.1/' + truth['file']
            job = {'id': truth['id'], 'url': url, 'path': os.path.join(folder, truth['file'])}
            if sent:
                job['content_type'] = sent
            yield job


def instant(stamp):
    """UTC where the feed says the zone; a time without one is read as UTC, as the suites of feeds do."""
    if stamp is None:
        return None
    if stamp['instant']:
        return stamp['instant']
    local = stamp['local']
    date, _, clock = local.partition('T')
    date += '-01' * (2 - date.count('-'))
    clock += ':00' * (2 - clock.count(':')) if clock else '00:00:00'
    return date + 'T' + clock + 'Z'


def dated(value):
    return dict(value, published=instant(value['published']), updated=instant(value['updated']))


def feed(line):
    head = line['feed']
    return {
        'id': line['id'],
        'ok': head is not None,
        'error': '; '.join(line['notes']),
        'feed': dated(head) if head else None,
        'entries': [dated(entry) for entry in line['entries']],
        'us': line.get('us', 0),
    }


def sitemap(line):
    read = line['kind'] == 'sitemap'
    return {
        'id': line['id'],
        'ok': read,
        'kind': line['kind'],
        'urls': [entry['link'] for entry in line['entries']] if read else [],
        'error': '; '.join(line['notes']),
        'us': line.get('us', 0),
    }


def main():
    suites = {'feeds': feed, 'sitemaps': sitemap}
    if len(sys.argv) < 3 or sys.argv[1] not in suites:
        sys.exit(__doc__)
    if sys.argv[2] == '--from':
        with open(sys.argv[3], encoding='utf-8') as lines:
            for line in lines:
                print(json.dumps(suites[sys.argv[1]](json.loads(line)), ensure_ascii=False))
        return
    for job in jobs(sys.argv[1], sys.argv[2]):
        print(json.dumps(job))


main()
