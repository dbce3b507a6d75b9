#!/usr/bin/env python3
"""date_predictions.py SUITE.jsonl > questions.jsonl     then     trail dates --batch < questions.jsonl > answers.jsonl
date_predictions.py --from answers.jsonl > predictions.jsonl

Turns a date suite (lines with id, input and perhaps ref and default_tz) into the questions of `trail dates --batch`, and its
answers into prediction lines {"id", "value"}. A question without default_tz is asked with UTC, since a suite compares instants.
Standard library only.
"""
import json
import sys


def lines(path):
    with open(path, encoding='utf-8') as file:
        yield from (json.loads(line) for line in file if line.strip())


def main():
    if len(sys.argv) == 3 and sys.argv[1] == '--from':
        for answer in lines(sys.argv[2]):
            print(json.dumps({'id': answer['id'], 'value': answer['value'], 'error': answer.get('error')}))
    elif len(sys.argv) == 2:
        for case in lines(sys.argv[1]):
            question = {key: case[key] for key in ('id', 'input', 'ref') if case.get(key) is not None}
            print(json.dumps(question | {'default_tz': case.get('default_tz') or 'UTC'}))
    else:
        sys.exit(__doc__)


main()
