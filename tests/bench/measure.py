"""Runs contenders in turns (A B A B) and says what each took: wall and processor seconds and peak memory of every run.

In: contenders, how many rounds, the launcher (peers/timed.cpp). Out: for each name its runs as median, least and most.
A contender that ends with another status than it may, or prints what it must not, stops the whole with Failed.
"""
import subprocess
from dataclasses import dataclass, field
from statistics import median


class Failed(Exception):
    pass


@dataclass
class Contender:
    name: str
    command: list
    about: dict = field(default_factory=dict)   # en, zh: what it does with the input
    reads: str = "-"                    # the file that is its standard input
    statuses: tuple = (0,)
    most: int = 1_000_000               # rounds it takes part in: slow ones need not run often
    keep: str = "/dev/null"             # where its standard output goes
    runs: list = field(default_factory=list)


@dataclass
class Run:
    wall: float
    cpu: float
    peak_kib: int


def run_once(timed, contender):
    command = [timed, contender.keep, contender.reads, *contender.command]
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{contender.name}: {done.stderr.strip()}")
    wall, user, system, peak, status = done.stdout.split()
    if int(status) not in contender.statuses:
        shown = " ".join(str(word) for word in contender.command)
        raise Failed(f"{contender.name}: exit status {status} of `{shown}`: {done.stderr.strip()[:2000]}")
    return Run(float(wall), float(user) + float(system), int(peak))


def spread(numbers, digits):
    return {"median": round(median(numbers), digits), "min": round(min(numbers), digits), "max": round(max(numbers), digits)}


def result(contender):
    runs = contender.runs
    return {"name": contender.name, "about": contender.about, "runs": len(runs),
            "wall_s": spread([run.wall for run in runs], 6), "cpu_s": spread([run.cpu for run in runs], 6),
            "peak_kib": spread([run.peak_kib for run in runs], 0)}


def measure(timed, contenders, rounds, say=lambda words: None):
    """The first turn of those that run often only warms up; it is not counted."""
    for contender in contenders:
        if min(contender.most, rounds) > 2:
            run_once(timed, contender)
    for turn in range(rounds):
        for contender in contenders:
            if turn < contender.most:
                say(f"{contender.name} {turn + 1}")
                contender.runs.append(run_once(timed, contender))
    return {contender.name: result(contender) for contender in contenders}
