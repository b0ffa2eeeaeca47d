"""Reading a declaration: exact scalars, absent facts, dates and moments, and three-valued conditions."""
import csv
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import yaml


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 core scalars; a decimal stays the decimal that was written, a date stays text."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
        ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
        ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"))):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)
_Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
_Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: Decimal(node.value))


def load(text):
    return present(yaml.load(text, _Loader))


def present(value):
    """The same tree without what section 5 calls absent (null, the empty string) and without `x-` keys."""
    if isinstance(value, dict):
        kept = {key: present(item) for key, item in value.items() if not str(key).startswith("x-")}
        return {key: item for key, item in kept.items() if item is not None and item != ""}
    if isinstance(value, list):
        return [present(item) for item in value]
    return value


HEADINGS = {"编号": "id", "数据名称": "name", "数据类别": "category", "数据级别": "level", "记录条数": "records",
            "存储量GB": "storage_gb", "责任部门": "owner", "更新日期": "updated_on"}


def read_catalogue(path):
    """A CSV catalogue: the same columns as a data entry, or their Chinese headings; an empty cell is absent."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = [{HEADINGS.get(key, key): cell for key, cell in row.items() if key and cell} for row in csv.DictReader(file)]
    for row in rows:
        if "storage_gb" in row:
            row["storage_gb"] = Decimal(row["storage_gb"])
    return [row for row in rows if row]


def day_of(text):
    """An `_on` fact (or None where it is absent)."""
    return None if text is None else date.fromisoformat(str(text))


def moment_of(text):
    """An `_at` fact: a date where it is bare, else its time in Shanghai without fractions of a second."""
    if text is None:
        return None
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?\s*([Zz]|[-+]\d\d:\d\d)?)?", str(text))
    day, clock, seconds, offset = match.groups()
    if clock is None:
        return date.fromisoformat(day)
    local = datetime.fromisoformat(f"{day}T{clock}{seconds or ':00'}")
    if offset is None:                               # "a missing offset is +08:00"
        return local
    sign = -1 if offset[0] == "-" else 1
    minutes = 0 if offset in "Zz" else sign * (int(offset[1:3]) * 60 + int(offset[4:6]))
    return local - timedelta(minutes=minutes) + timedelta(hours=8)


def date_part(when):
    return when.date() if isinstance(when, datetime) else when


def midnight(when):
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)


def printed(when):
    """Section 8: a date, or RFC 3339 with +08:00."""
    if when is None:
        return None
    return when.isoformat() + ("+08:00" if isinstance(when, datetime) else "")


class Unknown:
    """The third truth value, and any value that rests on absent facts; `missing` names those that were read."""

    def __init__(self, *missing):
        self.missing = frozenset(missing)

    def __bool__(self):
        raise TypeError("an Unknown is neither true nor false")


def need(owner, path, key, convert=lambda value: value):
    """A fact that `applies` or `due` reads: absent, it is Unknown under the path of the object that lacks it."""
    value = owner.get(key)
    return Unknown(f"{path}.{key}") if value is None else convert(value)


def lift(function, *values):
    """Apply a function, or be Unknown with everything absent among its arguments."""
    absent = [value for value in values if isinstance(value, Unknown)]
    return Unknown(*(name for value in absent for name in value.missing)) if absent else function(*values)


def all_of(*conditions):
    """Three-valued and: one that is surely false decides although another fact is absent."""
    if any(condition is False for condition in conditions):
        return False
    return lift(lambda *_: True, *conditions)


def any_of(*conditions):
    """Three-valued or: one that is surely true decides although another fact is absent."""
    if any(condition is True for condition in conditions):
        return True
    return lift(lambda *_: False, *conditions)


def bad_evidence(path, folder):
    """Why a declared path is no evidence: no regular file, empty, or outside the folder; None where it is good."""
    parts = Path(path).parts
    if Path(path).is_absolute() or ".." in parts:
        return "outside"
    target, root = (Path(folder) / path).resolve(), Path(folder).resolve()
    if root not in target.parents:
        return "outside"
    if not target.is_file():
        return "no file"
    return "empty" if target.stat().st_size == 0 else None
