"""Mutants of one CEL expression: (kind, what was changed, the new expression), each a single slip of the pen.

A small parser gives each sub-expression its span; what is between the spans is kept as it was written.
"""
import re
from datetime import date, timedelta

TOKEN = re.compile(r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)
                       |(?P<sign>&&|\|\||<=|>=|==|!=|[-+*/%!<>?:.,()\[\]{}]))""", re.X)
RELATIONS = ("<", "<=", ">", ">=", "==", "!=", "in")
FLIPS = {"<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
LEVELS = (("||",), ("&&",), RELATIONS, ("+", "-"), ("*", "/", "%"))
MACROS = {"filter", "exists", "all", "map", "exists_one"}
METHODS = {"earliest": "latest", "latest": "earliest", "exists": "all", "all": "exists", "addDays": "addWorkdays",
           "addWorkdays": "addDays", "addMonths": "addDays", "addYears": "addMonths", "addHours": "addDays"}


class Node:
    def __init__(self, kind, begin, end, parts=(), sign=None, at=None):
        self.kind, self.begin, self.end, self.parts, self.sign, self.at = kind, begin, end, list(parts), sign, at

    def walk(self):
        yield self
        for part in self.parts:
            yield from part.walk()


class Parser:
    """What the packs write of CEL; `at` is where an operator or a method's name stands."""

    def __init__(self, text):
        self.text, self.tokens, place = text, [], 0
        while text[place:].strip():
            match = TOKEN.match(text, place)
            if not match:
                raise ValueError(f"no token at {place} of {text}")
            self.tokens.append((match.lastgroup, match[match.lastgroup], match.start(match.lastgroup), match.end()))
            place = match.end()
        self.next = 0

    def peek(self):
        return self.tokens[self.next][1] if self.next < len(self.tokens) else None

    def take(self, *wanted):
        if self.next < len(self.tokens) and (not wanted or self.peek() in wanted):
            self.next += 1
            return self.tokens[self.next - 1]
        return None

    def expect(self, sign):
        token = self.take(sign)
        if not token:
            raise ValueError(f"{sign} expected, {self.peek()} found in {self.text}")
        return token

    def whole(self):
        node = self.ternary()
        if self.peek() is not None:
            raise ValueError(f"{self.peek()} is left over in {self.text}")
        return node

    def ternary(self):
        test = self.level(0)
        if not self.take("?"):
            return test
        then = self.ternary()
        self.expect(":")
        other = self.ternary()
        return Node("?:", test.begin, other.end, (test, then, other))

    def level(self, number):
        if number == len(LEVELS):
            return self.unary()
        left = self.level(number + 1)
        while token := self.take(*LEVELS[number]):
            right = self.level(number + 1)
            kind = "relation" if LEVELS[number] is RELATIONS else token[1] if number < 2 else "arithmetic"
            left = Node(kind, left.begin, right.end, (left, right), token[1], (token[2], token[3]))
        return left

    def unary(self):
        if token := self.take("!", "-"):
            operand = self.unary()
            kind = "not" if token[1] == "!" else "minus"
            return Node(kind, token[2], operand.end, (operand,), token[1], (token[2], token[3]))
        return self.member(self.primary())

    def list_of(self, end):
        parts = []
        while self.peek() != end:
            parts.append(self.ternary())
            if not self.take(","):
                break
        return parts, self.expect(end)

    def primary(self):
        kind, text, begin, end = self.take()
        if kind in ("string", "number"):
            return Node(kind, begin, end, sign=text)
        if kind == "name":
            if self.take("("):
                parts, last = self.list_of(")")
                return Node("call", begin, last[3], parts, text, (begin, end))
            return Node("name", begin, end, sign=text)
        if text == "[":
            parts, last = self.list_of("]")
            return Node("list", begin, last[3], parts)
        if text == "(":
            inner = self.ternary()
            return Node("paren", begin, self.expect(")")[3], (inner,))
        raise ValueError(f"{text} in {self.text}")

    def member(self, node):
        while token := self.take(".", "["):
            if token[1] == "[":
                index = self.ternary()
                node = Node("index", node.begin, self.expect("]")[3], (node, index))
                continue
            _, name, begin, end = self.take()
            if self.take("("):
                parts, last = self.list_of(")")
                node = Node("method", node.begin, last[3], (node, *parts), name, (begin, end))
            else:
                node = Node("select", node.begin, end, (node,), name, (begin, end))
        return node


def mutants(text, siblings=None):
    """Every (kind, what, new text) of an expression; `siblings` are the facts that stand beside one, of the same type."""
    for node in Parser(text).whole().walk():
        found = list(changes(text, node))
        if node.kind == "select":
            found += [("fact", *node.at, other) for other in (siblings or {}).get(node.sign, ())]
        for kind, begin, end, new in found:
            was, now = text[node.begin:node.end], text[node.begin:begin] + new + text[end:node.end]
            yield kind, f"{shorten(was)} ⇒ {shorten(now)}", text[:begin] + new + text[end:]


def shorten(text):
    return " ".join(text.split())


def changes(text, node):
    """(kind, begin, end, replacement) of one node."""
    def of(part):
        return text[part.begin:part.end]
    whole = (node.begin, node.end)
    if node.kind == "relation":
        for sign in FLIPS.get(node.sign, ()):
            yield "comparison", *node.at, sign
        if node.sign == "in":
            yield "negation", *whole, f"!({of(node)})"
    elif node.kind in ("&&", "||"):
        yield "and-or", *node.at, "||" if node.kind == "&&" else "&&"
        for part in node.parts:
            yield "operand", *whole, f"({of(part)})"
    elif node.kind == "not":
        yield "negation", *whole, of(node.parts[0])
    elif node.kind == "?:":
        yield "negation", node.parts[0].begin, node.parts[0].end, f"!({of(node.parts[0])})"
        for part in node.parts[1:]:
            yield "branch", *whole, f"({of(part)})"
    elif node.kind == "arithmetic":
        yield "arithmetic", *node.at, {"+": "-", "-": "+", "*": "/", "/": "*", "%": "*"}[node.sign]
    elif node.kind == "number":
        for step in (-1, 1):
            yield "number", *whole, str(int(node.sign) + step)
    elif node.kind == "string":
        yield "word", *whole, f"{node.sign[:-1]}~{node.sign[-1]}"
    elif node.kind == "list" and node.parts:
        for part in node.parts:
            yield "element", *whole, "[" + ", ".join(of(other) for other in node.parts if other is not part) + "]"
    elif node.kind == "call":
        yield from call_changes(text, node, of)
    elif node.kind == "method":
        yield from method_changes(text, node, of)
    elif node.kind == "index":
        yield "number", *whole, f"{of(node.parts[0])}[0]"


def call_changes(text, node, of):
    whole = (node.begin, node.end)
    if node.sign == "has":
        yield "negation", *whole, f"!{of(node)}"
    if node.sign == "date" and all(part.kind == "number" for part in node.parts) and len(node.parts) == 3:
        day = date(*(int(of(part)) for part in node.parts))
        for step in (-1, 1):
            other = day + timedelta(days=step)
            yield "date", *whole, f"date({other.year}, {other.month}, {other.day})"


def method_changes(text, node, of):
    whole, name = (node.begin, node.end), node.sign
    if name in METHODS:
        yield "method", *node.at, METHODS[name]
    if name in MACROS and (name != "map" or len(node.parts) == 4):
        test = node.parts[2]
        yield "negation", test.begin, test.end, f"!({of(test)})"
    if name == "filter":
        yield "filter", *whole, of(node.parts[0])
    if name == "map" and len(node.parts) == 4:
        yield "filter", *whole, f"{of(node.parts[0])}.map({of(node.parts[1])}, {of(node.parts[3])})"
