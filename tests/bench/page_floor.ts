// The least cost of a large scene, in a blank page without anything of the page:
// reading its messages into objects, by the generated code and by a bare loop that
// knows which keys come, and handing its matrices to three.js.
import { InstancedMesh, Matrix4, PerspectiveCamera, PlaneGeometry, Scene, WebGLRenderer } from "three";
import {
  type MsgEntityCreate,
  type ServerMessageHandler,
  dispatchServerFrame,
  serverMessages,
} from "linguine-noodles/protocol";

/** Milliseconds. */
function timeOf(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

/** Reads by the generated code; keeps every entity. */
function generated(frames: readonly Uint8Array[]): number {
  const kept: MsgEntityCreate[] = [];
  const handler: Record<string, unknown> = {};
  for (const { name } of serverMessages) handler[`on${name.slice(3)}`] = () => {};
  handler["onEntityCreate"] = (message: MsgEntityCreate) => kept.push(message);
  const time = timeOf(() => {
    for (const frame of frames) {
      dispatchServerFrame(frame, handler as unknown as ServerMessageHandler);
    }
  });
  check(kept.length, kept[kept.length - 1]!.content.transform);
  return time;
}

interface Plain {
  readonly [key: string]: unknown;
}

/** Reads without a check of anything; keeps every entity. */
class BareLoop {
  private at = 0;
  private readonly bytes: Uint8Array;
  private readonly data: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  read(kept: Plain[]): void {
    for (let left = this.argument(); left > 0; left -= 2) {
      this.argument(); // the number of the message
      const entity: Record<string, unknown> = {};
      for (let keys = this.argument(); keys > 0; --keys) {
        const key = this.text();
        entity[key] = this.value(key);
      }
      kept.push(entity);
    }
  }

  private value(key: string): unknown {
    if (key === "name") return this.text();
    if (key === "render_rep") {
      const value: Record<string, unknown> = {};
      for (let keys = this.argument(); keys > 0; --keys) value[this.text()] = this.list();
      return value;
    }
    if (key === "visible") return this.bytes[this.at++] === 0xf5;
    return this.list();
  }

  private list(): number[] {
    const list: number[] = [];
    for (let left = this.argument(); left > 0; --left) {
      if (this.bytes[this.at] === 0xfa) {
        list.push(this.data.getFloat32(this.at + 1));
        this.at += 5;
      } else {
        list.push(this.argument());
      }
    }
    return list;
  }

  private text(): string {
    let text = "";
    for (let left = this.argument(); left > 0; --left) {
      text += String.fromCharCode(this.bytes[this.at++]!);
    }
    return text;
  }

  private argument(): number {
    const information = this.bytes[this.at++]! & 31;
    if (information < 24) return information;
    const size = 1 << (information - 24);
    let argument = 0;
    for (let i = 0; i < size; ++i) argument = argument * 256 + this.bytes[this.at++]!;
    return argument;
  }
}

function bare(frames: readonly Uint8Array[]): number {
  const kept: Plain[] = [];
  const time = timeOf(() => {
    for (const frame of frames) new BareLoop(frame).read(kept);
  });
  check(kept.length, kept[kept.length - 1]!["transform"]);
  return time;
}

/** Shows matrices that are there as the instances of eight meshes. */
function three(count: number): number {
  const renderer = new WebGLRenderer();
  const [scene, camera] = [new Scene(), new PerspectiveCamera()];
  const matrix = new Matrix4();
  renderer.render(scene, camera);
  return timeOf(() => {
    for (let i = 0; i < 8; ++i) {
      const mesh = new InstancedMesh(new PlaneGeometry(), undefined, count / 8);
      for (let slot = 0; slot < count / 8; ++slot) {
        mesh.setMatrixAt(slot, matrix.makeTranslation(slot % 7, i, 0));
      }
      scene.add(mesh);
    }
    renderer.render(scene, camera);
  });
}

function check(count: number, transform: unknown): void {
  if (count !== 100_000 || !Array.isArray(transform) || transform.length !== 16) {
    throw new Error(`${count} entities were read, the last with ${transform}`);
  }
}

export interface Floor {
  generated(frames: readonly Uint8Array[]): number;
  bare(frames: readonly Uint8Array[]): number;
  three(count: number): number;
}

const floor: Floor = { generated, bare, three };
Object.assign(globalThis, { floor });
