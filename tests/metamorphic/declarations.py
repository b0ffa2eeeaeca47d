"""Declarations as YAML nodes, so that one can be spelled in another way or edited without changing anything else; the
program's findings on many of them at once; and the stories under examples/.

A scalar keeps the text that was written. What resolves to what is the core schema of YAML 1.2, as zhudun reads it.
"""
import copy
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/oracle"))
from facts import _Loader as CoreLoader  # noqa: E402  the core schema's resolvers stand there

STR, NULL = "tag:yaml.org,2002:str", "tag:yaml.org,2002:null"
PLACE = re.compile(r" ?[(（][^()（）]*:\d+:\d+[)）]")


class CoreDumper(yaml.SafeDumper):
    """Writes nodes as they are; equal objects become an anchor and its aliases."""


CoreDumper.yaml_implicit_resolvers = CoreLoader.yaml_implicit_resolvers


def parse(text):
    return yaml.compose(text.lstrip("\ufeff"), CoreLoader)


def spell(node, **options):
    return yaml.serialize(node, Dumper=CoreDumper, **{"allow_unicode": True, "width": 1 << 20, **options})


def nodes(node, path=()):
    """Every (path, node) below and including this one; a list's item goes by its number."""
    yield path, node
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from nodes(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from nodes(item, (*path, index))


def child(node, step):
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return node.value[step]


def at(node, path):
    for step in path:
        node = child(node, step) if node is not None else None
    return node


def scalar(text, tag=None):
    if tag is None:
        tag = CoreDumper.resolve(_RESOLVER, yaml.ScalarNode, text, (True, False))
    return yaml.ScalarNode(tag, text)


_RESOLVER = CoreDumper(sys.stdout)


def edited(root, path, change):
    """A tree in which `change` was applied to the parent and the last step of the path; what lies beside is shared."""
    other = copy.copy(root)
    other.value = list(root.value)
    if len(path) == 1:
        change(other, path[0])
        return other
    below = edited(child(root, path[0]), path[1:], change)
    if isinstance(root, yaml.SequenceNode):
        other.value[path[0]] = below
    else:
        other.value = [(key, below if key.value == path[0] else value) for key, value in root.value]
    return other


def drop(parent, step):
    if isinstance(parent, yaml.MappingNode):
        parent.value = [pair for pair in parent.value if pair[0].value != step]
    else:
        del parent.value[step]


def put(value):
    """A change that sets a value (a node, or the text of a plain scalar), also where the key was not there."""
    node = value if isinstance(value, yaml.Node) else scalar(value)

    def change(parent, step):
        if isinstance(parent, yaml.SequenceNode):
            parent.value[step] = node
        elif child(parent, step) is None:
            parent.value.append((scalar(step, STR), node))
        else:
            parent.value = [(key, node if key.value == step else old) for key, old in parent.value]
    return change


def check(zhudun, folder, names, *arguments):
    """{name: the program's declaration} for files of one folder; every one of them must be judged."""
    done = subprocess.run([str(zhudun), "check", *names, "--format", "json", "--all", "--lang", "en", *arguments],
                          cwd=folder, capture_output=True, timeout=600)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"zhudun {names} {arguments} in {folder}: status {done.returncode}\n"
                         f"{done.stderr.decode('utf-8', 'replace')[:3000]}") from None
    judged = {one["file"]: one for one in report["declarations"]}
    if set(judged) != set(map(str, names)):
        raise SystemExit(f"not judged: {set(map(str, names)) - set(judged)}\n{done.stderr.decode('utf-8', 'replace')[:3000]}")
    return judged


def keyed(declaration):
    found = {(finding["rule"], finding["subject"]): finding for finding in declaration["findings"]}
    if len(found) != len(declaration["findings"]):
        raise SystemExit(f"{declaration['file']}: a rule and subject is reported twice")
    return found


def without_places(finding):
    """A finding without where its facts stand in the file."""
    kept = {key: value for key, value in finding.items() if key not in ("location", "trace", "reason")}
    return {**kept, "trace": [PLACE.sub("", step) for step in finding["trace"]], "reason": PLACE.sub("", finding["reason"])}


class Story:
    """One declaration under examples/: its path from its story's folder, and the arguments of the story."""

    def __init__(self, path):
        self.path, self.folder = path, path.parent
        story = next(up for up in path.parents if (up / "expected.args").exists())
        self.name = str(path.relative_to(ROOT / "examples"))
        self.arguments = shlex.split((story / "expected.args").read_text("utf-8"))

    def option(self, name, otherwise=None):
        found = [value for option, value in zip(self.arguments, self.arguments[1:]) if option == name]
        return found[-1] if found else otherwise

    def but_as_of(self, day):
        """The story's arguments for another day."""
        kept = [word for number, word in enumerate(self.arguments)
                if word != "--as-of" and self.arguments[number - 1] != "--as-of"]
        return [*kept, "--as-of", str(day)]


def stories():
    found = sorted(path for path in (ROOT / "examples").rglob("company.yaml") if path.is_file())
    found += sorted(path for path in (ROOT / "examples/group").glob("*/*.yaml") if path.name != "company.yaml")
    return [Story(path) for path in found if any((up / "expected.args").exists() for up in path.parents)]
