"""Every mutant of a rule pack: one file's text with one slip of the pen in it.

A mutant is named by `pack file place | kind | what`, and by nothing that moves when a line is added elsewhere.
"""
import sys
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

import expressions

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/metamorphic"))
from declarations import child, nodes, parse  # noqa: E402

RULES = ROOT / "rules"
EXPRESSIONS = ("section", "starts", "arises", "due", "done", "cycle")
ANSWERS = ("strict", "default", "loose")


@dataclass(frozen=True)
class Mutant:
    pack: str
    file: str
    place: str        # T05.1 due, function moved, reading rest_day, ...
    kind: str
    what: str
    text: str         # the whole file, mutated

    @property
    def name(self):
        return f"{self.pack} {self.file} {self.place} | {self.kind} | {self.what}"


class Source:
    """A pack's file, and edits of it by the places of its nodes."""

    def __init__(self, pack, file, path=None, siblings=None):
        self.pack, self.file, self.siblings = pack, file, siblings
        self.text = (path or RULES / pack / file).read_text("utf-8")
        self.root = parse(self.text)

    def raw(self, node):
        return self.text[node.start_mark.index:node.end_mark.index]

    def replaced(self, node, new):
        begin, end = node.start_mark.index, node.end_mark.index
        if self.text[begin:end].endswith("\n"):
            new += "\n"
        return self.text[:begin] + new + self.text[end:]

    def lines_of(self, first, last):
        """Where the lines of a block's entry begin and end."""
        begin = self.text.rfind("\n", 0, first.start_mark.index) + 1
        end = last.end_mark.index
        start_of_line = self.text.rfind("\n", 0, end) + 1
        if not self.text[start_of_line:end].strip():
            return begin, start_of_line
        after = self.text.find("\n", end)
        return begin, len(self.text) if after < 0 else after + 1

    def without(self, parent, index):
        """The text without one entry of a mapping or a list."""
        entry = parent.value[index]
        first, last = entry if isinstance(entry, tuple) else (entry, entry)
        if parent.flow_style:
            kept = [one for number, one in enumerate(parent.value) if number != index]
            if isinstance(parent, yaml.MappingNode):
                inside = ", ".join(f"{self.raw(key)}: {self.raw(value)}" for key, value in kept)
                return self.replaced(parent, "{" + inside + "}")
            return self.replaced(parent, "[" + ", ".join(map(self.raw, kept)) + "]")
        begin, end = self.lines_of(first, last)
        return self.text[:begin] + self.text[end:]

    def without_key(self, parent, key):
        at = next(number for number, (name, _) in enumerate(parent.value) if name.value == key)
        return self.without(parent, at)

    def mutant(self, place, kind, what, text):
        return Mutant(self.pack, self.file, place, kind, what, text)

    def of_expression(self, place, node):
        for kind, what, new in expressions.mutants(node.value, self.siblings):
            yield self.mutant(place, kind, what, self.replaced(node, quoted(new)))

    def of_day(self, place, node):
        for step in (-1, 1):
            day = date.fromisoformat(node.value) + timedelta(days=step)
            yield self.mutant(place, "date", f"{node.value} ⇒ {day}", self.replaced(node, str(day)))


def quoted(expression):
    return '"' + expression.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def pairs(node):
    return {key.value: value for key, value in node.value} if node is not None else {}


# -- a rule ------------------------------------------------------------------------------------------------------------
def of_rule(source, index, rule, recipients, tasks):
    parts, rules = pairs(rule), child(source.root, "rules")
    name = parts["id"].value
    if len(rules.value) > 1:
        yield source.mutant(name, "rule", "dropped", source.without(rules, index))
    recipient = parts["recipient"]
    for other in recipients:
        if other != recipient.value:
            yield source.mutant(name, "recipient", f"{recipient.value} ⇒ {other}", source.replaced(recipient, other))
    for step in (-1, 1):
        other = str(int(parts["task"].value) + step)
        if other in tasks:
            yield source.mutant(name, "task", f"{parts['task'].value} ⇒ {other}", source.replaced(parts["task"], other))
    yield from of_binding(source, name, rule, parts)
    for key in EXPRESSIONS:
        if key in parts and key != "done":
            yield source.mutant(name, "part", f"{key} dropped", source.without_key(rule, key))
    for key in EXPRESSIONS:
        if key in parts and key != "section":
            yield from source.of_expression(f"{name} {key}", parts[key])
    for key, value in pairs(parts.get("let")).items():
        yield from source.of_expression(f"{name} let {key}", value)
    if "subject" in parts:
        yield source.mutant(name, "subject", "another one", source.replaced(parts["subject"], parts["subject"].value + "~"))
    if "each" in parts and len(parts["each"].value) > 1:
        yield source.mutant(name, "each", "the inner list dropped", source.without(parts["each"], 1))
    for key in ("needs", "evidence", "scope", "applies"):
        if key in parts:
            yield from of_list(source, name, rule, key, parts[key])
    if "effective" in parts:
        yield source.mutant(name, "part", "effective dropped", source.without_key(rule, "effective"))
        for key, value in pairs(parts["effective"]).items():
            yield from source.of_day(f"{name} effective {key}", value)


def of_binding(source, name, rule, parts):
    if "binding" in parts:
        yield source.mutant(name, "binding", "mandatory", source.without_key(rule, "binding"))
    else:
        task = parts["task"]
        yield source.mutant(name, "binding", "encouraged", source.replaced(task, f"{task.value}\n    binding: encouraged"))


def of_list(source, name, rule, key, node):
    """Each entry of needs, evidence, scope or applies dropped, and the expressions in them mutated."""
    for number, item in enumerate(node.value):
        place = f"{name} {key} {number + 1}"
        text = source.without(node, number) if len(node.value) > 1 else source.without_key(rule, key)
        yield source.mutant(place, "entry", "dropped", text)
        expression = child(item, "if") if key == "applies" else item
        if key != "scope":
            yield from source.of_expression(place, expression)


# -- pack.yaml ---------------------------------------------------------------------------------------------------------
def of_pack(source):
    root = source.root
    for name, parameter in pairs(child(root, "parameters")).items():
        yield from of_parameter(source, f"parameter {name}", parameter)
    for name, reading in pairs(child(root, "readings")).items():
        yield from of_reading(source, f"reading {name}", reading)
    for name, recipient in pairs(child(root, "recipients")).items():
        if child(recipient, "submitted") is None:
            yield source.mutant(f"recipient {name}", "submitted", "false",
                                source.replaced(recipient, source.raw(recipient).rstrip()[:-1] + ", submitted: false}"))
        else:
            yield source.mutant(f"recipient {name}", "submitted", "true", source.without_key(recipient, "submitted"))
    for name, condition in pairs(child(root, "conditions")).items():
        test = child(condition, "if")
        yield from source.of_expression(f"condition {name}", test)
        for value in ("true", "false", f"!({test.value})"):
            yield source.mutant(f"condition {name}", "condition", value, source.replaced(test, quoted(value)))
    for name, function in pairs(child(root, "functions")).items():
        yield from source.of_expression(f"function {name}", child(function, "is"))


def of_parameter(source, place, parameter):
    value = child(parameter, "value")
    for step in (-1, 1):
        other = str(int(value.value) + step)
        yield source.mutant(place, "number", f"{value.value} ⇒ {other}", source.replaced(value, other))
    effective = child(parameter, "effective")
    if effective is None:
        return
    yield source.mutant(place, "part", "effective dropped", source.without_key(parameter, "effective"))
    for period in effective.value:
        for key, node in pairs(period).items():
            if key != "value":
                yield from source.of_day(f"{place} {key}", node)
                continue
            for step in (-1, 1):
                other = str(int(node.value) + step)
                yield source.mutant(f"{place} effective", "number", f"{node.value} ⇒ {other}", source.replaced(node, other))


def of_reading(source, place, reading):
    parts = pairs(reading)
    number = child(reading, "type") is not None
    words = [key.value for key, _ in parts["values"].value]
    for answer in ANSWERS:
        node = parts[answer]
        others = [word for word in words if word != node.value]
        if number and node.value != "none":
            others += [str(int(node.value) - 1), str(int(node.value) + 1)]
        elif number:
            others.append("0")
        for other in others:
            text = other if other.isdigit() else f"'{other}'"
            yield source.mutant(f"{place} {answer}", "answer", f"{node.value} ⇒ {other}", source.replaced(node, text))


# -- the declaration's schema ------------------------------------------------------------------------------------------
BOUNDS = ("minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern", "const", "format", "x-path",
          "x-table")


def of_schema(source):
    seen = set()
    for path, node in nodes(source.root):
        if not isinstance(node, yaml.MappingNode) or id(node) in seen or path and path[-1] in ("properties", "$defs"):
            continue
        seen.add(id(node))
        place = "/".join(str(step) for step in path if step not in ("properties",)) or "/"
        parts = pairs(node)
        for key in ("enum", "required"):
            values = parts.get(key)
            if not isinstance(values, yaml.SequenceNode):
                continue
            for number, word in enumerate(values.value):
                if len(values.value) > 1:
                    text = source.without(values, number)
                else:
                    text = source.without_key(node, key)
                yield source.mutant(place, key, f"{word.value} dropped", text)
        yield from of_bounds(source, place, node, parts)


def of_bounds(source, place, node, parts):
    for key in BOUNDS:
        value = parts.get(key)
        if not isinstance(value, yaml.ScalarNode):
            continue
        yield source.mutant(place, key, "dropped", source.without_key(node, key))
        if value.value.lstrip("-").isdigit():
            for step in (-1, 1):
                other = str(int(value.value) + step)
                yield source.mutant(place, key, f"{value.value} ⇒ {other}", source.replaced(value, other))


# -- the calendar ------------------------------------------------------------------------------------------------------
def of_calendar(source):
    for year in child(source.root, "years").value:
        place = child(year, "year").value
        holidays, make_up = child(year, "holidays"), child(year, "make_up")
        for number, holiday in enumerate(holidays.value):
            first, last = child(holiday, "from"), child(holiday, "to")
            named = f"{place} {child(child(holiday, 'name'), 'en').value}"
            yield source.mutant(named, "holiday", "dropped", source.without(holidays, number))
            yield from source.of_day(f"{named} from", first)
            yield from source.of_day(f"{named} to", last)
        for number, day in enumerate(make_up.value):
            yield source.mutant(f"{place} make_up", "make-up day", f"{day.value} dropped", source.without(make_up, number))
            yield from source.of_day(f"{place} make_up", day)


def siblings_of(*schemas):
    """{key: the keys that stand beside it with the same type and format}, over all objects that have the key."""
    found = {}
    for schema in schemas:
        for path, node in nodes(schema.root):
            if not path or path[-1] != "properties":
                continue
            kinds = {}
            for key, value in pairs(node).items():
                parts = {name: schema.raw(part) for name, part in pairs(value).items() if name in ("type", "format", "$ref")}
                if "items" not in pairs(value) and parts.get("type") != "object" and len(parts) > 1:
                    kinds.setdefault(str(sorted(parts.items())), []).append(key)
            for keys in kinds.values():
                for key in keys:
                    found.setdefault(key, {}).update(dict.fromkeys(other for other in keys if other != key))
    return {key: list(others) for key, others in found.items()}


def all_mutants():
    """Those of every_mutant, each with a name of its own: the second of one name is numbered."""
    seen = {}
    for mutant in every_mutant():
        seen[mutant.name] = seen.get(mutant.name, 0) + 1
        yield replace(mutant, what=f"{mutant.what} (no. {seen[mutant.name]})") if seen[mutant.name] > 1 else mutant


def every_mutant():
    """Those of every pack under rules/, and of the calendar as one file of the pack that names it."""
    packs = sorted(path.parent.name for path in RULES.glob("*/pack.yaml"))
    below = Source(packs[0], "pack.yaml").root          # what the other packs extend
    for pack in packs:
        head = Source(pack, "pack.yaml")
        recipients, tasks = ([*pairs(child(below, key)), *pairs(child(head.root, key))] for key in ("recipients", "tasks"))
        siblings = siblings_of(*(Source(name, "declaration.schema.yaml") for name in {packs[0]: 0, pack: 0}
                                 if (RULES / name / "declaration.schema.yaml").exists()))
        for path in sorted((RULES / pack).glob("*.yaml")):
            if path.name.endswith(".test.yaml"):
                continue
            source = head if path.name == "pack.yaml" else Source(pack, path.name, siblings=siblings)
            if path.name == "pack.yaml":
                yield from of_pack(source)
            elif path.name.endswith(".schema.yaml"):
                yield from of_schema(source)
            else:
                for index, rule in enumerate(child(source.root, "rules").value):
                    yield from of_rule(source, index, rule, dict.fromkeys(recipients), tasks)
    yield from of_calendar(Source("shanghai-iov-2025", "calendars/cn.yaml", RULES / "calendars/cn.yaml"))
