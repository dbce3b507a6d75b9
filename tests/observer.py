#!/usr/bin/env python3
"""What a foreign observer sees of a crawl: checks the log of a proxy that all its requests went through.

    observer.py LOG.jsonl [--delay SECONDS] [--robots FOLDER] [--slack SECONDS] [--agent trail]

LOG has one JSON object a line with t (seconds of a monotonic clock, when the answer was sent), url, status and, where the
proxy made one, fault; optional are begun (when the request came) and retry_after (seconds that the answer asked to wait).
FOLDER holds what each host's robots.txt says, one file a host named HOST.txt; without it only the delay is checked.

Checked for every host: no two requests at once (where the log says when they came), no gap below the delay or
Crawl-delay, no address that robots.txt forbids, robots.txt asked first, and once while nothing went wrong with it; and
after an answer that asked to wait, no request of that host before the time had passed. Exit code 1 on any finding.
"""
import argparse, collections, json, os, re, sys, urllib.parse


def rules_for(text, agent):
    """The rules and the Crawl-delay of the group of that agent, else of '*' (RFC 9309, section 2.2)."""
    groups, names, rules, delay, open_ = {}, [], [], None, False
    for line in text.splitlines():
        key, _, value = line.split('#', 1)[0].partition(':')
        key, value = key.strip().lower(), value.strip()
        if key == 'user-agent':
            if not open_:
                names = []
            names.append(re.split(r'[^A-Za-z_*-]', value, maxsplit=1)[0].lower())
            for name in names:
                groups.setdefault(name, ([], []))
            open_ = True
        elif key in ('allow', 'disallow', 'crawl-delay'):
            open_ = False
            for name in names:
                if key == 'crawl-delay':
                    groups[name][1].append(value)
                elif value:
                    groups[name][0].append((key == 'allow', value))
    rules, delays = groups.get(agent, groups.get('*', ([], [])))
    try:
        delay = float(delays[0]) if delays else 0.0
    except ValueError:
        delay = 0.0
    return rules, delay


def allowed(rules, path):
    best = (0, True)
    for allow, pattern in rules:
        regex = '.*'.join(re.escape(part) for part in pattern.rstrip('$').split('*'))
        if re.match(regex + ('$' if pattern.endswith('$') else ''), path):
            best = max(best, (len(pattern), allow))
    return best[1]


def main():
    args = argparse.ArgumentParser()
    args.add_argument('log')
    args.add_argument('--delay', type=float, default=1.0)
    args.add_argument('--robots')
    args.add_argument('--agent', default='trail')
    args.add_argument('--slack', type=float, default=0.02, help="the proxy's own time between answer and log line")
    args = args.parse_args()
    hosts, findings = collections.defaultdict(list), []
    for line in open(args.log):
        row = json.loads(line)
        hosts[urllib.parse.urlsplit(row['url']).netloc].append(row)
    smallest = collections.Counter()
    for host, rows in sorted(hosts.items()):
        rows.sort(key=lambda row: row['t'])
        rules, crawl_delay = [], 0.0
        file = os.path.join(args.robots or '', host.replace(':', '_') + '.txt')
        if args.robots and os.path.exists(file):
            rules, crawl_delay = rules_for(open(file, errors='replace').read(), args.agent)
        least = max(args.delay, crawl_delay)
        if not urllib.parse.urlsplit(rows[0]['url']).path.endswith('robots.txt'):
            findings.append(f"{host}: {rows[0]['url']} was asked for before robots.txt")
        good = collections.Counter(row['url'] for row in rows
                                   if row['url'].endswith('/robots.txt') and not row.get('fault') and row['status'] < 500)
        findings += [f'{url} was asked for {n} times' for url, n in good.items() if n > 1]
        for row in rows:
            parts = urllib.parse.urlsplit(row['url'])
            path = parts.path + ('?' + parts.query if parts.query else '')
            if path != '/robots.txt' and not allowed(rules, path):
                findings.append(f"{row['url']} is forbidden by robots.txt")
        for before, after in zip(rows, rows[1:]):
            begun = after.get('begun', after['t'])
            gap = begun - before['t']
            smallest[host] = min(gap, smallest.get(host, gap))
            asked = before.get('retry_after') or (1 if before.get('fault') in ('503', '429') else 0)
            if gap < max(least, asked) - args.slack:
                findings.append(f"{host}: {gap:.3f} s between {before['url']} and {after['url']}, {max(least, asked)} s are due")
            if 'begun' in after and begun < before['t']:
                findings.append(f"{host}: {after['url']} was asked for while {before['url']} was under way")
    total = sum(len(rows) for rows in hosts.values())
    print(f'{total} requests to {len(hosts)} hosts; smallest gap at one host '
          f"{min(smallest.values()) if smallest else float('nan'):.3f} s; {len(findings)} findings")
    for finding in findings:
        print('  ' + finding)
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
