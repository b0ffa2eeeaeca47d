// A scripted client of the YAML language server: real messages over its standard input and output.
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { join, resolve } from "node:path";

export class Client {
  constructor(modules) {
    const program = resolve(join(modules, "node_modules/yaml-language-server/bin/yaml-language-server"));
    this.server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
    this.server.stdout.on("data", (bytes) => this.read(bytes));
    this.rest = Buffer.alloc(0);
    this.number = 0;
    this.waiting = new Map(); // answers, by the number of the request
    this.diagnosed = new Map(); // what was published, by address
    this.heard = [];
    this.limit = setTimeout(() => {
      console.error("the language server does not answer");
      process.exit(1);
    }, 120000);
  }

  send(message) {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.server.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.server.stdin.write(body);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  ask(method, params) {
    const id = ++this.number;
    this.send({ id, method, params });
    return new Promise((done, fail) => this.waiting.set(id, { done, fail }));
  }

  read(bytes) {
    this.rest = Buffer.concat([this.rest, bytes]);
    for (;;) {
      const end = this.rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const size = Number(/Content-Length: (\d+)/i.exec(this.rest.subarray(0, end).toString())[1]);
      if (this.rest.length < end + 4 + size) return;
      const message = JSON.parse(this.rest.subarray(end + 4, end + 4 + size).toString());
      this.rest = this.rest.subarray(end + 4 + size);
      this.take(message);
    }
  }

  take(message) {
    if (message.method === "textDocument/publishDiagnostics") {
      this.diagnosed.set(decodeURIComponent(message.params.uri), message.params.diagnostics);
      this.heard.splice(0).forEach((tell) => tell());
    } else if (message.method === "workspace/configuration") {
      const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false }, schemas: {} };
      this.send({ id: message.id, result: message.params.items.map((item) => (item.section === "yaml" ? yaml : {})) });
    } else if (message.method && message.id !== undefined) {
      this.send({ id: message.id, result: null });
    } else if (this.waiting.has(message.id)) {
      const { done, fail } = this.waiting.get(message.id);
      this.waiting.delete(message.id);
      message.error ? fail(new Error(JSON.stringify(message.error))) : done(message.result);
    }
  }

  async start(folder) {
    const rootUri = pathToFileURL(folder).href;
    await this.ask("initialize", {
      processId: process.pid,
      rootUri,
      locale: "zh-cn",
      workspaceFolders: [{ uri: rootUri, name: "test" }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: {
          hover: { contentFormat: ["markdown"] },
          completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"] } },
          publishDiagnostics: {},
        },
      },
    });
    this.notify("initialized", {});
  }

  // Opens a text as a file; gives what the server finds in it.
  async open(path, text) {
    const uri = pathToFileURL(path).href;
    this.notify("textDocument/didOpen", { textDocument: { uri, languageId: "yaml", version: 1, text } });
    return new Document(this, uri, text);
  }

  stop() {
    clearTimeout(this.limit);
    this.server.kill();
  }
}

export class Document {
  constructor(client, uri, text) {
    Object.assign(this, { client, uri, text, version: 1 });
  }

  // The place of a mark in the text, `shift` characters on.
  place(mark, shift = 0) {
    const offset = this.text.indexOf(mark);
    if (offset < 0) throw new Error(`there is no ${mark}`);
    const before = this.text.slice(0, offset + shift);
    const line = before.split("\n").length - 1;
    return { line, character: before.length - (before.lastIndexOf("\n") + 1) };
  }

  // Replaces the text and waits for what is found in it.
  async write(text) {
    this.text = text;
    const address = decodeURIComponent(this.uri);
    this.client.diagnosed.delete(address);
    this.client.notify("textDocument/didChange", {
      textDocument: { uri: this.uri, version: ++this.version },
      contentChanges: [{ text }],
    });
    return this.found();
  }

  async found() {
    const address = decodeURIComponent(this.uri);
    while (!this.client.diagnosed.has(address)) await new Promise((tell) => this.client.heard.push(tell));
    return this.client.diagnosed.get(address).map(({ range, message, severity }) => ({
      message,
      severity,
      under: this.text.split("\n")[range.start.line].slice(range.start.character, range.end.line === range.start.line ? range.end.character : undefined),
    }));
  }

  async hover(mark, shift = 0) {
    const answer = await this.client.ask("textDocument/hover", {
      textDocument: { uri: this.uri },
      position: this.place(mark, shift),
    });
    return answer?.contents?.value ?? "";
  }

  async complete(mark, shift) {
    const answer = await this.client.ask("textDocument/completion", {
      textDocument: { uri: this.uri },
      position: this.place(mark, shift ?? mark.length),
    });
    return answer?.items ?? [];
  }
}
