// The programs of the build, as processes: servers, and the tool `noodles`.
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

import { deadline } from "./browser";

/** The path of a program of the build: "demo_server". */
export function program(name: string): string {
  const path = process.env[`NOODLES_${name.toUpperCase()}`];
  assert.ok(path, `the environment does not name the program ${name}`);
  return path;
}

export interface Done {
  readonly code: number | null;
  readonly out: Buffer;
  readonly errors: string;
}

/** Runs the tool `noodles` to its end. */
export async function tool(...words: string[]): Promise<Done> {
  const child = spawn(program("noodles_tool"), words, {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 2 * deadline,
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => out.push(part));
  child.stderr.on("data", (part: Buffer) => errors.push(part));
  const [code] = (await once(child, "close")) as [number | null];
  return {
    code,
    out: Buffer.concat(out),
    errors: Buffer.concat(errors).toString(),
  };
}

/** The JSON that the tool prints; it must succeed. */
export async function result(...words: string[]): Promise<any> {
  const done = await tool(...words, "--json");
  assert.equal(done.code, 0, done.errors);
  return JSON.parse(done.out.toString());
}

/** A server that prints its address. */
export class Server {
  readonly port: number;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.child = child;
    this.port = port;
  }

  static async start(name: string, ...words: string[]): Promise<Server> {
    const child = spawn(program(name), words, {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const port = await new Promise<number>((resolve, reject) => {
      const fail = (): void => reject(new Error(`${name} does not listen: ${output}`));
      const timer = setTimeout(fail, deadline);
      const read = (part: Buffer): void => {
        output += part.toString();
        const found = /(?:ws|http)s?:\/\/localhost:(\d+)/.exec(output);
        if (found === null) return;
        clearTimeout(timer);
        resolve(Number(found[1]));
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("close", fail);
    });
    return new Server(child, port);
  }

  /** An example on any free port. */
  static example(name: string, ...words: string[]): Promise<Server> {
    return Server.start(name, "--port", "0", ...words);
  }

  /** `noodles replay` of a recording. */
  static replay(file: string, ...words: string[]): Promise<Server> {
    return Server.start("noodles_tool", "replay", file, "--port", "0", ...words);
  }

  /** The address of the page. */
  get page(): string {
    return `http://localhost:${this.port}/`;
  }

  get socket(): string {
    return `ws://localhost:${this.port}`;
  }

  /** Ends the process at once. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, "close");
    this.child.kill("SIGKILL");
    await ended;
  }
}
