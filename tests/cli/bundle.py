#!/usr/bin/env python3
"""`zhudun bundle`: the archive of what is due, read by other programs; and what stops it."""
import hashlib
import io
import json
import os
import re
import subprocess
import unittest
import zipfile

from command_line import CommandLine, main

# On 2025-11-10: the platform's risk assessment is made and not handed in, its conformity evaluation is done, the year's
# data risk assessment is overdue with its report at hand, a notice has no file yet.
DECLARATION = """\
zhudun: 1
company: {name: 示例, roles: [platform_operator], handles: {important_data: true, personal_information: false}}
platforms:
  - id: 平台 一
    name: 平台
    grade: 3
    graded_on: 2025-01-10
    filing: {applied_on: 2025-01-20, approved_on: 2025-03-14, grading_report: evidence/定级.pdf, annex: evidence/b.pdf}
    conformity_evaluations: [{completed_on: 2025-04-01, submitted_on: 2025-04-15, report: evidence/c.pdf}]
    risk_assessments: [{completed_on: 2025-04-10, report: evidence/风险评估.pdf}]
data_risk_assessments: [{id: r1, completed_on: 2025-10-20, report: evidence/g.pdf, file: evidence/g2.pdf}]
data_catalog:
  identified_on: 2025-02-01
  updated_on: 2025-06-01
  filings: [{id: f1, filed_on: 2025-07-15, entries: 1, storage_gb: 1.0, file: evidence/d.pdf}]
  entries: catalog/目录.csv
  snapshots: []
threat_notices: []
apps: []
incidents: []
vulnerabilities: []
data_exports: []
data_sharing: {partners: []}
"""
TABLE = "编号,名称,级别,存储量\ne1,轨迹,important,1.0\n"
FILES = ["定级.pdf", "b.pdf", "c.pdf", "风险评估.pdf", "g.pdf", "g2.pdf", "d.pdf"]
TOLD = [("T03.2", ["evidence/风险评估.pdf"]), ("T09.1", ["evidence/g2.pdf", "evidence/g.pdf"])]


class Bundle(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("company.yaml", DECLARATION)
        self.write("catalog/目录.csv", TABLE.encode("gb18030"))
        for name in FILES:
            self.write("evidence/" + name, ("content of " + name).encode())

    def bundle(self, *options, file="company.yaml", **more):
        return self.run_it("bundle", file, "--as-of", "2025-11-10", *options, **more)

    def archive(self, *options, **more):
        run = self.bundle("-o", "out.zip", *options, **more)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return zipfile.ZipFile(io.BytesIO((self.place / "out.zip").read_bytes()))

    def manifest(self, *options, **more):
        return json.loads(self.archive(*options, **more).read("manifest.json"))

    def told(self, manifest):
        return [(filing["rule"], [file["declared"] for file in filing["files"]]) for filing in manifest["filings"]]

    def test_what_is_due_with_its_files(self):
        archive = self.archive()
        manifest = json.loads(archive.read("manifest.json"))
        self.assertEqual(sorted(self.told(manifest)), TOLD)
        self.assertEqual(manifest["as_of"], "2025-11-10")
        filing = next(one for one in manifest["filings"] if one["rule"] == "T03.2")
        self.assertEqual((filing["subject"], filing["status"], filing["due"]), ("platforms/平台 一", "overdue", "2025-04-27"))
        self.assertEqual(archive.read("filings/T03.2/platforms/平台 一/evidence/风险评估.pdf"), "content of 风险评估.pdf".encode())
        self.assertEqual(archive.read("declaration/company.yaml"), DECLARATION.encode())
        self.assertEqual(archive.read("declaration/catalog/目录.csv"), TABLE.encode("gb18030"))  # as it is on disk
        self.assertIn("T03.2", archive.read("gap-table.csv").decode())
        self.assertTrue(zipfile.ZipFile(io.BytesIO(archive.read("gap-table.xlsx"))).testzip() is None)

    def test_every_sum_is_right(self):
        archive = self.archive()
        manifest = json.loads(archive.read("manifest.json"))
        listed = [*manifest["declaration"]["files"], *manifest["gap_table"]]
        for filing in manifest["filings"]:
            listed += filing["files"]
        for file in listed:
            content = archive.read(file["path"])
            self.assertEqual((file["size"], file["sha256"]), (len(content), hashlib.sha256(content).hexdigest()), file)
        names = {file["path"] for file in listed} | {"manifest.json", "SHA256SUMS"}
        self.assertEqual(names, set(archive.namelist()))
        folder = self.place / "unpacked"
        archive.extractall(folder)
        checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertEqual(len(checked.stdout.splitlines()), len(names) - 1)

    def test_other_programs_read_it(self):
        archive = self.archive()
        self.assertIsNone(archive.testzip())
        for info in archive.infolist():
            self.assertTrue(info.flag_bits & 0x800, info.filename)
            self.assertEqual(info.date_time, (1980, 1, 1, 0, 0, 0))
            self.assertEqual(info.external_attr >> 16, 0o100644)
        for locale in ("C", "C.UTF-8"):
            unzip = subprocess.run(["unzip", "-t", "out.zip"], cwd=self.place, capture_output=True,
                                   env={"PATH": os.environ["PATH"], "LC_ALL": locale})
            self.assertEqual(unzip.returncode, 0, unzip.stdout)
        self.assertIn("风险评估.pdf".encode(), unzip.stdout)

    def test_the_same_input_gives_the_same_bytes(self):
        self.archive()
        first = (self.place / "out.zip").read_bytes()
        os.utime(self.place / "evidence/g.pdf", (1, 1))
        os.chmod(self.place / "evidence/g.pdf", 0o600)
        for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
            self.archive(environment={"TZ": zone, "LC_ALL": "C"}, preexec_fn=lambda: os.umask(0o077))
            self.assertEqual((self.place / "out.zip").read_bytes(), first)
        self.write("evidence/g.pdf", b"content of G.pdf")
        changed = self.manifest()
        self.assertNotEqual((self.place / "out.zip").read_bytes(), first)
        sums = {file["declared"]: file["sha256"] for filing in changed["filings"] for file in filing["files"]}
        self.assertEqual(sums["evidence/g.pdf"], hashlib.sha256(b"content of G.pdf").hexdigest())

    def test_missing_files_stop_it_all_of_them_told(self):
        (self.place / "evidence/g.pdf").unlink()
        self.write("evidence/g2.pdf", b"")
        (self.place / "evidence/风险评估.pdf").unlink()
        (self.place / "evidence/风险评估.pdf").symlink_to("/etc/passwd")
        self.write("out.zip", b"as it was")
        run = self.bundle("-o", "out.zip")
        self.assert_wrong(run, "`T09.1` of `data_risk_assessments`: the file `evidence/g.pdf` is not there",
                          "`T09.1` of `data_risk_assessments`: the file `evidence/g2.pdf` is empty",
                          "company.yaml:4:5: `T03.2` of `platforms/平台 一`: the file `evidence/风险评估.pdf` lies outside")
        self.assertEqual((self.place / "out.zip").read_bytes(), b"as it was")
        self.assertEqual(self.bundle("--list").returncode, 2)

    def test_a_filing_without_a_file_stops_it_and_may_be_left_out(self):
        self.write("company.yaml", DECLARATION.replace("[{completed_on: 2025-04-10, report: evidence/风险评估.pdf}]", "[]"))
        run = self.bundle("-o", "out.zip")
        self.assert_wrong(run, "`T03.2` of `platforms/平台 一` names no file for", "choose the filings that are ready with --rule")
        self.assertFalse((self.place / "out.zip").exists())
        self.assertEqual(self.told(self.manifest("--rule", "T09.1")), TOLD[1:])

    def test_a_met_filing_whose_file_is_gone_is_due_again(self):
        (self.place / "evidence/c.pdf").unlink()
        self.assert_wrong(self.bundle("-o", "out.zip"), "`T03.1` of `platforms/平台 一`: the file `evidence/c.pdf` is not there")

    def test_planned_completions_name_their_files(self):
        self.write("company.yaml", DECLARATION.replace("report: evidence/风险评估.pdf", "submitted_on: 2025-11-20, report: evidence/风险评估.pdf"))
        self.assertEqual(sorted(self.told(self.manifest())), TOLD)

    def test_what_is_done_on_request(self):
        done = dict(self.told(self.manifest("--all")))
        self.assertEqual(done["T03.1"], ["evidence/c.pdf"])
        self.assertEqual(done["T02.2"], ["evidence/定级.pdf", "evidence/b.pdf"])
        self.assertEqual(done["T08.2"], ["evidence/d.pdf"])
        self.write("company.yaml", DECLARATION.replace(", report: evidence/c.pdf", ""))  # handed in, and no copy declared
        self.assertEqual(dict(self.told(self.manifest("--all")))["T03.1"], [])

    def test_choices(self):
        self.assertEqual(self.told(self.manifest("--recipient", "bureau", "--rule", "T03.2", "--rule", "T09.1"))[0][0], "T03.2")
        (self.place / "out.zip").unlink()
        self.assert_wrong(self.bundle("-o", "out.zip", "--rule", "T3.2"), "has no rule `T3.2`", "did you mean `T03.2`?")
        self.assert_wrong(self.bundle("-o", "out.zip", "--recipient", "beurau"), "did you mean `bureau`?")
        self.assert_wrong(self.bundle(), "no archive is named", "name it with -o, or use --list")
        self.assert_wrong(self.bundle("-o", "out.zip", "--list"))
        self.assertFalse((self.place / "out.zip").exists())

    def test_nothing_due(self):
        for options in (["--rule", "T03.1"], ["--recipient", "cac"]):
            run = self.bundle("-o", "out.zip", *options)
            self.assertEqual((run.returncode, run.stdout), (0, b""))
            self.assertIn("company.yaml: note: nothing is due for submission, no archive is written", run.stderr.decode())
            self.assertFalse((self.place / "out.zip").exists())

    def test_what_cannot_be_decided_is_told(self):
        self.write("company.yaml", DECLARATION.replace("    grade: 3\n", ""))
        run = self.bundle("-o", "out.zip", "--rule", "T03.2", "--rule", "T09.1")
        self.assertEqual(run.returncode, 0)
        self.assertIn("warning: whether `T03.2` is due for `platforms/平台 一` is not known and it is left out", run.stderr.decode())
        self.assertIn("declare platforms/平台 一.grade", run.stderr.decode())

    def test_a_list_writes_nothing(self):
        before = sorted(os.listdir(self.place))
        run = self.bundle("--list", "--lang", "en")
        self.assertEqual((run.returncode, run.stderr.count(b"\n")), (0, 3), run.stderr.decode())  # the note of GB18030
        self.assertIn("T03.2  platforms/平台 一  overdue", run.stdout.decode())
        self.assertIn("\n  evidence/风险评估.pdf\n", run.stdout.decode())
        self.assertEqual(sorted(os.listdir(self.place)), before)

    def test_standard_input_and_another_folder(self):
        os.rename(self.place / "evidence", self.place / "kept")
        os.mkdir(self.place / "kept/evidence")
        for name in FILES:
            os.rename(self.place / "kept" / name, self.place / "kept/evidence" / name)
        archive = self.archive("--evidence", "kept", file="-", input=DECLARATION.encode())
        self.assertEqual(archive.read("declaration/declaration.yaml"), DECLARATION.encode())
        self.assertEqual(archive.read("declaration/catalog/目录.csv"), TABLE.encode("gb18030"))
        self.assertEqual(sorted(self.told(json.loads(archive.read("manifest.json")))), TOLD)

    def test_hostile_names(self):
        name = "a\u202egpj.<b>|con?\"'.pdf"
        self.write("evidence/" + name, b"x")
        self.write("evidence/CON.pdf", b"y")
        self.write("company.yaml", DECLARATION.replace("evidence/g.pdf", json.dumps("evidence/" + name, ensure_ascii=True))
                   .replace("evidence/g2.pdf", "evidence/CON.pdf"))
        archive = self.archive()
        for entry in archive.namelist():
            self.assertNotRegex(entry, r'^/|\.\.|[\\:*?"<>|\x00-\x1f\u202e]|/CON')
        filing = next(one for one in json.loads(archive.read("manifest.json"))["filings"] if one["rule"] == "T09.1")
        self.assertEqual([file["declared"] for file in filing["files"]], ["evidence/CON.pdf", "evidence/" + name])
        self.assertEqual([archive.read(file["path"]) for file in filing["files"]], [b"y", b"x"])
        self.assert_harmless(self.bundle("--list").stdout)

    def test_an_archive_that_cannot_be_written(self):
        for path in ("nowhere/out.zip", "/dev/full"):
            run = self.bundle("-o", path)
            self.assertEqual((run.returncode, run.stdout), (3, b""))
            self.assertIn("cannot be written", run.stderr.decode())

    def test_a_declaration_that_is_wrong(self):
        self.write("company.yaml", DECLARATION.replace("2025-10-20", "2025/10/20"))
        self.assert_wrong(self.bundle("-o", "out.zip"), "write 2025-10-20")

    def test_the_pack_says_what_is_kept(self):
        run = self.run_it("rules", "--format", "json")
        kept = [rule for rule in re.findall(r'"id": "(T[0-9.]+)"', run.stdout.decode())]
        self.assertIn("T01.1", kept)
        self.assertNotIn("T01.1", dict(self.told(self.manifest("--all"))))

    def test_how_far_ahead_it_looks(self):
        listed = {days: self.bundle("--list", "--horizon", days).stdout for days in ("0", "30", "400")}
        self.assertEqual(listed["30"], self.bundle("--list").stdout)
        self.assertNotEqual(listed["30"], listed["0"])
        self.assert_wrong(self.bundle("--list", "--horizon", "-1"), "--horizon")


if __name__ == "__main__":
    main()
