#!/usr/bin/env python3
"""predictions.py EVALUATION_DIR [--nold] > jobs.jsonl     then     trail extract --batch < jobs.jsonl > lines.jsonl
predictions.py --from lines.jsonl > predictions.jsonl

Turns an extraction evaluation (truth.jsonl with id and url, pages/<id>.html.gz) into the input of `trail extract --batch`, and
its output into the prediction lines of that evaluation's score script: date and date_modified as written with their offset,
author as a list of names, author_title, title, text. --nold reads the pages without JSON-LD where there are such. Standard
library only.
"""
import datetime
import json
import os
import sys


def jobs(folder, nold):
    with open(os.path.join(folder, 'truth.jsonl'), encoding='utf-8') as lines:
        for line in lines:
            truth = json.loads(line)
            path = os.path.join(folder, 'pages', truth['id'] + '.html.gz')
            other = os.path.join(folder, 'pages_nold', truth['id'] + '.html.gz')
            if nold and os.path.exists(other):
                path = other
            yield {'id': truth['id'], 'url': truth['url'], 'path': path}


def stated(stamp):
    """A stamp as the evaluation wants it: the wall clock as written, with its offset where it has one."""
    if stamp is None:
        return None
    local, offset = stamp['local'], stamp['offset']
    return local + offset if offset and 'T' in local else local


def day_or_time(line):
    """The publication as `stated`; where readers of the page are told another day than that of UTC, the same moment as it
    reads in the nearest whole hours from UTC at which it is that day: a line has one field for the day and the moment."""
    stamp, day = line['published'], line['published_day']
    if not stamp or not day or stamp['local'].startswith(day):
        return stated(stamp)
    if not stamp['instant']:
        return day
    moment = datetime.datetime.fromisoformat(stamp['instant'].replace('Z', '+00:00'))
    for hours in sorted(range(-12, 15), key=abs):
        there = moment.astimezone(datetime.timezone(datetime.timedelta(hours=hours)))
        if there.date().isoformat() == day:
            return there.isoformat(timespec='seconds')
    return day


def prediction(line):
    titles = [author['job_title'] for author in line['authors'] if author['job_title']]
    return {
        'id': line['id'],
        'date': day_or_time(line),
        'date_modified': stated(line['updated']),
        'author': [author['name'] for author in line['authors']],
        'author_title': titles,
        'title': line['title'],
        'text': line['text'],
    }


def main():
    if len(sys.argv) > 2 and sys.argv[1] == '--from':
        with open(sys.argv[2], encoding='utf-8') as lines:
            for line in lines:
                print(json.dumps(prediction(json.loads(line)), ensure_ascii=False))
    elif len(sys.argv) > 1:
        for job in jobs(sys.argv[1], '--nold' in sys.argv[2:]):
            print(json.dumps(job))
    else:
        sys.exit(__doc__)


main()
