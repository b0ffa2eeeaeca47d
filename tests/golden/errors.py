#!/usr/bin/env python3
"""Kept messages and reports for small declarations.

errors.py --zhudun PROGRAM [--update]

refused/NAME.yaml   exit status 2, nothing on standard output, on standard error what stands in NAME.stderr
refused/given-*     the same, of files that are no declarations at all
accepted/NAME.yaml  the report is NAME.txt, standard error stays empty
--update rewrites what is kept.
"""
import argparse
import pathlib
import sys

from golden import RULES_SHA256, Book, Run

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--zhudun", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true", help="rewrite what is kept")
    call = parser.parse_args()
    book = Book(call.update)
    refused = HERE / "refused"
    given = [path for path in refused.glob("given-*") if path.suffix != ".stderr"]
    for case in sorted([*refused.glob("*.yaml"), *given]):
        run = Run(call.zhudun, ["check", case.name, "--as-of", "2025-11-10"], case.parent)
        book.same(f"{case.name}: exit status and standard output", (2, b""), (run.exit, run.out))
        book.kept(case.with_suffix(".stderr"), run.err)
    for case in sorted((HERE / "accepted").glob("*.yaml")):
        run = Run(call.zhudun, ["check", case.name, "--as-of", "2025-11-10"], case.parent)
        book.same(f"{case.name}: exit status and standard error", (1, b""), (run.exit, run.err))
        book.kept(case.with_suffix(".txt"), run.out, but=RULES_SHA256)
    return book.close()


if __name__ == "__main__":
    sys.exit(main())
