#!/usr/bin/env python3
"""The list of what the program is made of says all there is: sbom.py BUILD PROGRAM

Held against the libraries that it opens when it runs, and against the headers that the compiler read for it.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

BUILD, PROGRAM = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
BOM = json.loads((BUILD / "documents/sbom.cdx.json").read_text("utf-8"))
COMPONENTS = {one["name"]: one for one in BOM["components"]}
# Headers of these describe the system; what they stand for is loaded when the program runs.
OF_THE_SYSTEM = {"libc6-dev", "linux-libc-dev", "libstdc++-12-dev", "libgcc-12-dev"}


def ask(*arguments, check=True):
    return subprocess.run([str(one) for one in arguments], check=check, capture_output=True, text=True).stdout


def owners(paths):
    """The Debian packages that files belong to."""
    found, left = set(), {str(pathlib.Path(path).resolve()) for path in paths}
    for prefix in ("", "/usr"):
        said = ask("dpkg-query", "-S", *(re.sub("^" + prefix, "", path) for path in sorted(left)), check=False)
        for line in said.splitlines():
            package, path = line.split(": ", 1)
            found.add(package.split(":")[0])
            left.discard(prefix + path)
        if not left:
            break
    assert not left, f"of no package: {left}"
    return found


class Made(unittest.TestCase):
    def test_versions_are_those_installed(self):
        self.assertGreater(len(COMPONENTS), 10)
        for name, component in COMPONENTS.items():
            with self.subTest(name):
                version = ask("dpkg-query", "-W", "-f=${Version}\n", name).splitlines()[0]
                self.assertEqual(component["version"], version)
                self.assertTrue(component["purl"].startswith("pkg:deb/debian/"))
                self.assertIn("licenses", component)

    def test_every_library_it_loads(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = pathlib.Path(folder) / "trace"
            declaration = pathlib.Path(folder) / "a.yaml"
            declaration.write_text("zhudun: 1\ncompany: {name: a, roles: [platform_operator]}\n")
            subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=openat", PROGRAM, "check", declaration, "-o", declaration.with_suffix(".xlsx")],
                           capture_output=True, timeout=60)
            opened = re.findall(r'"(/[^"]+\.so[.0-9]*)", [^=]*= \d', trace.read_text("utf-8", "replace"))
        self.assertTrue(any("xlsxwriter" in path for path in opened), opened)
        self.assertEqual(owners(opened) - set(COMPONENTS), set())

    def test_every_archive_and_header(self):
        objects, of_ours, headers = ask("ninja", "-C", BUILD, "-t", "deps"), False, set()
        for line in objects.splitlines():
            if not line.startswith(" "):
                of_ours = line.startswith("src/CMakeFiles/zhudun")
            elif of_ours and line.strip().startswith("/usr/"):
                headers.add(line.strip())
        self.assertGreater(len(headers), 100)
        packages = owners(headers) - OF_THE_SYSTEM
        self.assertEqual(packages - set(COMPONENTS), set())

    def test_nothing_else(self):
        source = {one.split(":")[0] for one in ask("dpkg-query", "-W", "-f=${Package}\n").splitlines()}
        self.assertEqual(set(COMPONENTS) - source, set())
        self.assertEqual(set(BOM["dependencies"][0]["dependsOn"]), {one["bom-ref"] for one in BOM["components"]})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
