"""The rows of the table of targets: what is run side by side for each, and how it is judged.

A row gives its contenders, in turns, and verdicts from their results. A verdict compares one measured number with its
target; ratios are of medians of wall time, with the ratio of processor time beside it.
"""
import subprocess
from dataclasses import dataclass

import cells
from inputs import HERE, bytes_of
from measure import Contender, Failed

FINDINGS = (0, 1)
JUDGES = ("jq", "Node", "PyYAML C", "PyYAML")
SLOW = JUDGES[1:]
EVENTS = {"en": "events", "zh": "解析成事件"}
BYTES = {"en": "every byte once", "zh": "逐字节看一遍"}
CELLS = {"en": "cells", "zh": "解析单元格"}
NOTHING = {"en": "does nothing", "zh": "什么也不做"}
QUICK = {"entries": 1_000, "many": 5_000, "files": 40, "table": 5_000, "lines": 1_000, "findings": 500}
FULL = {"entries": 100_000, "many": 1_000_000, "files": 2_000, "table": 1_000_000, "lines": 200_000, "findings": 100_000}


@dataclass
class Verdict:
    what: dict            # en, zh
    measured: float
    target: float
    unit: dict = None     # en, zh; none for a ratio
    least: bool = False   # the target is what it must reach, not what it must not exceed
    cpu: float = None     # the same ratio of processor time

    @property
    def met(self):
        return self.measured >= self.target if self.least else self.measured <= self.target

    def as_json(self):
        return {"what": self.what, "measured": self.measured, "target": self.target, "sense": ">=" if self.least else "<=",
                "unit": self.unit, "cpu": self.cpu, "met": self.met}


def figure(number):
    return float(f"{number:.3g}")


def ratio(what, ours, theirs, target, without=None):
    """Of medians; what `without` took is taken off first."""
    def of(key):
        return figure((ours[key]["median"] - (without[key]["median"] if without else 0)) / max(theirs[key]["median"], 1e-6))
    return Verdict(what, of("wall_s"), target, cpu=of("cpu_s"))


def memory(what, ours, size, target, without=0):
    return Verdict(what, figure(max(0, ours["peak_kib"]["median"] - without) * 1024 / size), target)


def zhudun(place, path, *options, name="zhudun", most=1_000_000):
    return Contender(name, place.check(path, *options), {"en": "check", "zh": "完整检查"}, statuses=FINDINGS, most=most)


def readers(place, path, slow, slowest):
    """Those who only parse, then those who judge the entries as well: slow ones take part in fewer rounds."""
    def peer(name, program, about, most=1_000_000):
        return Contender(name, [place.peer(program), path], about, most=most)

    def judge(name, most, english, chinese, *command):
        keep = str(place.work / f"{name.replace(' ', '-')}.out")
        return Contender(name, list(command), {"en": english, "zh": chinese}, most=most, keep=keep)
    peers = HERE / "peers"
    jq = ("jq", "-c", "-n", "-f", peers / "checks.jq", place.as_json(path))
    node = ("node", peers / "checks.mjs", place.npm, path)
    python = (place.python, peers / "checks.py")
    return [peer("libyaml", "libyaml_events", EVENTS), peer("libfyaml", "libfyaml_events", EVENTS),
            peer("memchr", "memchr_lines", BYTES), peer("yaml-cpp events", "yamlcpp_events", EVENTS, slow),
            peer("yaml-cpp nodes", "yamlcpp_nodes", {"en": "nodes", "zh": "解析成节点"}, slow),
            judge("jq", slow, "checks, from JSON", "从 JSON 检查", *jq),
            judge("Node", slowest, "@bufbuild/cel, js-yaml: checks", "@bufbuild/cel、js-yaml：检查", *node),
            judge("PyYAML C", slowest, "CSafeLoader: checks", "CSafeLoader：检查", *python, "c", path),
            judge("PyYAML", slowest, "SafeLoader: checks", "SafeLoader：检查", *python, "safe", path)]


def agree(place, took):
    """Those who judged saw the same."""
    said = {name: (place.work / f"{name.replace(' ', '-')}.out").read_text().replace(" ", "") for name in JUDGES if name in took}
    if len(set(said.values())) != 1:
        raise Failed(f"the peers disagree: {said}")


class Row:
    name = ""
    times = 1          # rounds, as a multiple of --runs
    work = {}
    target = {}

    def __init__(self, place, sizes):
        self.place, self.sizes, self.input_bytes = place, sizes, 0

    def contenders(self):
        raise NotImplementedError

    def verdicts(self, took):
        raise NotImplementedError


class Small(Row):
    name, times = "small", 8
    work = {"en": "one small declaration, cold start, the pack's loading included", "zh": "一份小申报，冷启动，含加载规则包"}
    target = {"en": "<= 4 x an empty C++ program", "zh": "不超过空 C++ 程序的 4 倍"}

    def contenders(self):
        path = self.place.input("files", 1) / "company-0000000.yaml"
        self.input_bytes = bytes_of(path)
        empty = [Contender("empty, static", [self.place.peer("empty_static")], NOTHING),
                 Contender("empty, dynamic", [self.place.peer("empty_dynamic")], NOTHING)]
        return [zhudun(self.place, path), *empty, *readers(self.place, path, 5, 5)]

    def verdicts(self, took):
        agree(self.place, took)
        return [ratio({"en": "time, of an empty program linked statically", "zh": "时间，与静态链接的空程序相比"},
                      took["zhudun"], took["empty, static"], 4)]


class Entries(Row):
    name = "entries"
    work = {"en": "100,000 entries, 20 MB, the full Shanghai pack, all readings", "zh": "10 万条目，20 MB，上海规则包全部规则和读法"}
    target = {"en": "<= 0.6 x libyaml's events of the same file; peak memory <= 3 x the file",
              "zh": "不超过 libyaml 解析同一文件的 0.6 倍；内存峰值不超过文件的 3 倍"}

    def contenders(self):
        path = self.place.input("entries", self.sizes["entries"])
        self.input_bytes = bytes_of(path)
        one_thread = zhudun(self.place, path, "--jobs", "1", name="zhudun, one thread")
        return [zhudun(self.place, path), one_thread, *readers(self.place, path, 3, 1)]

    def verdicts(self, took):
        agree(self.place, took)
        return [ratio({"en": "time, of libyaml's events", "zh": "时间，与 libyaml 解析相比"}, took["zhudun"], took["libyaml"], 0.6),
                memory({"en": "peak memory, of the file", "zh": "内存峰值，与文件相比"}, took["zhudun"], self.input_bytes, 3)]


class ManyEntries(Row):
    name = "many-entries"
    work = {"en": "1,000,000 entries, 200 MB", "zh": "100 万条目，200 MB"}
    target = {"en": "<= 11 x the time of 100,000; peak memory <= 3 x the file", "zh": "不超过 10 万条目的 11 倍；内存峰值不超过文件的 3 倍"}

    def contenders(self):
        few, many = (self.place.input("entries", self.sizes[size]) for size in ("entries", "many"))
        self.input_bytes = bytes_of(many)
        return [zhudun(self.place, many, most=2), zhudun(self.place, few, name="zhudun, a tenth"),
                Contender("libyaml", [self.place.peer("libyaml_events"), many], EVENTS, most=2)]

    def verdicts(self, took):
        return [ratio({"en": "time, of a tenth of the entries", "zh": "时间，与十分之一的条目相比"}, took["zhudun"],
                      took["zhudun, a tenth"], 11),
                memory({"en": "peak memory, of the file", "zh": "内存峰值，与文件相比"}, took["zhudun"], self.input_bytes, 3)]


class Files(Row):
    name = "files"
    work = {"en": "2,000 small declarations in one run, two threads", "zh": "一次运行 2000 份小申报，两个线程"}
    target = {"en": "<= 0.6 x one bare libyaml pass over them", "zh": "不超过 libyaml 逐个解析一遍的 0.6 倍"}

    def contenders(self):
        path = self.place.input("files", self.sizes["files"])
        self.input_bytes = bytes_of(path)
        one_thread = zhudun(self.place, path, "--jobs", "1", name="zhudun, one thread")
        quiet = zhudun(self.place, path, "--jobs", "2", "--quiet", name="zhudun, no report")
        return [zhudun(self.place, path, "--jobs", "2"), quiet, one_thread, *readers(self.place, path, 3, 1)]

    def verdicts(self, took):
        agree(self.place, took)
        return [ratio({"en": "time, of libyaml's events", "zh": "时间，与 libyaml 解析相比"}, took["zhudun"], took["libyaml"], 0.6),
                ratio({"en": "the same without a report, --quiet", "zh": "同上，不输出报告（--quiet）"}, took["zhudun, no report"],
                      took["libyaml"], 0.6)]


class Table(Row):
    """Reading is what a check by a pack that wants nothing takes, less what it takes for a table of one row."""
    name = "table"
    work = {"en": "1,000,000-row CSV catalogue", "zh": "100 万行的 CSV 目录"}
    target = {"en": ">= 300 MB/s reading, no more memory than twice the file", "zh": "读取不低于 300 MB/s，内存不超过文件的 2 倍"}

    def contenders(self):
        one, many = (self.place.input("table", size).parent for size in (1, self.sizes["table"]))
        self.input_bytes = bytes_of(many / "catalogue.csv")
        rules = ("--rules", HERE / "pack")
        return [zhudun(self.place, many / "reading.yaml", *rules, name="zhudun, reading"),
                zhudun(self.place, one / "reading.yaml", *rules, name="zhudun, one row"),
                zhudun(self.place, many / "company.yaml", name="zhudun, judging", most=2),
                Contender("libcsv", [self.place.peer("libcsv_cells"), many / "catalogue.csv"], CELLS),
                Contender("memchr", [self.place.peer("memchr_lines"), many / "catalogue.csv"], BYTES),
                Contender("Python csv", [self.place.python, HERE / "peers/csv_cells.py", many / "catalogue.csv"], CELLS, most=3)]

    def verdicts(self, took):
        ours, start = took["zhudun, reading"], took["zhudun, one row"]

        def speed(key):
            return figure(self.input_bytes / 1e6 / max(ours[key]["median"] - start[key]["median"], 1e-6))
        reading = {"en": "reading", "zh": "读取速度"}
        return [Verdict(reading, speed("wall_s"), 300, {"en": "MB/s", "zh": "MB/s"}, True, speed("cpu_s")),
                memory({"en": "peak memory, of the file", "zh": "内存峰值，与文件相比"}, ours, self.input_bytes, 2,
                       start["peak_kib"]["median"])]


class Lines(Row):
    name = "lines"
    work = {"en": "`zhudun eval --jsonl`, short expressions", "zh": "`zhudun eval --jsonl`，短表达式"}
    target = {"en": ">= 100,000 lines a second, parsing and checking included", "zh": "每秒不少于 10 万行，含解析和检查类型"}

    def contenders(self):
        path = self.place.input("expressions", self.sizes["lines"])
        self.input_bytes = bytes_of(path)
        return [Contender("zhudun", [self.place.zhudun, "eval", "--jsonl"], {"en": "eval", "zh": "求值"}, reads=str(path)),
                Contender("Node", ["node", HERE / "peers/checks.mjs", self.place.npm, "--jsonl"],
                          {"en": "@bufbuild/cel, unchecked", "zh": "@bufbuild/cel，不检查类型"}, reads=str(path), most=2)]

    def verdicts(self, took):
        def speed(key):
            return figure(self.sizes["lines"] / max(took["zhudun"][key]["median"], 1e-6))
        return [Verdict({"en": "answered", "zh": "应答"}, speed("wall_s"), 100_000, {"en": "lines/s", "zh": "行/秒"}, True,
                        speed("cpu_s"))]


class Writers(Row):
    name = "writers"
    work = {"en": "text, json, csv, html of 100,000 findings; xlsx", "zh": "10 万条结果的 text、json、csv、html；xlsx"}
    target = {"en": "each <= 2 x the time of the check itself; xlsx at libxlsxwriter's own speed",
              "zh": "各不超过检查本身的 2 倍；xlsx 与 libxlsxwriter 一样快"}
    formats = ("text", "json", "csv", "html")

    def contenders(self):
        path = self.place.input("findings", self.sizes["findings"])
        self.input_bytes = bytes_of(path)
        book = self.place.work / "findings.xlsx"
        subprocess.run([str(word) for word in self.place.check(path, "-o", book)], stderr=subprocess.DEVNULL)
        told = cells.dump(book, self.place.work / "findings.cells")
        bare = [self.place.peer("xlsx_cells"), told, self.place.work / "bare.xlsx"]
        return [zhudun(self.place, path, "-q", name="zhudun -q"),
                *(zhudun(self.place, path, "--format", one, name=f"zhudun {one}") for one in self.formats),
                zhudun(self.place, path, "-o", book, name="zhudun xlsx", most=3),
                Contender("libxlsxwriter", bare, {"en": "the same cells", "zh": "同样的单元格"}, most=3)]

    def verdicts(self, took):
        quiet = took["zhudun -q"]
        said = [ratio({"en": f"{one} less the check, of the check", "zh": f"{one} 减去检查，与检查相比"}, took[f"zhudun {one}"],
                      quiet, 2, without=quiet) for one in self.formats]
        return said + [ratio({"en": "xlsx less the check, of libxlsxwriter writing as many cells",
                              "zh": "xlsx 减去检查，与 libxlsxwriter 写同样单元格相比"},
                             took["zhudun xlsx"], took["libxlsxwriter"], 1.25, without=quiet)]


ROWS = [Small, Entries, ManyEntries, Files, Table, Lines, Writers]
