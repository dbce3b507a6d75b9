#!/usr/bin/env python3
"""trail sql --format csv "select p.url, string_agg(c.class, ' ' order by c.id) from changes c join posts p on p.id = c.post_id
     group by p.url" | change_classes.py

Compares the classes of changes with what a person said of 41 consecutive pairs of versions of seven posts, written down before
the rules were run: each post fetched at the times of its versions, in order. A pair whose bytes are the same (identical) makes no row.
Standard library only.
"""
import csv
import sys

BY_HAND = {
    'https://www.ruby-lang.org/en/news/2014/04/10/severe-openssl-vulnerability/': 'markup link-only substantive link-only',
    'https://freenode.net/news/heartbleed':
        'markup boilerplate reversion variant-flip markup boilerplate markup boilerplate substantive identical',
    'https://nodejs.org/en/blog/vulnerability/jan-2018-spectre-meltdown':
        'substantive markup markup substantive link-only link-only identical identical',
    'https://nodejs.org/en/blog/vulnerability/openssl-november-2022':
        'substantive markup substantive link-only substantive markup substantive substantive substantive substantive '
        'link-only identical identical',
    'https://strimzi.io/blog/2021/12/14/strimzi-and-log4shell/': 'substantive',
    'https://www.scala-lang.org/blog/2021/12/16/state-of-log4j-in-scala-ecosystem.html': 'substantive substantive',
    'https://nodejs.org/en/blog/vulnerability/march-2025-ci-incident': 'substantive markup substantive',
}

told = {row[0]: row[1].split() for row in list(csv.reader(sys.stdin))[1:]}
pairs = agree = 0
for url, classes in BY_HAND.items():
    wanted = classes.split()
    rows = [it for it in wanted if it != 'identical']
    found = told.get(url, [])
    right = sum(a == b for a, b in zip(rows, found)) if len(rows) == len(found) else 0
    pairs += len(wanted)
    agree += right + (len(wanted) - len(rows) if len(rows) == len(found) else 0)
    if rows != found:
        print(f'{url}\n  by hand: {" ".join(rows)}\n  told:    {" ".join(found)}')
print(f'{agree} of {pairs} pairs agree')
sys.exit(agree != pairs)
