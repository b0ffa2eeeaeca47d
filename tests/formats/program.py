#!/usr/bin/env python3
"""The formats through the program: endings and prefixes, two runs alike, fingerprints that outlive moved lines.

program.py ZHUDUN
"""
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples/spec/company.yaml"
OUTPUTS = {"r.sarif": "sarif", "r.xml": "junit", "r.md": "md", "r.csv": "csv", "r.json": "json", "gitlab=g": "gitlab",
           "github=h": "github", "r.html": "html", "r.xlsx": "xlsx", "r.ics": "ics",
           "r.poam.json": "oscal", "r.ar.json": "oscal-ar", "oscal-ar=i": "oscal-ar"}


def check(program, *arguments):
    done = subprocess.run([program, "check", "--as-of", "2025-11-10", "--no-evidence", *map(str, arguments)],
                          capture_output=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr.decode()
    return done.stdout


def fingerprints(program, path):
    report = json.loads(check(program, path, "--format", "json", "--all"))
    findings = report["declarations"][0]["findings"]
    return {(finding["rule"], finding["subject"]): finding["fingerprint"] for finding in findings}


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        for output, name in OUTPUTS.items():
            prefix, _, path = output.rpartition("=")
            check(program, EXAMPLE, "-o", f"{prefix}={place / path}" if prefix else place / path)
            written = (place / path).read_bytes()
            assert written == check(program, EXAMPLE, "--format", name), f"{output} is not what --format {name} prints"
            assert written == check(program, EXAMPLE, "--format", name), f"two runs of {name} differ"
        before = fingerprints(program, EXAMPLE)
        assert len(set(before.values())) == len(before), "two findings have one fingerprint"
        moved = place / "elsewhere.yaml"
        moved.write_text("# one line\n# and another\n" + EXAMPLE.read_text("utf-8"), "utf-8")
        assert fingerprints(program, moved) == before, "moved lines change fingerprints"
    print(f"{len(OUTPUTS) + 2} passed, 0 failed")


if __name__ == "__main__":
    main()
