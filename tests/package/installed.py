#!/usr/bin/env python3
"""Installed, packaged, removed: installed.py SOURCE BUILD FOLDER

`cmake --install` of BUILD under a prefix and under DESTDIR, and the Debian package in FOLDER: what it says of itself, what
lintian says of it, and that it comes and goes without a trace. dpkg works below a folder of its own, with this machine's
list of packages, so that dependencies are judged as they are and the machine stays as it was.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE, BUILD, FOLDER = (pathlib.Path(one).resolve() for one in sys.argv[1:4])
DOCUMENTS = {"README.md", "copyright", "sbom.cdx.json", "rules/README.md", "examples/spec/company.yaml", "libraries/libre2"}


def run(*call, environment=(), **options):
    return subprocess.run([str(one) for one in call], capture_output=True, text=True, timeout=300, stdin=subprocess.DEVNULL,
                          env={**os.environ, **dict(environment)}, **options)


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


class Prefix(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.place = pathlib.Path(place.name).resolve()
        cls.prefix = cls.place / "local"
        cls.done = run("cmake", "--install", BUILD, "--prefix", cls.prefix)

    def test_everything_is_there(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)
        there = files_below(self.prefix)
        wanted = {"bin/zhudun", "share/man/man1/zhudun.1.gz", "share/bash-completion/completions/zhudun",
                  "share/zsh/site-functions/_zhudun", "share/fish/vendor_completions.d/zhudun.fish",
                  *(f"share/doc/zhudun/{name}" for name in DOCUMENTS)}
        self.assertEqual(wanted - there, set())
        self.assertEqual([name for name in there if not name.startswith(("bin/zhudun", "share/"))], [])

    def test_terms_of_every_library(self):
        packages = (SOURCE / ".ci/install").read_text("utf-8").split("build_packages='")[1].split("'")[0]
        named = re.findall(r"^([a-z0-9.+-]+)-dev\|", packages, re.M)
        self.assertEqual(sorted(named), sorted(path.name for path in (self.prefix / "share/doc/zhudun/libraries").iterdir()))

    def test_the_program_runs(self):
        declaration = self.prefix / "share/doc/zhudun/examples/spec/company.yaml"
        done = run(self.prefix / "bin/zhudun", "check", declaration, "--as-of", "2025-11-10")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("T03.2", done.stdout)

    def test_the_manual_is_found(self):
        done = run("man", "-M", self.prefix / "share/man", "-w", "1", "zhudun")
        self.assertEqual(done.stdout.strip(), str(self.prefix / "share/man/man1/zhudun.1.gz"), done.stderr)

    def test_shells_find_the_completions(self):
        share = self.prefix / "share"
        bash = run("bash", "-c", f"source {share}/bash-completion/completions/zhudun; complete -p zhudun")
        self.assertIn("-F _zhudun zhudun", bash.stdout, bash.stderr)
        zsh = run("zsh", "-f", "-c", f"fpath=({share}/zsh/site-functions $fpath); autoload -Uz compinit; "
                                     f"compinit -u -d {self.place}/dump; print $_comps[zhudun]")
        self.assertEqual(zsh.stdout, "_zhudun\n", zsh.stderr)
        fish = run("fish", "-c", "complete -C 'zhudun completion '", environment={
            "XDG_DATA_DIRS": str(share), "HOME": str(self.place), "PATH": f"{self.prefix}/bin:{os.environ['PATH']}"})
        self.assertEqual(sorted(fish.stdout.split()), ["bash", "fish", "zsh"], fish.stderr)

    def test_staged_below_another_folder(self):
        stage = self.place / "stage"
        done = run("cmake", "--install", BUILD, "--prefix", "/opt/zhudun", environment={"DESTDIR": str(stage)})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(files_below(stage / "opt/zhudun"), files_below(self.prefix))
        self.assertEqual([path.name for path in stage.iterdir()], ["opt"])
        self.assertFalse(pathlib.Path("/opt/zhudun").exists())


class Package(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        (cls.package,) = FOLDER.glob("zhudun_*.deb")
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.root = pathlib.Path(place.name).resolve() / "root"

    def field(self, name):
        return run("dpkg-deb", "-f", self.package, name).stdout.strip()

    def test_what_it_says_of_itself(self):
        version = re.search(r"project\(zhudun VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text()).group(1)
        self.assertEqual(self.field("Package"), "zhudun")
        self.assertEqual(self.field("Version"), f"{version}-1")
        self.assertEqual(self.field("Architecture"), run("dpkg", "--print-architecture").stdout.strip())
        self.assertEqual(self.field("Section"), "utils")
        self.assertRegex(self.field("Maintainer"), r"^[\w ]+ <\S+@\S+>$")
        self.assertRegex(self.field("Description"), r"^judges .*\n .*declares")

    def test_it_depends_on_the_libraries_that_the_program_needs(self):
        needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", BUILD / "zhudun").stdout)
        self.assertIn("libc.so.6", needed)
        loaded = re.findall(rb"libxlsxwriter\.so\.\d+", (BUILD / "zhudun").read_bytes())  # when a workbook is written
        self.assertTrue(loaded)
        self.assertFalse([name for name in needed if "xlsx" in name or "crypto" in name])
        needed += {name.decode() for name in loaded}
        depends = self.field("Depends")
        for library in needed:
            where = run("sh", "-c", f"ldconfig -p | sed -n 's/^\\s*{re.escape(library)} .*=> //p' | head -1").stdout.strip()
            if not where:
                continue  # the loader
            owner = run("dpkg", "-S", os.path.realpath(where)).stdout.split(":")[0]
            self.assertIn(owner, depends, library)

    def test_lintian(self):
        call = ["lintian", "--no-cfg", "--fail-on", "error,warning", "--tag-display-limit", "0"]
        # Of uploads to Debian's own archive, which this is not; there every library is shared, here what has an archive is
        # linked in, so that the program starts sooner.
        call += ["--suppress-tags", "initial-upload-closes-no-bugs,embedded-library"]
        call += ["--allow-root"] if os.geteuid() == 0 else []
        done = run(*call, self.package)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def dpkg(self, *arguments):
        pretend = [] if os.geteuid() == 0 else ["fakeroot"]
        return run(*pretend, "dpkg", f"--root={self.root}", "--force-not-root", *arguments)

    def test_it_comes_and_goes(self):
        if os.geteuid() != 0 and not shutil.which("fakeroot"):
            self.skipTest("neither root nor fakeroot: the package is not installed")
        state = self.root / "var/lib/dpkg"
        for name in ("info", "updates", "triggers"):
            (state / name).mkdir(parents=True)
        text = pathlib.Path("/var/lib/dpkg/status").read_text("utf-8")
        (state / "status").write_text(re.sub(r"^Package: zhudun\n.*?\n\n", "", text, flags=re.M | re.S), "utf-8")
        (state / "available").write_text("")
        before = files_below(self.root)

        done = self.dpkg("--install", self.package)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(run("dpkg-query", f"--admindir={state}", "-W", "-f", "${db:Status-Abbrev}", "zhudun").stdout, "ii ")
        verify = self.dpkg("--verify", "zhudun")
        self.assertEqual((verify.returncode, verify.stdout), (0, ""))
        installed = {name for name in files_below(self.root) if not name.startswith("var/lib/dpkg/")}
        wanted = {"usr/bin/zhudun", "usr/share/man/man1/zhudun.1.gz", "usr/share/bash-completion/completions/zhudun",
                  "usr/share/zsh/vendor-completions/_zhudun", "usr/share/fish/vendor_completions.d/zhudun.fish",
                  "usr/share/doc/zhudun/changelog.Debian.gz", *(f"usr/share/doc/zhudun/{name}" for name in DOCUMENTS)}
        self.assertEqual(wanted - installed, set())
        self.assertIn("stripped", run("file", self.root / "usr/bin/zhudun").stdout)
        self.assertNotIn("not stripped", run("file", self.root / "usr/bin/zhudun").stdout)
        done = run(self.root / "usr/bin/zhudun", "--version")
        self.assertEqual((done.returncode, done.stdout), (0, f"zhudun {self.field('Version').removesuffix('-1')}\n"))

        done = self.dpkg("--purge", "zhudun")
        self.assertEqual(done.returncode, 0, done.stderr)
        left = {name for name in files_below(self.root) - before if not name.startswith("var/lib/dpkg/")}
        self.assertEqual(left, set())
        self.assertFalse((self.root / "usr").exists())
        self.assertEqual(list((state / "info").glob("zhudun*")), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
