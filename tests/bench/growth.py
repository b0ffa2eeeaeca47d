"""How time and memory grow from a thousand to a million, and the exponent of that growth.

The exponent is the slope of the least-squares line through (log size, log median) over the upper decades, from the second
size on: the first is mostly the start of the program. `last` is the slope of the last decade alone, where what grows
faster shows first. Above 1.1 either is marked. A size that would take longer, or more memory, than the limits below, by what
the size before took, is left out, and the result says so.
"""
from math import log

from measure import Contender, measure

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (50, 500, 2_000)
STEEPEST = 1.1
LONGEST_S = 120
MOST_KIB = 10 << 20


def slope(points):
    """Of the least-squares line."""
    xs, ys = [log(x) for x, _ in points], [log(max(y, 1e-9)) for _, y in points]
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)) / sum((x - x_mean) ** 2 for x in xs)


def exponents(points):
    upper = points[1:] if len(points) > 2 else points
    if len(upper) < 2:
        return None
    fit, last = slope(upper), slope(points[-2:])
    return {"fit": round(fit, 3), "last": round(last, 3), "over": [size for size, _ in upper], "steep": max(fit, last) > STEEPEST}


AXES = {  # what grows: how the input is called, what check is told, in which words
    "entries": ("entries", (), {"en": "catalogue entries", "zh": "目录条目"}),
    "table": ("table", (), {"en": "rows of a CSV catalogue", "zh": "CSV 目录的行"}),
    "findings": ("findings", ("--format", "json", "--limit", "missing=2000000"), {"en": "findings, as JSON", "zh": "结果，输出 JSON"}),
    "files": ("files", ("--quiet",), {"en": "small files, no report", "zh": "小文件，不输出报告"}),
}


def too_much(points, size):
    """Why the next size is left out, by what the last one took."""
    if not points:
        return None
    scale = 1.2 * size / points[-1]["size"]
    seconds, kib = points[-1]["wall_s"]["median"] * scale, points[-1]["peak_kib"]["median"] * scale
    if seconds > LONGEST_S:
        return f"would take some {seconds:.0f} s"
    return f"would take some {kib / (1 << 20):.0f} GiB of memory" if kib > MOST_KIB else None


def grow(place, axis, sizes, rounds, say):
    kind, options, words = AXES[axis]
    points, left_out = [], []
    for size in sizes:
        why = too_much(points, size)
        if why:
            left_out.append({"size": size, "why": why})
            break
        path = place.input(kind, size)
        one = Contender("zhudun", place.check(path, *options), statuses=(0, 1), most=rounds if size < 1_000_000 else 1)
        took = measure(place.peer("timed"), [one], rounds, say)["zhudun"]
        points.append({"size": size, **{key: took[key] for key in ("wall_s", "cpu_s", "peak_kib", "runs")}})
    fitted = {key: exponents([(point["size"], point[key]["median"]) for point in points])
              for key in ("wall_s", "cpu_s", "peak_kib")}
    return {"axis": axis, "what": words, "points": points, "left_out": left_out, "exponents": fitted,
            "limit": STEEPEST, "steep": any(one and one["steep"] for one in fitted.values())}
