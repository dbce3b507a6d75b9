#!/usr/bin/env python3
"""signals.py EVALUATION_DIR [--trail TRAIL] [--errors] [--folds 3,4]

Compares the signals that `trail extract --batch --signals` finds with what a person read in the posts of an evaluation: gold.jsonl
with one object a post (provider, url, raw_file, a label a signal) and the texts that raw_file names. Prints for each signal, each
action and each measure of response time the positives, precision and recall. A label that is null (the person could not tell) is never
counted, nor an action that is among actions_doubtful.

Rules are not fitted but written by hand, so providers are held out: they fall into five folds by the hash of their name. --errors
prints folds 0, 1 and 2 only: rules are written with those in view, and with the numbers of folds 3 and 4 at most. All folds of the
gold set were read in the end, so there both sides are a fit. Standard library only.
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import tempfile

DEVELOPED_ON = {0, 1, 2}
FIELDS = {
    'affected': 'states_affected_services', 'unaffected': 'states_unaffected', 'exposure-window': 'exposure_window',
    'patch-time': 'patch_time_stated', 'unknowns': 'says_unknowns', 'no-evidence': 'no_evidence_claim', 'check-tool': 'check_tool',
    'disclosure-policy': 'disclosure_policy', 'next-steps': 'next_steps', 'password-advice': 'password_advice',
    'credential-advice': 'credential_advice', 'where-to-ask': 'where_to_ask', 'future-updates': 'future_updates',
}
# What response times are given for, and the actions that date each (the view action_measures).
MEASURES = {
    'patched': {'patched', 'rebuilt'}, 'mitigated': {'mitigated', 'rolled-back', 'service-taken-offline'},
    'certificates': {'certs-reissued', 'keys-rotated'},
    'sessions': {'tokens-revoked', 'sessions-invalidated', 'passwords-reset-forced'},
}
MEASURES['fix-claimed'] = MEASURES['patched'] | MEASURES['mitigated'] | {'released-fix'}


def fold(provider):
    return int(hashlib.sha256(provider.encode()).hexdigest(), 16) % 5


def read(args, rows, folder):
    """What the program finds in each text: id to the set of signals and `action:name`, with the places."""
    jobs = []
    for row in rows:
        with open(os.path.join(args.evaluation, row['raw_file']), encoding='utf-8') as file:
            text = file.read()
        # The first line of a text says where its copy came from; it is the collector's, not the provider's.
        text = re.sub(r'\A\[source:.*\n', '', text)
        path = os.path.join(folder, row['id'] + '.txt')
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        jobs.append(json.dumps({'id': row['id'], 'url': row['url'], 'provider': row['provider'], 'path': path}))
    command = [args.trail, 'extract', '--batch', '--signals']
    done = subprocess.run(command, input='\n'.join(jobs) + '\n', text=True, capture_output=True, check=True)
    found = {}
    for line in map(json.loads, done.stdout.splitlines()):
        if 'error' in line:
            raise SystemExit(f'{line["id"]}: {line["error"]}')
        named = {}
        for signal in line['signals']:
            for place in signal['found']:
                named.setdefault(signal['signal'], []).append(place)
                if signal['signal'] == 'action':
                    named.setdefault('action:' + place['detail'], []).append(place)
                    for measure, actions in MEASURES.items():
                        if place['detail'] in actions and place['actor'] == 'provider':
                            named.setdefault('measure:' + measure, []).append(place)
                    if place['actor'] == 'provider':
                        named.setdefault('measure:first-action', []).append(place)
        found[line['id']] = named
    return found


def label_of(row, actions):
    """Whether one of the actions was taken, or any where that is None; None where the person could not tell."""
    def one(field):
        return any(actions is None or action.replace('_', '-') in actions for action in row.get(field) or [])
    if one('actions'):
        return True
    return None if one('actions_doubtful') or row['completeness'] != 'full' else False


def tally(rows, found, name, label, errors):
    both = only_found = only_said = 0
    for row in rows:
        truth = label(row)
        if truth is None:
            continue
        hit = name in found[row['id']]
        both += truth and hit
        only_found += hit and not truth
        only_said += truth and not hit
        if errors and hit != truth:
            place = found[row['id']][name][0] if hit else None
            said = row['evidence'].get(FIELDS.get(name, name.replace('-', '_')), '')
            print(f'    {"+" if hit else "-"} {row["id"]}: {place["rule"] + ": " + place["quote"] if hit else said}')
    return both, only_found, only_said


def rate(part, whole):
    return f'{part / whole:.2f}' if whole else '-'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('evaluation')
    parser.add_argument('--trail', default='trail', help='the program')
    parser.add_argument('--errors', action='store_true', help='print what differs, of the folds with which the rules were written')
    parser.add_argument('--folds', help='count these folds only')
    args = parser.parse_args()
    with open(os.path.join(args.evaluation, 'gold.jsonl'), encoding='utf-8') as lines:
        rows = [json.loads(line) for line in lines]
    kept = {int(one) for one in args.folds.split(',')} if args.folds else set(range(5))
    rows = [row for row in rows if fold(row['provider']) in kept]
    with tempfile.TemporaryDirectory() as folder:
        found = read(args, rows, folder)
    sides = [('folds 0, 1, 2', [r for r in rows if fold(r['provider']) in DEVELOPED_ON]),
             ('folds 3, 4', [r for r in rows if fold(r['provider']) not in DEVELOPED_ON]), ('all', rows)]
    print(' ' * 30 + ''.join(f'| {name + f" ({len(part)})":<24}' for name, part in sides))
    print(f'{"signal":<30}' + '| positives  P     R      ' * 3)
    actions = sorted({action for row in rows for action in row['actions'] or []})
    labels = [(name, lambda row, field=field: row[field]) for name, field in FIELDS.items()]
    labels += [('action:' + name, lambda row, name=name: label_of(row, {name}))
               for name in (action.replace('_', '-') for action in actions)]
    labels += [('measure:' + name, lambda row, actions=actions: label_of(row, actions))
               for name, actions in [('first-action', None), *MEASURES.items()]]
    for name, label in labels:
        line = f'{name:<30}'
        for side, part in sides:
            both, only_found, only_said = tally(part, found, name, label, args.errors and side == 'folds 0, 1, 2')
            line += f'| {both + only_said:>6}     {rate(both, both + only_found):<5} {rate(both, both + only_said):<7}'
        print(line)


main()
