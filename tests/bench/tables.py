"""The tables of a run, for a terminal and for README.md, from what bench.py writes as JSON."""
import re
import unicodedata

WORDS = {
    "en": {"work": "work", "target": "target", "measured": "measured", "met": "met", "yes": "yes", "no": "no", "x": "{} x",
           "cpu": "{}; of processor time {}",
           "program": "program", "grows": "what grows", "time": "exponent of time", "memory": "of memory", "s": "{:.3g} s",
           "small": "small", "entries": "100,000 entries", "peak": "peak memory", "files": "2,000 files"},
    "zh": {"work": "工作", "target": "目标", "measured": "实测", "met": "达到", "yes": "是", "no": "否", "x": "{} 倍",
           "cpu": "{}；按处理器时间 {}",
           "program": "程序", "grows": "增长的是", "time": "时间的指数", "memory": "内存的指数", "s": "{:.3g} 秒",
           "small": "小申报", "entries": "10 万条目", "peak": "内存峰值", "files": "2000 个文件"},
}


def number(value):
    return f"{value:,.0f}" if value >= 1000 else f"{value:g}"


def measured(verdict, language):
    def spelled(value):
        unit = verdict["unit"]
        return f"{number(value)} {unit[language]}" if unit else WORDS[language]["x"].format(number(value))
    said = spelled(verdict["measured"])
    return said if verdict["cpu"] is None else WORDS[language]["cpu"].format(said, spelled(verdict["cpu"]))


def targets(found, language):
    words = WORDS[language]
    yield [words["work"], words["target"], words["measured"], words["met"]]
    for row in found["rows"]:
        for at, verdict in enumerate(row["verdicts"]):
            what = f"{verdict['what'][language]}: " if language == "en" else f"{verdict['what'][language]}："
            yield [row["work"][language] if at == 0 else "", row["target"][language] if at == 0 else "",
                   what + measured(verdict, language), words["yes"] if verdict["met"] else words["no"]]


def peers(found, language):
    """Everyone who read the same files, by the time of the largest."""
    words = WORDS[language]
    rows = {row["name"]: {one["name"]: one for one in row["contenders"]} for row in found["rows"]}
    wanted = [rows.get(name, {}) for name in ("small", "entries", "files")]
    names = sorted({name for one in wanted for name in one},
                   key=lambda name: [one[name]["wall_s"]["median"] for one in wanted[1:] + wanted if name in one][0])
    yield [words["program"], words["small"], words["entries"], words["peak"], words["files"]]
    for name in names:
        small, entries, files = (one.get(name) for one in wanted)
        about = next(one[name]["about"][language] for one in wanted if name in one)

        def seconds(took):
            if not took:
                return ""
            median = took["wall_s"]["median"]
            return f"{median * 1000:.3g} ms" if median < 0.1 else f"{median:.3g} s"
        peak = f"{mebibytes(entries)} MiB" if entries else ""
        yield [name + (": " if language == "en" else "：") + about, seconds(small), seconds(entries), peak, seconds(files)]


def mebibytes(took):
    return f"{took['peak_kib']['median'] / 1024:.0f}"


def growth(found, language):
    words = WORDS[language]
    sizes = sorted({point["size"] for one in found["growth"] for point in one["points"]})
    yield [words["grows"], *(f"{size:,}" for size in sizes), words["time"], words["memory"]]
    for one in found["growth"]:
        took = {point["size"]: point for point in one["points"]}
        cells = [f"{point['wall_s']['median']:.3g} s, {mebibytes(point)} MiB" if point else "–" for point in map(took.get, sizes)]
        for key in ("cpu_s", "peak_kib"):
            fit = one["exponents"][key]
            cells.append(f"{fit['fit']:.2f}{' !' if fit['steep'] else ''}" if fit else "")
        yield [one["what"][language], *cells]


def spreads(found):
    """Every contender with its spread, for a terminal."""
    yield ["row", "contender", "runs", "wall s", "min..max", "cpu s", "peak MiB"]
    for row in found["rows"]:
        for at, one in enumerate(row["contenders"]):
            wall = one["wall_s"]
            yield [row["name"] if at == 0 else "", f"{one['name']}", str(one["runs"]), f"{wall['median']:.4g}",
                   f"{wall['min']:.4g}..{wall['max']:.4g}", f"{one['cpu_s']['median']:.4g}", mebibytes(one)]


def width(text):
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def plain(rows):
    rows = list(rows)
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths)).rstrip()


def markdown(rows):
    head, *rest = rows
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rest]) + "\n"


PARTS = {"targets": targets, "peers": peers, "growth": growth}
PLACE = re.compile(r"(<!-- bench: (\w+) (en|zh) -->\n).*?(<!-- /bench -->)", re.S)


def said_when(found, language):
    machine, day = found["machine"], found["date"]
    cores = machine["cores"]
    if language == "en":
        return f"Measured on {day}, on {cores} shared cores of {machine['processor']}, {machine['system']}.\n"
    return f"{day} 实测，{machine['system']}，{machine['processor']} 的 {cores} 个共享核。\n"


def into_readme(text, found, whole):
    """README.md with what was measured; a table of which not every row was stays as it is."""
    def fresh(place):
        head, part, language, foot = place.groups()
        if not whole["growth" if part == "growth" else "rows"]:
            return place.group(0)
        return head + (said_when(found, language) if part == "when" else markdown(PARTS[part](found, language))) + foot
    return PLACE.sub(fresh, text)
