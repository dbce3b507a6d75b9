#!/usr/bin/env python3
"""post_people.py POSTS_DIR OUT_DIR > jobs.jsonl     then     trail extract --batch < jobs.jsonl > lines.jsonl
post_people.py --score POSTS_DIR lines.jsonl

Checks who speaks in posts that were read by hand. POSTS_DIR has gold.jsonl (id, author, author_title, role_class,
author_function, raw_file) and raw/. A text is laid out as a site would show it, into OUT_DIR: the front matter of a site's
source as headline, byline and date, a line as a paragraph. A line in brackets that names the text's source is no part of it.
Scored: the author's name, the title as written, its seniority and function, of those that the text itself states; and, where
the whole text names nobody, that nobody is named. Standard library only.
"""
import html
import json
import os
import re
import sys

SENIORITY = {'ceo': 'c-level', 'cto': 'c-level', 'ciso': 'c-level', 'cso': 'c-level', 'cio': 'c-level', 'vp': 'vp',
             'director': 'director', 'engineer': 'individual', 'team': 'team', 'unstated': 'unstated'}
FUNCTION = {'ops': 'operations', None: 'unstated'}


def gold(folder):
    with open(os.path.join(folder, 'gold.jsonl'), encoding='utf-8') as lines:
        posts = [json.loads(line) for line in lines]
    for post in posts:
        with open(os.path.join(folder, post['raw_file']), encoding='utf-8') as file:
            text = file.read()
        yield post, re.sub(r'\A\[source:[^\n]*\]\n', '', text)


def front_matter(text):
    """(fields, rest)"""
    found = re.match(r'\s*---\n(.*?)\n---\n', text, re.S)
    if not found:
        return {}, text
    pairs = re.findall(r'^([\w-]+):[ \t]*(.*)$', found[1], re.M)
    return {key.lower(): value.strip().strip('"\'') for key, value in pairs}, text[found.end():]


def page(text):
    fields, rest = front_matter(text)
    lines = [line.strip() for line in rest.split('\n') if line.strip()]
    title = fields.get('title')
    if title is None and lines and len(lines[0]) < 120:
        title = lines.pop(0).lstrip('=# ')
    author = fields.get('author') or fields.get('by')
    e = html.escape
    head = [f'<h1>{e(title)}</h1>'] if title else []
    head += [f'<p class="byline">By {e(author)}</p>'] if author else []
    head += [f'<p>{e(fields["date"])}</p>'] if 'date' in fields else []
    body = [f'<p>{e(line)}</p>' for line in lines]
    name = f'<title>{e(title or "Post")}</title>'
    return f'<!doctype html><html lang="en"><head>{name}</head><body><main><article>{"".join(head + body)}</article></main></body></html>'


def folded(name):
    return re.sub(r'[\W_]+', ' ', name or '').casefold().strip()


def stated(post, text):
    """The names that the text states; a handle or a sign-off counts where it is what stands there."""
    author = re.sub(r'\(sign-off\)', '', post['author'] or '')
    handle = re.search(r'\(handle (\w+)', author)
    names = [re.sub(r'\(.*', '', name).strip() for name in re.split(r',| and ', re.sub(r'\(.*', '', author))]
    names = [name for name in names if name]
    if names and all(folded(name) in folded(text) for name in names):
        return [{folded(name)} for name in names]
    if handle and handle[1] in text:
        return [{folded(handle[1])}]
    return []


def score(folder, path):
    with open(path, encoding='utf-8') as lines:
        answers = {line['id']: line for line in map(json.loads, lines)}
    right, total, invented = {}, {}, []

    def count(field, ok, post, got):
        total[field] = total.get(field, 0) + 1
        right[field] = right.get(field, 0) + bool(ok)
        if not ok:
            print(f'MISS {field} {post["id"]}: {post["author"]!r} {post["author_title"]!r} {post["role_class"]}, got {got}')

    for post, text in gold(folder):
        authors = answers.get(post['id'], {}).get('authors', [])
        got = [(author['name'], author['job_title'], author['seniority'], author['function']) for author in authors]
        names = stated(post, text)
        if post['role_class'] == 'none' and authors:
            invented.append(post['id'])
            print(f'INVENTED {post["id"]}: {got}')
        if not names:
            continue
        given = {folded(author['name']) for author in authors}
        count('author', len(given) >= len(names) and all(given & name for name in names), post, got)
        title = re.sub(r' \(.*', '', post['author_title'] or '')
        title = title if folded(title) in folded(text) else None
        named = [author for author in authors if any(folded(author['name']) in name for name in names)]
        if title:
            count('title', any(folded(author['job_title']) == folded(title) for author in named), post, got)
            function = FUNCTION.get(post['author_function'], post['author_function'])
            count('seniority', any(author['seniority'] == SENIORITY[post['role_class']] for author in named), post, got)
            count('function', any(author['function'] == function for author in named), post, got)
        elif any(author['job_title'] for author in named):
            invented.append(post['id'])
            print(f'INVENTED TITLE {post["id"]}: {got}')
        elif post['role_class'] in SENIORITY and named:
            count('seniority', all(author['seniority'] == SENIORITY[post['role_class']] for author in named), post, got)
    for field in total:
        print(f'{field} {right[field]}/{total[field]}')
    print(f'all {sum(right.values())}/{sum(total.values())}, invented {len(invented)}')


def main():
    if len(sys.argv) == 4 and sys.argv[1] == '--score':
        score(sys.argv[2], sys.argv[3])
    elif len(sys.argv) == 3:
        os.makedirs(sys.argv[2], exist_ok=True)
        for post, text in gold(sys.argv[1]):
            path = os.path.join(sys.argv[2], post['id'] + '.html')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(page(text))
            print(json.dumps({'id': post['id'], 'url': post['url'], 'path': path, 'content_type': 'text/html'}))
    else:
        sys.exit(__doc__)


main()
