#!/usr/bin/env python3
"""Which declarations are judged: files, folders, globs, standard input; and what is said of those that cannot be."""
import os
import unittest

from command_line import BROKEN, FINE, OVERDUE, PACK, CommandLine, main


class Files(CommandLine):
    def test_many_files_in_their_order_each_once(self):
        report = self.report("overdue.yaml", "fine.yaml", "overdue.yaml", status=1)
        self.assertEqual(self.files_of(report), ["overdue.yaml", "fine.yaml"])

    def test_exit_status_is_the_largest(self):
        for files, status in ((["fine.yaml"], 0), (["fine.yaml", "overdue.yaml"], 1), (["overdue.yaml", "fine.yaml"], 1),
                              (["broken.yaml", "fine.yaml"], 2), (["overdue.yaml", "broken.yaml"], 2)):
            self.assertEqual(self.check(*files).returncode, status, files)

    def test_the_good_files_of_a_batch_are_still_reported(self):
        run = self.check("--format", "json", "fine.yaml", "broken.yaml", "overdue.yaml")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["fine.yaml", "overdue.yaml"]))
        self.assertIn("broken.yaml:2:18: unknown key `kindz`", run.stderr.decode())
        text = self.check("fine.yaml", "broken.yaml").stdout.decode()
        self.assertIn("fine.yaml", text)
        self.assertNotIn("broken.yaml", text)

    def test_one_bad_file_prints_nothing_and_every_error(self):
        run = self.check("broken.yaml")
        self.assert_wrong(run, "broken.yaml:2:18: unknown key `kindz`\n", "did you mean `kinds`?",
                          "broken.yaml:3:19: `issued_on` is `2030/1/5`, not a date, YYYY-MM-DD\n", "write 2030-01-05")

    def test_a_name_that_looks_like_an_option(self):
        self.write("-x.yaml", FINE)
        self.assertEqual(self.files_of(self.report("--", "-x.yaml", status=0)), ["-x.yaml"])
        self.assertEqual(self.files_of(self.report("./-x.yaml", status=0)), ["./-x.yaml"])
        self.assert_wrong(self.check("-x.yaml"))

    def test_after_two_dashes_everything_is_a_file(self):
        self.assert_wrong(self.check("--", "--all"), "--all: cannot be read: No such file or directory")

    def test_options_after_files(self):
        self.assertEqual(self.check("fine.yaml", "overdue.yaml", "--fail-on", "never", "--quiet").returncode, 0)

    def test_what_is_not_there(self):
        self.assert_wrong(self.check("nowhere.yaml"), "nowhere.yaml: cannot be read: No such file or directory\n")
        run = self.check("nowhere.yaml", "fine.yaml", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["fine.yaml"]))

    def test_files_that_are_no_declaration(self):
        for name, bytes, message in (("empty.yaml", b"", "empty.yaml: the file holds no document"),
                                     ("comment.yaml", b"# nothing\n", "comment.yaml: the file holds no document"),
                                     ("null.yaml", b"null\n", "null.yaml:1:1: the declaration is empty"),
                                     ("list.yaml", b"- a\n", "list.yaml:1:1: the declaration is a list, not a mapping of sections"),
                                     ("word.yaml", b"hello\n", "word.yaml:1:1: the declaration is `hello`"),
                                     ("utf16.yaml", "zhudun: 1\n".encode("utf-16"), "utf16.yaml"),
                                     ("bytes.yaml", b"zhudun: \xff\n", "bytes.yaml:1:9"),
                                     ("nul.yaml", b"zhudun: 1\0\n", "nul.yaml:1:10"),
                                     ("two.yaml", b"zhudun: 1\n---\nzhudun: 1\n", "two.yaml:2"),
                                     ("twice.yaml", b"zhudun: 1\nzhudun: 1\n", "twice.yaml:2:1")):
            with self.subTest(name):
                self.write(name, bytes)
                self.assert_wrong(self.check(name), message)

    def test_line_ends_and_a_byte_order_mark(self):
        for text in (FINE.replace("\n", "\r\n"), "\ufeff" + FINE, "\ufeff" + FINE.replace("\n", "\r\n"), FINE.rstrip("\n")):
            self.write("odd.yaml", text)
            self.assertEqual(self.check("odd.yaml").returncode, 0)
        self.write("odd.yaml", "\ufeff" + BROKEN.replace("\n", "\r\n"))
        self.assert_wrong(self.check("odd.yaml"), "odd.yaml:2:18: unknown key `kindz`", "odd.yaml:3:19: ")

    def test_a_name_that_would_move_the_cursor(self):
        self.assert_wrong(self.check("no\x1b2Jfile\r\n.yaml"), "no\\u{1b}2Jfile\\u{d}\\u{a}.yaml: cannot be read")
        self.assert_wrong(self.check("no\x1b[2J*.yaml"), "no\\u{1b}[2J*.yaml: no file matches")
        self.write("b\x1b[2J\u202e.yaml", BROKEN)
        self.assert_wrong(self.check("b\x1b[2J\u202e.yaml"), "b\\u{1b}[2J\\u{202e}.yaml:2:18: ")
        self.write("f\x1b[2J.yaml", FINE)
        self.assert_harmless(self.check("f\x1b[2J.yaml").stdout)
        self.assertEqual(self.files_of(self.report("f\x1b[2J.yaml")), ["f\x1b[2J.yaml"])
        self.write("odd.yaml", "zhudun: 1\nowner: {name: \"a\\e[2J\", \"k\\e[2J\\u202E\": 1, kinds: [\"\\e[2J\"]}\n")
        self.assert_wrong(self.check("odd.yaml"), "\\u{1b}[2J")

    def test_a_name_that_is_no_utf_8(self):
        name = b"n\xff.yaml"
        with open(os.path.join(os.fsencode(self.place), name), "wb") as file:
            file.write(BROKEN.encode())
        self.assert_wrong(self.check(name), "n\\xff.yaml:2:18: ")
        with open(os.path.join(os.fsencode(self.place), name), "wb") as file:
            file.write(FINE.encode())
        for format in ("json", "jsonl", "text"):
            run = self.check(name, "--format", format)
            self.assertEqual(run.returncode, 0)
            run.stdout.decode("utf-8")

    def test_a_folder_given_as_a_pack(self):
        self.assert_wrong(self.run_it("check", "fine.yaml", "--rules", "."), "the rule pack has no pack.yaml")
        self.assert_wrong(self.run_it("check", "fine.yaml", "--rules", "nowhere"), "there is no rule pack `nowhere`")
        self.assert_wrong(self.run_it("check", "fine.yaml", "--rules", "fine.yaml"), "there is no rule pack `fine.yaml`")


class StandardInput(CommandLine):
    def test_a_dash(self):
        self.assertEqual(self.files_of(self.report("-", input=FINE.encode(), status=0)), ["-"])
        self.assertEqual(self.check("-", input=OVERDUE.encode()).returncode, 1)
        self.assert_wrong(self.check("-", input=BROKEN.encode()), "-:2:18: unknown key `kindz`")
        self.assert_wrong(self.check("-", input=b""), "-: the file holds no document")

    def test_among_others_and_twice(self):
        report = self.report("overdue.yaml", "-", "-", input=FINE.encode(), status=1)
        self.assertEqual(self.files_of(report), ["overdue.yaml", "-"])

    def test_a_file_of_that_name(self):
        self.write("-", OVERDUE)
        self.assertEqual(self.files_of(self.report("./-", input=FINE.encode(), status=1)), ["./-"])
        self.assertEqual(self.check("-", input=FINE.encode()).returncode, 0)
        self.assertEqual(self.check("--", "-", input=FINE.encode()).returncode, 0)

    def test_closed(self):
        self.assert_wrong(self.check("-", stdin=None, preexec_fn=lambda: os.close(0)), "standard input cannot be read")


class Folders(CommandLine):
    def setUp(self):
        super().setUp()
        self.write("all/b/fine.yaml", FINE)
        self.write("all/a.yml", OVERDUE)
        self.write("all/other.yaml", "name: zhudun is not a key here\n")
        self.write("all/.hidden/fine.yaml", FINE)
        self.write("all/.fine.yaml", FINE)
        self.write("all/notes.txt", FINE)

    def test_every_declaration_below_sorted_and_the_rest_named(self):
        run = self.check("all", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (1, ["all/a.yml", "all/b/fine.yaml"]))
        self.assertIn("all/other.yaml: note: has no key `zhudun` and is left out\n", run.stderr.decode())
        self.assertNotIn("notes.txt", run.stderr.decode())

    def test_a_declaration_that_says_so_late(self):
        for comment in (1010, 1014, 1018, 1020, 1024, 5000):
            self.write(f"late/{comment}.yaml", "#" * comment + "\n" + FINE)
        run = self.check("late", "--format", "json")
        self.assertEqual((run.returncode, len(self.files_of(run)), run.stderr), (0, 6, b""))

    def test_a_bad_declaration_in_a_folder(self):
        self.write("all/c.yaml", BROKEN)
        run = self.check("all", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["all/a.yml", "all/b/fine.yaml"]))
        self.assertIn("all/c.yaml:2:18: ", run.stderr.decode())

    def test_a_folder_without_one(self):
        (self.place / "bare").mkdir()
        self.assert_wrong(self.check("bare"), "bare: the folder holds no declaration")
        run = self.check("bare", "fine.yaml", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["fine.yaml"]))

    def test_a_folder_and_a_file_in_it(self):
        self.assertEqual(self.files_of(self.report("all/a.yml", "all")), ["all/a.yml", "all/b/fine.yaml"])

    def test_a_file_that_is_named_and_found_too(self):
        for files in (("all", "all/other.yaml"), ("all/other.yaml", "all"), ("all", "all/oth[e]r.yaml")):
            with self.subTest(files):
                run = self.check(*files, "--format", "json")
                self.assertEqual((run.returncode, self.files_of(run)), (2, ["all/a.yml", "all/b/fine.yaml"]))
                self.assertNotIn("is left out", run.stderr.decode())

    def test_a_folder_in_a_folder(self):
        self.write("all/docs/notes.yaml", "name: nothing\n")
        run = self.check("all", "all/b", "all/docs", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["all/a.yml", "all/b/fine.yaml"]))
        self.assertEqual(run.stderr.decode().count("all/docs/notes.yaml: note: has no key `zhudun` and is left out\n"), 1)
        self.assertIn("all/docs: the folder holds no declaration", run.stderr.decode())
        self.assertNotIn("all/b: ", run.stderr.decode())

    def test_what_is_too_large_and_no_declaration(self):
        self.write("sizes/declared.yaml", FINE)
        self.write("sizes/large.yaml", "# nothing\n" * 10_000)
        run = self.check("sizes", "--format", "json", "--limit", "file_bytes=50000")
        self.assertEqual((run.returncode, self.files_of(run)), (0, ["sizes/declared.yaml"]))
        self.assertIn("sizes/large.yaml: note: has no key `zhudun` and is left out\n", run.stderr.decode())
        self.write("sizes/large.yaml", "# nothing\n" * 10_000 + FINE)
        self.assert_wrong(self.check("sizes", "--format", "json", "--limit", "file_bytes=50000"),
                          "sizes/large.yaml: is larger than the limit `file_bytes` of 50000")

    def test_quiet_fails_as_the_report_does(self):
        for files in (["all/b"], ["all"], ["all", "broken.yaml"], ["fine.yaml", "fine.yaml"], ["all/b", "fine.yaml"]):
            for statuses in ("overdue,gap,undeclared", "met", "overdue", "advised", "not_applicable", "never"):
                with self.subTest(files=files, statuses=statuses):
                    loud, quiet = (self.check(*files, "--fail-on", statuses, *more) for more in ([], ["--quiet"]))
                    self.assertEqual((quiet.returncode, quiet.stderr), (loud.returncode, loud.stderr))

    def test_a_declaration_in_other_spellings(self):
        self.write("odd/flow.yaml", '{"zhudun": 1, owner: {name: a, kinds: [office], occupies_buildings: false}, buildings: [], '
                   "alarms: {faults: []}}\n")
        self.write("odd/quoted.yaml", FINE.replace("zhudun:", "'zhudun' :"))
        self.write("odd/marked.yaml", "\ufeff" + FINE)
        self.write("odd/late.yaml", "\n".join(FINE.splitlines()[1:] + FINE.splitlines()[:1]) + "\n")
        self.assertEqual(self.files_of(self.report("odd", status=0)),
                         ["odd/flow.yaml", "odd/late.yaml", "odd/marked.yaml", "odd/quoted.yaml"])

    def test_globs_the_shell_left_alone(self):
        self.assertEqual(self.files_of(self.report("all/a.y[m]l")), ["all/a.yml"])
        self.assertEqual(self.files_of(self.report("a?l/?.*")), ["all/a.yml"])
        self.assertEqual(self.files_of(self.report("all/*/*.yaml")), ["all/b/fine.yaml"])
        self.assertEqual(self.files_of(self.report("all/{a.yml,b/fine.yaml}")), ["all/a.yml", "all/b/fine.yaml"])
        self.assertEqual(self.files_of(self.report("a*")), ["all/a.yml", "all/b/fine.yaml"])

    def test_a_glob_that_matches_nothing(self):
        self.assert_wrong(self.check("*.yamlx"), "*.yamlx: no file matches")
        run = self.check("*.yamlx", "fine.yaml", "--format", "json")
        self.assertEqual((run.returncode, self.files_of(run)), (2, ["fine.yaml"]))

    def test_a_file_whose_name_is_a_glob(self):
        self.write("[x].yaml", FINE)
        self.write("x.yaml", OVERDUE)
        self.assertEqual(self.files_of(self.report("[x].yaml", status=0)), ["[x].yaml"])

    def test_both_readers_give_the_same_bytes(self):
        self.write("aliased.yaml", FINE.replace("kinds: [office]", "kinds: &k [office]"))
        self.write("broken.yaml", FINE + "  x: {\n")
        for name in ("fine.yaml", "overdue.yaml", "aliased.yaml", "broken.yaml"):
            runs = [self.check(name, "--all", "--format", "json", "--reader", reader) for reader in ("fast", "yaml-cpp")]
            with self.subTest(name):
                told = [(run.returncode, run.stdout, run.stderr) for run in runs]
                self.assertEqual(told[0], told[1])

    def test_the_pack_itself_is_no_declaration(self):
        run = self.check(PACK)  # its files name the key `zhudun` deeper down, or in another word
        self.assertEqual(run.returncode, 2)


if __name__ == "__main__":
    main()
