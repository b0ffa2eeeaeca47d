"""The HTML report as python's own parser reads it: a tree, its findings, and what must not stand in it."""
import base64
import hashlib
import html.parser
import re

VOID = {"meta", "link", "input", "br"}
MISLEADING = re.compile("[\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def shown(text):
    """What a page shows for a text: the text, but for what could do harm."""
    return MISLEADING.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", FORBIDDEN.sub("\ufffd", text))


class Element:
    def __init__(self, name, attributes):
        self.name, self.attributes, self.children = name, attributes, []

    def all(self, name="", kind=""):
        for child in self.children:
            if isinstance(child, Element):
                if name in ("", child.name) and (not kind or kind in child.attributes.get("class", "").split()):
                    yield child
                yield from child.all(name, kind)

    def text(self):
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class Page(html.parser.HTMLParser):
    """Refuses what a browser would have to mend: an end tag that closes nothing, an element left open."""

    def __init__(self, data):
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open, self.comments = [self.root], 0
        self.feed(data.decode("utf-8"))
        self.close()
        assert self.open == [self.root], f"left open: {self.open[-1].name}"

    def handle_starttag(self, name, attributes):
        assert len(dict(attributes)) == len(attributes), f"an attribute twice: {attributes}"
        element = Element(name, {key: value or "" for key, value in attributes})
        self.open[-1].children.append(element)
        if name not in VOID:
            self.open.append(element)

    def handle_endtag(self, name):
        assert self.open[-1].name == name, f"</{name}> where {self.open[-1].name} is open"
        self.open.pop()

    def handle_data(self, text):
        self.open[-1].children.append(text)

    def handle_comment(self, _):
        self.comments += 1


def count(data):
    return sum(1 for _ in Page(data).root.all("article"))


def dangers(data):
    """Whatever could run, load or style something that is not the page's own."""
    page = Page(data)
    found = [] if page.comments == 0 else ["a comment"]
    ids = [element.attributes["id"] for element in page.root.all() if "id" in element.attributes]
    found += [f"id {one} twice" for one in {one for one in ids if ids.count(one) > 1}] if len(ids) < 1000 else []
    for element in page.root.all():
        for key, value in element.attributes.items():
            if key.startswith("on") or key in ("style", "src", "srcset", "action", "formaction", "xlink:href"):
                found.append(f"{element.name} {key}")
            if key == "href" and not (value.startswith("#") or (element.name, value[:10]) == ("link", "data:image")):
                found.append(f"href {value[:80]}")
        if element.name in ("iframe", "object", "embed", "img", "base", "form", "foreignobject", "use"):
            found.append(element.name)
    policy = next(meta.attributes["content"] for meta in page.root.all("meta")
                  if meta.attributes.get("http-equiv") == "Content-Security-Policy")
    for name in ("script", "style"):
        own = list(page.root.all(name))
        digest = base64.b64encode(hashlib.sha256(own[0].text().encode()).digest()).decode()
        if len(own) != 1 or not own[0].text() or f"{name}-src 'sha256-{digest}'" not in policy:
            found.append(f"{len(own)} {name}, policy {policy}")
    return found


def texts(article):
    """What a finding says, under the keys of JSON."""
    bdi = [one.text() for one in next(article.all("h5")).all("bdi")]
    submitted = next(article.all("p", "s"), None)
    facts = [one.text() for one in next(article.all("dl")).all("dd")]
    return {
        "status": article.attributes["class"],
        "task": int(article.attributes["data-t"]),
        "rule": bdi[0],
        "subject": bdi[1],
        "title": next(article.all("p", "t")).text(),
        "submitted": [one.text() for one in submitted.all("bdi")] if submitted else [],
        "reason": "".join(one.text() for one in article.all("p", "why")),
        "missing": [one.text() for paragraph in article.all("p", "m") for one in paragraph.all("code")],
        "sensitive_to": [one.text() for paragraph in article.all("p", "x") for one in paragraph.all("code")],
        "trace": [one.text() for one in article.all("li")],
        "basis": facts[0],
        "place": facts[1],
        "fingerprint": facts[2],
    }


def wanted(finding):
    """The same, from a finding of the JSON report."""
    dates = [finding[key] for key in ("due", "done", "next_due") if finding[key]]
    place = finding["location"]
    told = {key: finding[key] for key in ("status", "task", "fingerprint")}
    told |= {key: shown(finding[key]) for key in ("rule", "subject", "title", "reason", "basis")}
    told |= {key: [shown(one) for one in finding[key]] for key in ("missing", "sensitive_to", "trace")}
    told["submitted"] = [shown(one) for one in (finding["deliverable"], finding["recipient"], *dates)]
    if finding["status"] == "not_applicable":
        told["submitted"] = []
    told["place"] = shown(f"{place['file'].removeprefix('./')}:{place['line']}:{place['column']}")
    return told


def differences(data, report):
    """Where the page and the JSON report of one run disagree."""
    page, found = Page(data), []

    def same(what, one, other):
        if one != other:
            found.append(f"{what}: {str(one)[:200]!r} is not {str(other)[:200]!r}")

    sections = list(page.root.all("section", "decl"))
    same("declarations", len(sections), len(report["declarations"]))
    for section, declaration in zip(sections, report["declarations"]):
        heading = [one.text() for one in next(section.all("h3")).all("bdi")]
        same("heading", heading, [shown(declaration["company"]), shown(declaration["file"])])
        articles = list(section.all("article"))
        same("findings", len(articles), len(declaration["findings"]))
        for article, finding in zip(articles, declaration["findings"]):
            told = texts(article)
            told["fingerprint"] = told["fingerprint"][:32]  # a repeated one has -2
            same(finding["rule"], told, wanted(finding))
    sums = {}
    for declaration in report["declarations"]:
        for status, number in declaration["summary"].items():
            sums[status] = sums.get(status, 0) + number
    tiles = {tile.attributes["data-s"]: int(next(tile.all("b")).text())
             for tile in next(page.root.all("ul", "tiles")).all("li")}
    if report["declarations"]:
        same("tiles", tiles, sums)
    waivers = [shown(waiver["reason"]) for declaration in report["declarations"] for waiver in declaration["waivers"]]
    table = next((one for one in page.root.all("section") if one.attributes.get("id") == "waivers"))
    column = 3 + (len(report["declarations"]) > 1)
    rows = [[cell.text() for cell in row.children if isinstance(cell, Element)]
            for body in table.all("tbody") for row in body.all("tr")]
    same("waivers", [row[column] for row in rows], waivers)
    return found
