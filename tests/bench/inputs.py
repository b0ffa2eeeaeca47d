"""What the contenders read, made once and kept in the build folder; and what there is to run them with."""
import json
import pathlib
import shutil
import subprocess
import sys

from generate import generate

HERE = pathlib.Path(__file__).resolve().parent
PINNED = ["@bufbuild/cel@0.6.1", "@bufbuild/protobuf@2.17.0", "js-yaml@5.5.0"]
AS_OF = "2025-11-10"


class Missing(Exception):
    pass


def python_with_yaml():
    """Debian's python3 has PyYAML with libyaml inside; another one that comes first in the path may not."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import yaml; yaml.CSafeLoader"], capture_output=True).returncode == 0:
            return python
    raise Missing("no python3 has PyYAML with libyaml: install python3-yaml")


class Inputs:
    """A folder of generated declarations."""

    def __init__(self, work, seed):
        self.work, self.seed = pathlib.Path(work).resolve(), seed
        self.work.mkdir(parents=True, exist_ok=True)

    def input(self, kind, size):
        """The path to judge; made anew when the generator has changed since."""
        folder = self.work / "inputs" / f"{kind}-{size}-{self.seed}"
        stamp = folder / "made"
        sources = [HERE / "generate.py", HERE / "company.py"]
        if not stamp.exists() or any(source.stat().st_mtime > stamp.stat().st_mtime for source in sources):
            shutil.rmtree(folder, ignore_errors=True)
            path = generate(kind, size, self.seed, folder)
            stamp.write_text(str(path.relative_to(folder)))
        return folder / stamp.read_text()


class Place(Inputs):
    """The same, and the programs to measure."""

    def __init__(self, zhudun, peers, work, seed):
        super().__init__(work, seed)
        self.peers = pathlib.Path(peers).resolve()
        self.zhudun = self.installed(pathlib.Path(zhudun).resolve())
        self.python = python_with_yaml()
        for tool in ("node", "npm", "jq"):
            if not shutil.which(tool):
                raise Missing(f"{tool} is not installed")
        self.npm = self.work / "npm"
        stamp = self.npm / "installed.json"
        if not stamp.exists() or json.loads(stamp.read_text()) != PINNED:
            self.npm.mkdir(exist_ok=True)
            (self.npm / "package.json").write_text('{"private": true}\n')
            subprocess.run(["npm", "install", "--prefix", self.npm, "--no-audit", "--no-fund", "--ignore-scripts", "--save-exact",
                            *PINNED], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            stamp.write_text(json.dumps(PINNED))

    def peer(self, name):
        path = self.peers / name
        if not path.exists():
            raise Missing(f"{path} is not built")
        return self.installed(path)

    def installed(self, path):
        """A copy, as an installation makes it: what a linker has written starts a tenth slower than what was copied since."""
        copy = self.work / "installed" / path.name
        if not copy.exists() or copy.stat().st_mtime < path.stat().st_mtime:
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(path.read_bytes())
            copy.chmod(0o755)
        return copy

    def as_json(self, path):
        """The same declarations in JSON, for jq."""
        made = path.parent / f"{path.name}.json"
        if not made.exists():
            with open(made, "wb") as out:
                subprocess.run([self.python, HERE / "peers/checks.py", "json", path], check=True, stdout=out)
        return made

    def check(self, path, *options):
        return [self.zhudun, "check", path, "--as-of", AS_OF, *options]


def bytes_of(path):
    path = pathlib.Path(path)
    return sum(one.stat().st_size for one in path.glob("*.yaml")) if path.is_dir() else path.stat().st_size
