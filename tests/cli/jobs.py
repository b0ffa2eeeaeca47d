"""Threads: what is found, its order, what is told and the exit status are the same with one and with many."""
import json
import sys
import unittest

from command_line import BROKEN, FINE, OVERDUE, CommandLine

BATCH = {"fine": FINE, "overdue": OVERDUE, "broken": BROKEN, "torn": "zhudun: 1\nowner: [\n"}


def large(buildings):
    """A declaration whose rules are judged by several threads: more facts than are judged sooner by one."""
    lines = ["zhudun: 1", "owner: {name: 乙, kinds: [office], occupies_buildings: true, warden: 丙}",
             "plan: {issued_on: 2030-01-05}", "alarms: {faults: []}", "buildings:"]
    for at in range(buildings):
        opened = "2030-06-10" if at % 3 else "2029-02-01"
        lines.append(f"  - {{id: house-{(at * 7919) % buildings:05d}, opened_on: {opened}, storeys: {at % 9 + 1}, "
                     "drills: [], wings: []}")
    return "\n".join(lines) + "\n"


class Jobs(CommandLine):
    def runs(self, *arguments):
        return [self.check(*arguments, "--jobs", str(jobs)) for jobs in (1, 2, 3, 16)]

    def same(self, *arguments):
        first, *others = self.runs(*arguments)
        for other in others:
            self.assertEqual((other.returncode, other.stdout, other.stderr),
                             (first.returncode, first.stdout, first.stderr))
        return first

    def test_a_batch_is_told_in_the_order_of_the_call(self):
        names = []
        for at in range(150):
            kind = ["fine", "overdue", "broken", "overdue", "torn"][at * 7 % 5]
            self.write(f"{at:03d}-{kind}.yaml", BATCH[kind])
            names.append(f"{at:03d}-{kind}.yaml")
        run = self.same(*names, "--format", "json", "--all")
        self.assertEqual(run.returncode, 2)
        judged = [one["file"] for one in json.loads(run.stdout)["declarations"]]
        self.assertEqual(judged, [name for name in names if "fine" in name or "overdue" in name])
        told = [line.split(":")[0] for line in run.stderr.decode().splitlines() if line.startswith(tuple("0123456789"))]
        self.assertEqual(told, sorted(told))
        self.assertEqual(set(told), {name for name in names if "broken" in name or "torn" in name})

    def test_a_large_declaration_is_judged_the_same(self):
        self.write("large.yaml", large(4_000))
        for more in (["--format", "json", "--all"], ["--format", "text"], ["--format", "csv", "--reading", "strict"]):
            run = self.same("large.yaml", *more)
            self.assertEqual(run.returncode, 1)
        self.assertGreater(len(json.loads(self.check("large.yaml", "--format", "json", "--all").stdout)
                               ["declarations"][0]["findings"]), 4_000)

    def test_the_number_is_one_to_256(self):
        self.write("fine.yaml", FINE)
        for jobs, status in (("1", 0), ("256", 0), ("0", 2), ("257", 2), ("-1", 2), ("many", 2), ("", 2)):
            run = self.check("fine.yaml", f"--jobs={jobs}", "--quiet")
            self.assertEqual(run.returncode, status, f"{jobs}: {run.stderr}")
            if status:
                self.assertIn(b"--jobs", run.stderr)
        self.assertEqual(self.check("fine.yaml", "-j", "2", "--quiet").returncode, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
