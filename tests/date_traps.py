#!/usr/bin/env python3
"""date_traps.py TRAPS.jsonl > questions.jsonl     then     trail dates --batch < questions.jsonl > answers.jsonl
date_traps.py --score TRAPS.jsonl answers.jsonl

Checks the reading of dates that real pages state in misleading ways. A trap line holds "stated", and "expected" in words: the
first ISO time or day in it is what must be read (to its own precision), every "flag NAME" must be among the flags, "date only"
asks for the day and the flag day_only where the text has a clock time, "zone unknown" for a time without an instant, "unknown
day" for a year alone. Where the expectation rests on the surroundings (the year of a day heading, the zone of the page), the
question tells them: its reference is half a day after the expected time, and a zone that the trap's own words name is given. What is
expected "as above" has the flags of the line before. Standard library only.
"""
import datetime
import json
import re
import sys

ISO = re.compile(r'(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z)?)?')


def lines(path):
    with open(path, encoding='utf-8') as file:
        return [json.loads(line) for line in file if line.strip()]


def cases(path):
    above = ''
    for number, trap in enumerate(lines(path)):
        wanted = trap['expected']
        if wanted == 'as above':
            wanted = 'as above, ' + ', '.join(re.findall(r'flag \w+', above))
        above = wanted
        yield number, trap, wanted


def question(number, trap, wanted):
    found = ISO.search(wanted)
    asked = {'id': number, 'input': trap['stated'], 'default_tz': None}
    if found:
        moment = datetime.datetime.fromisoformat(f'{found[1]}T{found[2] or "24:00"}'.replace('T24:00', 'T12:00'))
        asked['ref'] = f'{moment + datetime.timedelta(hours=12)}Z'.replace(' ', 'T')
    if 'BST = +01:00 here' in trap['trap'] or (' BST' in trap['stated'] and found):
        asked['zone'] = 'Europe/London'
    return {key: value for key, value in asked.items() if value is not None}


def judge(answer, trap, wanted):
    """(as expected, silently wrong)"""
    stamp, flags = answer.get('stamp'), answer.get('flags', [])
    missing = [name for name in re.findall(r'flag (\w+)', wanted) if name not in flags]
    if wanted.startswith('as above'):
        return stamp is not None and not missing, not flags
    if 'date only' in wanted and not ISO.search(wanted):
        wanted = f'{wanted} {trap["stated"][:10]}'
    found = ISO.search(wanted)
    if not found:
        year = re.search(r'year (\d{4})', wanted)
        if year:
            return stamp is not None and stamp['precision'] == 'year' and stamp['local'] == year[1], stamp is None
        return stamp is None, stamp is not None
    if stamp is None:
        return False, False
    # Of several expected times ("both are kept"), any may be the one that is read.
    days = [match for match in ISO.finditer(wanted)]
    def same(match):
        if match[3]:
            return (answer['value'] or '').startswith(f'{match[1]}T{match[2]}')
        return stamp['local'][:10] == match[1] and (not match[2] or stamp['local'][11:16] == match[2])
    right = any(same(match) for match in days)
    if 'date only' in wanted and 'T' in stamp['local']:
        right = right and 'day_only' in flags
    if 'zone unknown' in wanted:
        right = right and stamp['instant'] is None
    several = wanted.count(';') and 'several' in flags
    return (right or several) and not missing, not right and not flags


def score(traps, answers):
    given = {answer['id']: answer for answer in lines(answers)}
    total = good = silent = 0
    for number, trap, wanted in cases(traps):
        right, wrong = judge(given.get(number, {}), trap, wanted)
        total += 1
        good += right
        silent += wrong
        if not right:
            answer = given.get(number, {})
            local = (answer.get('stamp') or {}).get('local')
            print(f'MISS{" SILENT" if wrong else ""} {trap["stated"]!r} wants {wanted!r}, got {local} {answer.get("flags")}')
    print(f'as expected {good}/{total}, silently wrong {silent}')


def main():
    if len(sys.argv) == 4 and sys.argv[1] == '--score':
        score(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 2:
        for case in cases(sys.argv[1]):
            print(json.dumps(question(*case), ensure_ascii=False))
    else:
        sys.exit(__doc__)


main()
