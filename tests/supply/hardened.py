#!/usr/bin/env python3
"""The program as built is hardened: readelf is asked, not the build description.

hardened.py PROGRAM ARCHIVE...   the program, and the archives that its own rooms were built into
hardened.py --self-test CXX      builds small programs that lack one thing each, and shows that each is found
"""
import pathlib
import platform
import re
import subprocess
import sys
import tempfile


def ask(*arguments):
    return subprocess.run(arguments, check=True, capture_output=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}).stdout


def faults_of_program(path):
    header, segments = ask("readelf", "-hW", path), ask("readelf", "-lW", path)
    dynamic, notes = ask("readelf", "-dW", path), ask("readelf", "-sW", path)
    faults = []
    if not re.search(r"Type:\s+DYN", header) or not re.search(r"FLAGS_1.*\bPIE\b", dynamic):
        faults.append("pie: it is no position-independent program")
    if "GNU_RELRO" not in segments:
        faults.append("relro: no part of it becomes read-only after relocation")
    if not re.search(r"\(FLAGS\).*BIND_NOW|FLAGS_1.*\bNOW\b", dynamic):
        faults.append("now: symbols are bound later, so the table of them stays writable")
    stack = re.search(r"GNU_STACK\s+(?:0x\w+\s+){5}(\S+)", segments)
    if not stack or "E" in stack.group(1):
        faults.append("stack: the stack can be executed")
    if re.search(r"LOAD\s+(?:0x\w+\s+){5}RWE", segments):
        faults.append("segments: one is both writable and executable")
    if re.search(r"\((TEXTREL|RPATH|RUNPATH)\)", dynamic):
        faults.append("dynamic: code is relocated, or libraries are looked for in folders of its own")
    if "__stack_chk_fail" not in notes:
        faults.append("protector: nothing watches the stack")
    return faults


def faults_of_objects(paths):
    """What has to be true of what we compile ourselves; the archives of the system come as they are."""
    faults = []
    symbols = ask("nm", "-A", "--undefined-only", *paths)
    if not re.search(r"U __\w+_chk$", re.sub(r".*__stack_chk_fail\n", "", symbols), re.M):
        faults.append("fortify: no call of the C library is checked")
    if "U __stack_chk_fail" not in symbols:
        faults.append("protector: nothing watches the stack")
    if platform.machine() == "x86_64":
        bare = []
        for path in paths:
            members = re.split(r"^File: ", ask("readelf", "-nW", path), flags=re.M)
            for member in members[1:] if len(members) > 1 else members:
                if "IBT" not in member or "SHSTK" not in member:
                    bare.append((member.splitlines() or [path])[0] or path)
        if bare:
            faults.append(f"branches: jumps and returns are not guarded in {len(bare)} objects, {', '.join(bare[:3])}")
    return faults


SOURCE = """#include <cstdio>
#include <cstring>
int main(int argc, char** argv) {
  char room[16];
  std::strcpy(room, argv[argc - 1]);
  std::puts(room);
}
"""
GOOD = "-O2 -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2".split()
GOOD_LINK = "-pie -Wl,-z,relro,-z,now".split()


def self_test(compiler):
    if platform.machine() == "x86_64":
        GOOD.append("-fcf-protection=full")
    breaches = [
        ("", [], []), ("pie", ["-fno-pie"], ["-no-pie"]), ("relro", [], ["-Wl,-z,norelro"]), ("now", [], ["-Wl,-z,lazy"]),
        ("stack", [], ["-Wl,-z,execstack"]), ("dynamic", [], ["-Wl,-rpath,/nowhere"]),
        ("protector", ["-fno-stack-protector"], []), ("fortify", ["-U_FORTIFY_SOURCE"], []),
    ] + ([("branches", ["-fcf-protection=none"], [])] if platform.machine() == "x86_64" else [])
    with tempfile.TemporaryDirectory() as folder:
        source, made, program = (str(pathlib.Path(folder) / name) for name in ("a.cpp", "a.o", "a"))
        pathlib.Path(source).write_text(SOURCE)
        for expected, compiling, linking in breaches:
            subprocess.run([compiler, *GOOD, *compiling, "-w", "-c", source, "-o", made], check=True)
            subprocess.run([compiler, *GOOD_LINK, *linking, made, "-o", program], check=True, stderr=subprocess.DEVNULL)
            found = {fault.split(":")[0] for fault in faults_of_program(program) + faults_of_objects([made])}
            if found != ({expected} if expected else set()):
                sys.exit(f"a program that lacks `{expected}` is said to lack {found}")
    print(f"{len(breaches)} programs told apart")


if sys.argv[1] == "--self-test":
    self_test(sys.argv[2])
else:
    found = faults_of_program(sys.argv[1]) + faults_of_objects(sys.argv[2:])
    print("\n".join(found) or f"hardened: {sys.argv[1]}")
    sys.exit(bool(found))
