#!/usr/bin/env python3
"""zhudun in other people's CI, as far as it can be run on one machine: ci.py SOURCE PROGRAM PACKAGES NPM

The GitHub action is checked by action-validator, and its steps are run in their order with the inputs a workflow gives. The
GitLab template is read and run by gitlab-ci-local. The hooks are run by pre-commit. PACKAGES is the folder of the Debian
package, NPM the folder that has the two npm programs.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

import yaml

SOURCE, PROGRAM, PACKAGES, NPM = (pathlib.Path(one).resolve() for one in sys.argv[1:5])
ACTION = ".github/actions/zhudun"

FINE = "zhudun: 1\nowner: {name: 甲, kinds: [office], occupies_buildings: false}\nbuildings: []\nalarms: {faults: []}\n"
OVERDUE = """\
zhudun: 1
owner: {name: 乙, kinds: [office], occupies_buildings: true, warden: 丙}
plan: {issued_on: 2030-01-05}
buildings: [{id: shed, opened_on: 2030-06-10, storeys: 1, drills: [], wings: []}]
alarms: {faults: []}
"""
BROKEN = "zhudun: 1\nowner: {name: 丁, kindz: [office]}\n"
JUDGED = ["--rules", str(SOURCE / "tests/packs/fire-drills"), "--as-of", "2030-07-10"]


def executable(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


class Place(unittest.TestCase):
    """A folder with declarations, and one for programs that stand in for those that would change the machine."""

    maxDiff = None

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name).resolve()
        self.work, self.programs, self.root = (self.place / name for name in ("work", "programs", "root"))
        self.work.mkdir()
        for name, text in (("fine.yaml", FINE), ("overdue.yaml", OVERDUE), ("broken.yaml", BROKEN)):
            (self.work / name).write_text(text)
        # apt-get as it is asked for here: it unpacks the package that is named below a folder of the test.
        executable(self.programs / "sudo", '#!/bin/sh\nexec "$@"\n')
        executable(self.programs / "apt-get", f"""#!/bin/sh
echo "apt-get $*" >>{self.place}/apt
for word; do
  case $word in *.deb) dpkg-deb -x "$word" {self.root} ;; esac
done
""")

    def run_it(self, *call, environment=(), path=(), cwd=None, timeout=120):
        variables = {"HOME": str(self.place), "LANG": "C.UTF-8", **dict(environment)}
        variables["PATH"] = ":".join([*(str(one) for one in path), os.environ["PATH"]])
        return subprocess.run([str(one) for one in call], cwd=cwd or self.work, env=variables, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=timeout)

    def git(self, folder, *arguments):
        name = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
        done = self.run_it("git", *name, *arguments, cwd=folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def checkout(self):
        """What a clone of zhudun has that the templates use; building its package hands over the one that was built."""
        clone = self.place / "clone"
        for name in (".ci", ".github", "include", "rules"):
            shutil.copytree(SOURCE / name, clone / name)
        (clone / "src").mkdir()
        shutil.copy(SOURCE / "CMakeLists.txt", clone)
        executable(clone / ".ci/package/build", f'#!/bin/sh\necho built >>{self.place}/built\nmkdir -p "$1" && cp {PACKAGES}/*.deb "$1"\n')
        return clone


class GitHub(Place):
    """The action's steps one after the other. Only what an expression of this action can be is understood."""

    def workflow(self, cached=False, **inputs):
        action = yaml.safe_load((self.clone / ACTION / "action.yml").read_text("utf-8"))
        given = {name: str(one.get("default", "")) for name, one in action["inputs"].items()}
        self.assertLessEqual(set(inputs), {name.replace("-", "_") for name in given})
        given.update({name.replace("_", "-"): text for name, text in inputs.items()})
        outputs = {}

        def value(expression):
            found = re.fullmatch(r"(?:inputs|github|runner|steps)\.[\w.-]+", expression)
            self.assertTrue(found, expression)
            kind, _, name = expression.partition(".")
            if kind == "inputs":
                return given[name]
            if kind == "steps":
                step, _, output = name.split(".", 1)[0], None, name.split(".outputs.")[1]
                return outputs.get(step, {}).get(output, "")
            return {"github.action_path": str(self.clone / ACTION), "runner.os": "Linux", "runner.arch": "X64"}[expression]

        def filled(text):
            return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: value(found.group(1)), text)

        summary = self.place / "summary"
        summary.write_text("")
        temporary = self.place / "temporary"
        temporary.mkdir(exist_ok=True)
        done = None
        for step in action["runs"]["steps"]:
            if "if" in step:
                left, right = re.fullmatch(r"(\S+) != '(\w+)'", step["if"]).groups()
                if value(left) == right:
                    continue
            if "uses" in step:
                self.assertEqual(step["uses"], "actions/cache@v4")
                self.cache = {name: filled(text) for name, text in step["with"].items()}
                hit = cached and any(pathlib.Path(self.cache["path"]).glob("*.deb"))
                outputs[step["id"]] = {"cache-hit": "true" if hit else ""}
                continue
            self.assertNotIn("${{", step["run"], "an input inside a script is an open door")
            told = self.place / "output"
            told.write_text("")
            environment = {name: filled(text) for name, text in step.get("env", {}).items()}
            environment |= {"GITHUB_OUTPUT": str(told), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(temporary),
                            "GITHUB_ACTION_PATH": str(self.clone / ACTION), "GITHUB_ACTIONS": "true"}
            done = self.run_it("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"],
                               environment=environment, path=(self.programs, self.root / "usr/bin"))
            outputs[step.get("id", "")] = dict(line.split("=", 1) for line in told.read_text().splitlines())
            if done.returncode:
                break
        self.outputs = {name: filled(one["value"]) for name, one in action["outputs"].items()}
        self.summary = summary.read_text("utf-8")
        return done

    def setUp(self):
        super().setUp()
        self.clone = self.checkout()
        self.pack = str(SOURCE / "tests/packs/fire-drills")

    def test_the_validator_has_nothing_to_say(self):
        validator = NPM / "node_modules/.bin/action-validator"
        done = self.run_it(validator, SOURCE / ACTION / "action.yml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        wrong = self.work / "action.yml"
        wrong.write_text((SOURCE / ACTION / "action.yml").read_text("utf-8").replace("using: composite", "using: nothing"))
        self.assertNotEqual(self.run_it(validator, wrong).returncode, 0)

    def test_something_is_overdue(self):
        done = self.workflow(files="overdue.yaml", rules=self.pack, as_of="2030-07-10", lang="en")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^::error .*file=overdue\.yaml")
        self.assertIn("| ", self.summary)
        self.assertEqual(self.outputs["exit-status"], "1")
        report = json.loads(pathlib.Path(self.outputs["report"]).read_text("utf-8"))
        self.assertEqual(report["as_of"], "2030-07-10")
        self.assertIn(report["declarations"][0]["findings"][0]["rule"], self.summary)

    def test_nothing_is_overdue_and_reports_are_written(self):
        done = self.workflow(files="fine.yaml\noverdue.yaml\n", rules=self.pack, as_of="2030-07-10", fail_on="never",
                             sarif="out.sarif", outputs="report.html\njunit=tests of today.xml\n", arguments="--all\n--horizon\n5")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.outputs["exit-status"], "0")
        self.assertEqual(json.loads((self.work / "out.sarif").read_text("utf-8"))["version"], "2.1.0")
        self.assertTrue((self.work / "report.html").exists())
        self.assertTrue((self.work / "tests of today.xml").exists())

    def test_a_mistake_in_a_declaration(self):
        done = self.workflow(files="broken.yaml", rules=self.pack)
        self.assertEqual(done.returncode, 2)
        self.assertIn("broken.yaml:2:", done.stderr)
        self.assertEqual(self.outputs, {"exit-status": "2", "report": ""})

    def test_inputs_are_words_and_never_commands(self):
        done = self.workflow(files="$(touch pwned); `touch pwned`\n--help", rules=self.pack)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertFalse((self.work / "pwned").exists())

    def test_the_package_is_built_once(self):
        call = {"files": "fine.yaml", "rules": self.pack, "as_of": "2030-07-10"}
        self.assertEqual(self.workflow(**call).returncode, 0)
        key = self.cache["key"]
        self.assertRegex(key, r"^zhudun-Linux-X64-[0-9a-f]{64}$")
        self.assertEqual(self.workflow(cached=True, **call).returncode, 0)
        self.assertEqual((self.place / "built").read_text(), "built\n")
        self.assertEqual(self.cache["key"], key)
        (self.clone / "src/new.cpp").write_text("//")
        self.workflow(cached=True, **call)
        self.assertNotEqual(self.cache["key"], key)


class GitLab(Place):
    def pipeline(self, variables):
        template = (SOURCE / ".gitlab/zhudun.gitlab-ci.yml").read_text("utf-8")
        (self.work / ".gitlab").mkdir()  # without the image: there is no container here
        (self.work / ".gitlab/zhudun.gitlab-ci.yml").write_text(re.sub(r"^  image: .*\n", "", template, flags=re.M))
        text = f"include:\n  - local: .gitlab/zhudun.gitlab-ci.yml\nzhudun:\n  variables:\n{variables}"
        (self.work / ".gitlab-ci.yml").write_text(text)
        for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"],
                          ["remote", "add", "origin", "git@example.org:a/b.git"]):
            self.git(self.work, *arguments)
        return self.run_it(NPM / "node_modules/.bin/gitlab-ci-local", "--shell-executor-no-image", "zhudun",
                           path=(PROGRAM.parent,), environment={"CI": "true"})

    def variables(self, files, arguments=JUDGED):
        return f"    ZHUDUN_FILES: {files}\n    ZHUDUN_ARGUMENTS: {' '.join(arguments)}\n"

    def found(self, name):
        """An artifact, as the job leaves it or as it is kept."""
        return next(iter(sorted(self.work.rglob(name))), None)

    def test_something_is_overdue(self):
        done = self.pipeline(self.variables("fine.yaml overdue.yaml"))
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        quality = json.loads(self.found("zhudun-quality.json").read_text("utf-8"))
        self.assertEqual({one["location"]["path"] for one in quality}, {"overdue.yaml"})
        self.assertIn("<testsuites", self.found("zhudun-junit.xml").read_text("utf-8"))
        self.assertIsNotNone(self.found("zhudun.html"))

    def test_nothing_is_overdue(self):
        done = self.pipeline(self.variables("fine.yaml"))
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_schema_is_looked_at(self):
        done = self.pipeline(self.variables("fine.yaml") + "  artifacts: 5\n")
        self.assertNotEqual(done.returncode, 0)

    def test_a_job_without_zhudun_builds_and_installs_it_once(self):
        clone = self.checkout()
        for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"], ["tag", "v1"]):
            self.git(clone, *arguments)
        job = yaml.safe_load((SOURCE / ".gitlab/zhudun.gitlab-ci.yml").read_text("utf-8"))["zhudun"]
        lines = "\n".join([*job["before_script"], *job["script"]])
        variables = {**{name: str(text) for name, text in job["variables"].items()}, "ZHUDUN_REPOSITORY": f"file://{clone}",
                     "ZHUDUN_REF": "v1", "ZHUDUN_FILES": "fine.yaml overdue.yaml", "ZHUDUN_ARGUMENTS": " ".join(JUDGED)}
        for _ in range(2):
            done = self.run_it("bash", "-e", "-o", "pipefail", "-c", lines, environment=variables,
                               path=(self.programs, self.root / "usr/bin"))
            self.assertEqual(done.returncode, 1, done.stderr)
            shutil.rmtree(self.root)
        self.assertEqual((self.place / "built").read_text(), "built\n")
        self.assertIn(".deb", (self.place / "apt").read_text())
        self.assertEqual(set(job["artifacts"]["reports"].values()) | set(job["artifacts"]["paths"]),
                         set(re.findall(r"=(zhudun\S+)", job["script"][0])))


class PreCommit(Place):
    def setUp(self):
        super().setUp()
        self.hooks = self.place / "hooks"
        self.hooks.mkdir()
        shutil.copy(SOURCE / ".pre-commit-hooks.yaml", self.hooks)
        for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
            self.git(self.hooks, *arguments)
        self.git(self.work, "init", "-q")

    def hook(self, name, text, args=JUDGED):
        (self.work / "company.yaml").write_text(text)
        self.git(self.work, "add", "-A")
        revision = self.git(self.hooks, "rev-parse", "HEAD").stdout.strip()
        hook = {"id": name, "args": list(args)}
        config = {"repos": [{"repo": str(self.hooks), "rev": revision, "hooks": [hook]}]}
        (self.work / ".pre-commit-config.yaml").write_text(json.dumps(config))
        return self.run_it("pre-commit", "run", "--files", "company.yaml", "overdue.yaml", path=(PROGRAM.parent,),
                           environment={"PRE_COMMIT_HOME": str(self.place / "cache")})

    def test_the_list_of_hooks_is_valid(self):
        done = self.run_it("pre-commit", "validate-manifest", SOURCE / ".pre-commit-hooks.yaml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_each_hook(self):
        for name, text, passes in (("zhudun-check", FINE, True), ("zhudun-check", OVERDUE, False),
                                   ("zhudun-valid", OVERDUE, True), ("zhudun-valid", BROKEN, False)):
            with self.subTest(name, text=text):
                done = self.hook(name, text)
                self.assertEqual("Passed" in done.stdout, passes, done.stdout + done.stderr)
                self.assertEqual(done.returncode, 0 if passes else 1)

    def test_the_tests_of_a_pack(self):
        done = self.hook("zhudun-test", FINE, ["shanghai-iov-2025"])
        self.assertIn("Passed", done.stdout, done.stdout + done.stderr)
        self.assertIn("Failed", self.hook("zhudun-test", FINE, ["nowhere"]).stdout)

    def test_try_repo(self):
        (self.work / "company.yaml").write_text(FINE)
        self.git(self.work, "add", "-A")
        done = self.run_it("pre-commit", "try-repo", self.hooks, "zhudun-valid", "--files", "broken.yaml",
                           path=(PROGRAM.parent,), environment={"PRE_COMMIT_HOME": str(self.place / "cache")})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)  # only company.yaml is looked at
        self.assertIn("no files to check", done.stdout)


class Readme(Place):
    """What README shows to copy is what the templates understand."""

    def blocks(self, name):
        found = re.findall(rf"^```yaml\n# {re.escape(name)}\n(.*?)^```$", (SOURCE / "README.md").read_text("utf-8"), re.M | re.S)
        self.assertEqual(len(found), 2, f"{name} in both languages")
        self.assertEqual(found[0], found[1])
        return yaml.safe_load(found[0])

    def test_workflow(self):
        workflow = self.blocks(".github/workflows/zhudun.yml")
        path = self.work / ".github/workflows/zhudun.yml"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps({("on" if name is True else name): part for name, part in workflow.items()}))
        done = self.run_it(NPM / "node_modules/.bin/action-validator", path)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        (step,) = [step for step in workflow["jobs"]["zhudun"]["steps"] if "zhudun" in step["uses"]]
        folder = step["uses"].split("@")[0].split("/", 2)[2]
        action = yaml.safe_load((SOURCE / folder / "action.yml").read_text("utf-8"))
        self.assertLessEqual(set(step["with"]), set(action["inputs"]))
        for told in (SOURCE / "README.md").read_text("utf-8").split("\n# 中文说明\n"):
            self.assertEqual([name for name in [*action["inputs"], *action["outputs"]] if f"`{name}`" not in told], [])

    def test_pipeline(self):
        pipeline = self.blocks(".gitlab-ci.yml")
        self.assertTrue((SOURCE / pipeline["include"][0]["file"]).exists())
        job = yaml.safe_load((SOURCE / pipeline["include"][0]["file"]).read_text("utf-8"))["zhudun"]
        self.assertLessEqual(set(pipeline["zhudun"]["variables"]), set(job["variables"]))

    def test_hooks(self):
        config = self.blocks(".pre-commit-config.yaml")
        known = {hook["id"] for hook in yaml.safe_load((SOURCE / ".pre-commit-hooks.yaml").read_text("utf-8"))}
        self.assertLessEqual({hook["id"] for hook in config["repos"][0]["hooks"]}, known)
        (self.work / ".pre-commit-config.yaml").write_text(json.dumps(config))
        done = self.run_it("pre-commit", "validate-config", ".pre-commit-config.yaml")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
