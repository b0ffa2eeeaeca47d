"""An editor made of a script: it speaks the language server protocol with the real program over its pipes."""
import json
import os
import select
import subprocess
import time


class Editor:
    def __init__(self, program, *arguments, folder, environment=(), capabilities=None, start=True):
        self.program = subprocess.Popen([program, "lsp", *arguments], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE,
                                        env={"PATH": os.environ["PATH"], "HOME": str(folder), **dict(environment)})
        self.folder, self.rest, self.ids, self.versions = folder, b"", 0, {}
        self.diagnostics, self.requests, self.strays = {}, [], []
        if start:
            self.capabilities = self.start(capabilities or {})

    # -- messages

    def raw(self, data):
        self.program.stdin.write(data)
        self.program.stdin.flush()

    def send(self, message):
        body = message if isinstance(message, bytes) else json.dumps({"jsonrpc": "2.0", **message}, ensure_ascii=False).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def receive(self, seconds=30):
        """The next message; None if nothing comes in time or the stream ends."""
        end = time.monotonic() + seconds
        while True:
            head, found, body = self.rest.partition(b"\r\n\r\n")
            if found:
                length = int(head.removeprefix(b"Content-Length: "))
                if len(body) >= length:
                    self.rest = body[length:]
                    return self.keep(json.loads(body[:length]))
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.program.stdout], [], [], left)[0]:
                return None
            more = os.read(self.program.stdout.fileno(), 1 << 16)
            if not more:
                return None
            self.rest += more

    def keep(self, message):
        if message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]
        elif "method" in message:
            self.requests.append(message)
        return message

    def ask(self, method, **params):
        """The answer to a request, whatever else comes before it."""
        self.ids += 1
        self.send({"id": self.ids, "method": method, "params": params})
        return self.answer_to(self.ids)

    def answer_to(self, id):
        while (message := self.receive()) is not None:
            if message.get("id") == id and "method" not in message:
                return message
        raise AssertionError(f"no answer to {id}")

    def result(self, method, **params):
        answer = self.ask(method, **params)
        assert "result" in answer, answer
        return answer["result"]

    def notify(self, method, **params):
        self.send({"method": method, "params": params})

    # -- what an editor does

    def start(self, capabilities, process=None):
        result = self.result("initialize", processId=process, rootUri=None, capabilities=capabilities)
        self.notify("initialized")
        return result["capabilities"]

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text):
        self.versions[name] = 1
        self.notify("textDocument/didOpen", textDocument={"uri": self.uri(name), "languageId": "yaml", "version": 1, "text": text})

    def change(self, name, text):
        self.versions[name] += 1
        self.notify("textDocument/didChange", textDocument={"uri": self.uri(name), "version": self.versions[name]},
                    contentChanges=[{"text": text}])

    def close(self, name):
        self.notify("textDocument/didClose", textDocument={"uri": self.uri(name)})

    def told(self, name, version=None):
        """The diagnostics of a text in its version, as they arrive."""
        version = version or self.versions.get(name)
        while True:
            known = self.diagnostics.get(self.uri(name))
            if known and (version is None or known.get("version") == version):
                return known["diagnostics"]
            if self.receive() is None:
                raise AssertionError(f"no diagnostics for {name}")

    def at(self, method, name, line, character):
        return self.result(f"textDocument/{method}", textDocument={"uri": self.uri(name)},
                           position={"line": line, "character": character})

    def end(self):
        """The exit status after a proper goodbye."""
        self.result("shutdown")
        self.notify("exit")
        return self.gone()

    def gone(self):
        try:
            self.program.stdin.close()
        except BrokenPipeError:
            pass
        status = self.program.wait(timeout=30)
        self.error = self.program.stderr.read()
        self.program.stdout.close()
        self.program.stderr.close()
        return status
