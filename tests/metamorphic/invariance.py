#!/usr/bin/env python3
"""The same declaration spelled in other ways gets the same findings, word for word but for the places.

    invariance.py --zhudun PROGRAM [--random N] [--seed S] [--show N] [--keep DIR]

Judged are all stories under examples/ and N random declarations of tests/oracle/generate.py, each with both readers.
Where list items change places, what a finding says about each of them may stand in another order: there everything but
`reason` and `trace` is compared, and `missing` as a set.
"""
import argparse
import copy
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path

import yaml

import declarations
from declarations import NULL, STR, keyed, nodes, parse, spell, without_places

import compare  # noqa: E402  tests/oracle, on the path by way of declarations

ORDERED = {"filings"}          # "of two on one day the later in the list": these keep their order within a day


def restyled(root, style, also_keys=False):
    """Every text in one quoting style; numbers, truth values and nulls are no texts."""
    other = copy.deepcopy(root)
    for _, node in nodes(other):
        if isinstance(node, yaml.ScalarNode) and node.tag == STR:
            node.style = style
        if isinstance(node, yaml.MappingNode) and also_keys:
            for key, _ in node.value:
                key.style = style
    return other


def flowing(root, flow):
    other = copy.deepcopy(root)
    for _, node in nodes(other):
        if isinstance(node, yaml.CollectionNode):
            node.flow_style = flow
        elif node.style in ("|", ">"):
            node.style = '"'
    return other


def shuffled_keys(root, rng):
    other = copy.deepcopy(root)
    for _, node in nodes(other):
        if isinstance(node, yaml.MappingNode):
            rng.shuffle(node.value)
    return other


def shuffled_items(root, rng):
    other = copy.deepcopy(root)
    for path, node in nodes(other):
        if isinstance(node, yaml.SequenceNode):
            before = list(node.value)
            rng.shuffle(node.value)
            if path and path[-1] in ORDERED:
                node.value = in_order_of_a_day(node.value, before)
    return other


def in_order_of_a_day(items, before):
    """These items, where those of one day stand in the order that they had."""
    def day(item):
        found = declarations.child(item, "filed_on")
        return found.value if found is not None else ""
    waiting = {}
    for item in before:
        waiting.setdefault(day(item), []).append(item)
    return [waiting[day(item)].pop(0) for item in items]


def shared(root):
    """Equal subtrees become one object, which is written as an anchor and its aliases."""
    other, seen = copy.deepcopy(root), {}

    def one(node):
        if isinstance(node, yaml.MappingNode):
            node.value = [(key, one(value)) for key, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            node.value = [one(item) for item in node.value]
        return seen.setdefault(spell(node), node)
    return one(other)


def commented(root, rng):
    """Comments and blank lines wherever they may stand; no scalar goes over several lines here."""
    text = spell(flowing(root, False))
    lines = ["# 申报 # comment: {not: yaml}", "", "#"]
    for line in text.splitlines():
        lines.append(line + rng.choice(["", "   ", "  # 注", " #", "\t# x: y"]))
        lines += rng.choice([[], [], [""], ["# - z: 1"], ["      # deep", "", "#shallow"], ["   "]])
    return "\n".join(lines) + "\n"


def as_json(node):
    if isinstance(node, yaml.MappingNode):
        return "{" + ", ".join(f"{json.dumps(key.value)}: {as_json(value)}" for key, value in node.value) + "}"
    if isinstance(node, yaml.SequenceNode):
        return "[" + ", ".join(map(as_json, node.value)) + "]"
    if node.tag == STR:
        return json.dumps(node.value, ensure_ascii=node.value.isascii())
    return {"null": "null", "bool": node.value.lower()}.get(node.tag.rpartition(":")[2], node.value)


def without_absent(root):
    """Null and the empty text are absent: such keys are left out."""
    other = copy.deepcopy(root)
    for _, node in nodes(other):
        if isinstance(node, yaml.MappingNode):
            node.value = [(key, value) for key, value in node.value
                          if not (isinstance(value, yaml.ScalarNode) and (value.tag == NULL or value.value == ""))]
    return other


def nulls(root, text):
    other = copy.deepcopy(root)
    for _, node in nodes(other):
        if isinstance(node, yaml.ScalarNode) and node.tag == NULL:
            node.value = text
    return other


def variants(text, rng):
    """{name: bytes}: "order" at a name's beginning says that list items changed places."""
    root = parse(text)
    made = {
        "as-written": text,
        "re-spelled": spell(root),
        "narrow": spell(root, width=40),
        "indent-7": spell(flowing(root, False), indent=7),
        "document-marks": f"--- # first\n{spell(root)}...\n",
        "anchors": spell(shared(root)),
        "anchors-flow": spell(shared(flowing(root, True))),
        "flow": spell(flowing(root, True)),
        "flow-broken": spell(flowing(root, True), width=20),
        "json": as_json(root) + "\n",
        "double-quoted": spell(restyled(root, '"', True)),
        "escaped": spell(restyled(root, '"'), allow_unicode=False),
        "single-quoted": spell(restyled(root, "'")),
        "plain": spell(restyled(root, None)),
        "absent-left-out": spell(without_absent(root)),
        "null-tilde": spell(nulls(root, "~")),
        "null-word": spell(nulls(root, "null")),
        "crlf": text.replace("\r\n", "\n").replace("\n", "\r\n"),
        "bom": "\ufeff" + text,
        "bom-crlf-json": "\ufeff" + as_json(root) + "\r\n",
        "no-last-newline": text.rstrip("\n"),
    }
    for number in range(2):
        made[f"commented-{number}"] = commented(root, rng)
        made[f"keys-{number}"] = spell(shuffled_keys(root, rng))
        made[f"order-{number}"] = spell(shuffled_items(root, rng))
    everything = commented(shuffled_items(shuffled_keys(root, rng), rng), rng)
    made["order-keys-comments"] = "\ufeff" + everything.replace("\n", "\r\n")
    return {name: value.encode("utf-8") for name, value in made.items()}


def comparable(finding, order):
    found = without_places(finding)
    if order:
        del found["reason"], found["trace"]
        found["missing"] = sorted(found["missing"])
    return found


def differences(base, other, order):
    one, two = keyed(base), keyed(other)
    for key in sorted(one.keys() | two.keys()):
        before, after = (comparable(side[key], order) if key in side else None for side in (one, two))
        if before != after:
            fields = [field for field in before or {} if after and before[field] != after[field]] or ["presence"]
            yield f"{' '.join(key)}: " + "; ".join(
                f"{field} {(before or {}).get(field)!r} -> {(after or {}).get(field)!r}" for field in fields)
    if base["summary"] != other["summary"]:
        yield f"summary {base['summary']} -> {other['summary']}"
    if base["company"] != other["company"]:
        yield f"company {base['company']!r} -> {other['company']!r}"


class Comparison:
    def __init__(self, zhudun, show, keep):
        self.zhudun, self.show, self.keep = zhudun, show, keep
        self.judged, self.faults = 0, []

    def run(self, what, folder, name, arguments, seed):
        """Writes the variants beside the declaration and compares their findings with its own."""
        text = (folder / name).read_bytes().decode("utf-8")
        made = variants(text, random.Random(seed))
        files = {f"{Path(name).stem}.{variant}.yaml": variant for variant in made}
        for file, variant in files.items():
            (folder / file).write_bytes(made[variant])
        base = declarations.check(self.zhudun, folder, [name], *arguments)[name]
        for reader in ("fast", "yaml-cpp"):
            found = declarations.check(self.zhudun, folder, list(files), *arguments, "--reader", reader)
            for file, variant in files.items():
                self.judged += 1
                wrong = list(differences(base, found[file], variant.startswith("order")))
                if wrong:
                    self.faults.append((f"{what}, {variant}, reader {reader}: {' '.join(arguments)}", wrong))
                    if self.keep:
                        self.keep.mkdir(parents=True, exist_ok=True)
                        (self.keep / f"{len(self.faults)}.{file}").write_bytes(made[variant])

    def close(self):
        for what, wrong in self.faults[:self.show]:
            print(f"FAILED {what}")
            print("\n".join(f"  {line}" for line in wrong[:5]))
        print(f"{self.judged - len(self.faults)} passed, {len(self.faults)} failed")
        return int(bool(self.faults))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--zhudun", required=True, type=lambda path: Path(path).resolve())
    parser.add_argument("--random", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--keep", type=Path, help="write the spellings that differ here")
    asked = parser.parse_args()
    comparison = Comparison(asked.zhudun, asked.show, asked.keep)
    with tempfile.TemporaryDirectory() as temporary:
        for number, story in enumerate(declarations.stories()):
            folder = Path(temporary) / "stories" / str(number)
            shutil.copytree(story.folder, folder)
            comparison.run(story.name, folder, story.path.name, story.arguments, asked.seed)
        for evidence, share in ((False, 2 * asked.random // 3), (True, asked.random // 3)):
            for batch, most in compare.rounds(asked.seed, share, evidence):
                folder = Path(temporary) / f"random-{evidence}" / str(batch.seed)
                folder.mkdir(parents=True)
                for path in batch.write(folder, most):
                    comparison.run(f"seed {batch.seed}, {path.name}", path.parent, path.name, batch.arguments(),
                                   batch.seed)
    return comparison.close()


if __name__ == "__main__":
    sys.exit(main())
