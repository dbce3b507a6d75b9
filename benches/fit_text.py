#!/usr/bin/env python3
"""fit_text.py EVALUATION_DIR BLOCKS.jsonl > crates/extractor/src/article/text/trees.txt

Fits the trees that say how likely a block is part of a page's main text. EVALUATION_DIR holds truth.jsonl (id, url, and where
known text_file, segments_with, segments_without); BLOCKS.jsonl comes from

    cargo bench -p extractor --bench blocks -- EVALUATION_DIR > BLOCKS.jsonl

First the fit is tried with the sites of each fifth of the pages left out in turn (the figures on standard error are of pages
of sites that the trees have never seen), then the trees of all pages are written. Needs numpy and lightgbm.
"""
import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from urllib.parse import urlparse

import lightgbm
import numpy

FOLDS = 5
SETTINGS = dict(objective='binary', num_leaves=6, learning_rate=.12, min_data_in_leaf=80, lambda_l2=8, feature_fraction=.6,
                bagging_fraction=.8, bagging_freq=1, max_bin=63, num_threads=1, verbosity=-1, seed=3)
ROUNDS = 150
# The score script's tokens: a word, or a letter of a script that does not part words.
TOKEN = re.compile(r'[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+')


def tokens(text):
    return TOKEN.findall(text.casefold())


def fold(text):
    return re.sub(r'\s+', ' ', text).strip()


def site(url):
    parts = (urlparse(url).hostname or '').split('.')
    return '.'.join(parts[-2:] if len(parts) > 1 and len(parts[-2]) > 3 else parts[-3:])


class Page:
    def __init__(self, folder, truth, blocks):
        self.truth, self.site = truth, site(truth['url'])
        self.texts = [text for text, _ in blocks]
        self.tokens = [tokens(text) for text in self.texts]
        self.measures = numpy.array([measures for _, measures in blocks], dtype=numpy.float32)
        self.words = None
        if 'text_file' in truth and blocks:
            with gzip.open(os.path.join(folder, truth['text_file']), 'rt', encoding='utf-8') as text:
                self.words = tokens(text.read())
            runs = {tuple(self.words[at:at + 3]) for at in range(len(self.words) - 2)}
            whole = ' ' + ' '.join(self.words) + ' '
            self.is_text = numpy.array([self.holds(block, runs, whole) for block in self.tokens])

    @staticmethod
    def holds(block, runs, whole):
        if len(block) <= 6:
            return bool(block) and ' ' + ' '.join(block) + ' ' in whole
        own = [tuple(block[at:at + 3]) for at in range(len(block) - 2)]
        return sum(run in runs for run in own) * 2 >= len(own)

    def snippets(self):
        """Blocks of pages of which only snippets are known to be text, or not to be."""
        if self.words is not None or 'segments_with' not in self.truth:
            return
        for text, measures in zip(map(fold, self.texts), self.measures):
            if any(fold(part) in text for part in self.truth['segments_with']):
                yield measures, True
            elif any(fold(part) in text for part in self.truth.get('segments_without', [])):
                yield measures, False


def fit(pages):
    chance = numpy.random.RandomState(1)
    known = [page for page in pages if page.words is not None]
    rows = numpy.concatenate([page.measures for page in known])
    answers = numpy.concatenate([page.is_text for page in known])
    # A block counts as much as its words are of the page's text; of the many that are none, some are enough.
    weights = numpy.concatenate([numpy.array([len(block) for block in page.tokens]) / (len(page.words) + 20) for page in known])
    weights = numpy.minimum(weights, .5) + .0005
    kept = answers | (chance.rand(len(answers)) < .35) | (weights > .01)
    weights = numpy.where(answers | (weights > .01), weights, weights / .35)
    rows, answers, weights = rows[kept], answers[kept], weights[kept] / weights[kept].mean()
    snippets = [row for page in pages for row in page.snippets()]
    if snippets:
        rows = numpy.concatenate([rows, numpy.stack([row for row, _ in snippets])])
        answers = numpy.concatenate([answers, [is_text for _, is_text in snippets]])
        weights = numpy.concatenate([weights, numpy.full(len(snippets), 3.)])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, answers, weight=weights), num_boost_round=ROUNDS)


def likeliest(likelihoods, lengths):
    """The choice with the highest F-measure to be expected, as choose.rs makes it."""
    order = numpy.argsort(-likelihoods)
    right, given = numpy.cumsum(likelihoods[order] * lengths[order]), numpy.cumsum(lengths[order])
    best = int(numpy.argmax(2 * right / (given + (likelihoods * lengths).sum() + 1e-9)))
    return sorted(order[:best + 1])


def measure(page, chosen):
    given, truth = Counter(), Counter(page.words)
    for at in chosen:
        given.update(page.tokens[at])
    right = sum((given & truth).values())
    return 2 * right / max(1, sum(given.values()) + len(page.words))


def validate(pages):
    sites = sorted({page.site for page in pages})
    random.Random(7).shuffle(sites)
    part = {name: at % FOLDS for at, name in enumerate(sites)}
    measures, counts = [], Counter()
    for left_out in range(FOLDS):
        trees = fit([page for page in pages if part[page.site] != left_out])
        for page in (page for page in pages if part[page.site] == left_out and len(page.texts)):
            chosen = likeliest(trees.predict(page.measures), numpy.array([len(block) + .01 for block in page.tokens]))
            if page.words is not None:
                measures.append(measure(page, chosen))
            if 'segments_with' in page.truth:
                text = fold('\n'.join(page.texts[at] for at in chosen))
                counts.update(('right' if fold(part_) in text else 'missed') for part_ in page.truth['segments_with'])
                counts.update(('wrong' if fold(part_) in text else 'left') for part_ in page.truth.get('segments_without', []))
    segments = 2 * counts['right'] / (2 * counts['right'] + counts['missed'] + counts['wrong'])
    print(f'sites left out in turn: text F1 {numpy.mean(measures):.4f} of {len(measures)} pages, segments F1 {segments:.4f}',
          file=sys.stderr)


def write(trees):
    for tree in trees.dump_model()['tree_info']:
        questions, answers = [], []

        def walk(node):
            if 'leaf_value' in node:
                answers.append(f'{node["leaf_value"]:.5g}')
                return -len(answers)
            at = len(questions)
            questions.append(None)
            yes, no = walk(node['left_child']), walk(node['right_child'])
            questions[at] = f'{node["split_feature"]},{node["threshold"]:.7g},{yes},{no}'
            return at

        walk(tree['tree_structure'])
        if questions:
            print(' '.join(questions) + '|' + ' '.join(answers))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = sys.argv[1]
    with open(os.path.join(folder, 'truth.jsonl'), encoding='utf-8') as lines:
        truths = {truth['id']: truth for truth in map(json.loads, lines)}
    with open(sys.argv[2], encoding='utf-8') as lines:
        pages = [Page(folder, truths[line['id']], line['blocks']) for line in map(json.loads, lines)]
    validate(pages)
    write(fit(pages))


main()
