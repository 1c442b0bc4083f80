// Stream flows: lines that are coloured by their first attribute, and particles
// that move along them.

import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  DynamicDrawUsage,
  LineSegments,
  type Material,
  Mesh,
  type Object3D,
  Points,
} from "three";
import type { EntityID, PhysicsID, StreamFlow } from "linguine-noodles/protocol";
import type { ViewBytes } from "../assets.js";
import { type PrimitiveList } from "../geometry/primitives.js";
import { type FlowLine, readStreamLines } from "../geometry/stream_lines.js";
import { measureVertices } from "../geometry/usual_vertices.js";
import { maxWideSegments, wideLines } from "../geometry/wide_lines.js";
import { colourAt } from "../materials/colour_map.js";
import { FlatMaterial } from "../materials/flat_materials.js";
import type { SceneTools } from "../scene_tools.js";
import type { Dependant } from "../watchers.js";
import { fixMatrices } from "./fixed_object.js";

/** Particles of one flow. */
const maxParticles = 3000;
/** Seconds that a particle takes along its line. */
const seconds = 6;

export class StreamFlowStore {
  readonly tools: SceneTools;
  readonly parent: Object3D;
  private readonly flows = new Map<number, FlowView[]>();

  constructor(tools: SceneTools, parent: Object3D) {
    this.tools = tools;
    this.parent = parent;
    tools.settings.onChange((name) => {
      if (name === "movesParticles") tools.invalidate();
    });
  }

  get bytes(): number {
    let bytes = 0;
    for (const flows of this.flows.values()) {
      for (const flow of flows) bytes += flow.bytes;
    }
    return bytes;
  }

  get isEmpty(): boolean {
    return this.flows.size === 0;
  }

  set(index: number, entity: EntityID, ids: readonly PhysicsID[]): void {
    const former = this.flows.get(index);
    if (former === undefined && ids.length === 0) return;
    for (const flow of former ?? []) flow.end();
    if (ids.length === 0) {
      this.flows.delete(index);
      return;
    }
    const flows = ids.map((id) => new FlowView(this, entity, id));
    this.flows.set(index, flows);
    for (const flow of flows) flow.load();
  }

  move(index: number, world: Float64Array, isShown: boolean): void {
    for (const flow of this.flows.get(index) ?? []) {
      flow.move(world, index * 16, isShown);
    }
  }

  boxOf(index: number): Box3 | undefined {
    const flows = this.flows.get(index);
    if (flows === undefined) return undefined;
    const box = new Box3();
    for (const flow of flows) box.union(flow.box);
    return box;
  }

  /** Moves the particles. Returns whether there are any. */
  animate(time: number): boolean {
    const isWanted = this.tools.settings.get("movesParticles");
    let isMoving = false;
    for (const flows of this.flows.values()) {
      for (const flow of flows) {
        if (flow.animate(time / 1000, isWanted)) isMoving = true;
      }
    }
    return isMoving;
  }
}

class FlowView implements Dependant {
  readonly box = new Box3();
  bytes = 0;
  private readonly store: StreamFlowStore;
  private readonly entity: EntityID;
  private readonly id: PhysicsID;
  private lines: readonly FlowLine[] = [];
  private objects: (Mesh | LineSegments | Points)[] = [];
  private particles: Points | undefined;
  private readonly world = new Float64Array(16);
  private isShown = false;
  private era = 0;

  constructor(store: StreamFlowStore, entity: EntityID, id: PhysicsID) {
    this.store = store;
    this.entity = entity;
    this.id = id;
  }

  load(): void {
    const { watchers, client, assets } = this.store.tools;
    const era = ++this.era;
    watchers.forget(this);
    watchers.watch(this, "Physics", this.id);
    const flow = client.mirror.get("Physics", this.id)?.stream_flow;
    this.drop();
    if (flow === undefined) return;
    watchers.watchView(this, flow.data, client.mirror);
    const take = ({ view }: ViewBytes): void => {
      if (era === this.era) this.take(flow, view);
    };
    const fail = (error: unknown): void => {
      const words = error instanceof Error ? error.message : String(error);
      if (era === this.era) this.tell(`cannot be drawn: ${words}`);
    };
    try {
      const bytes = assets.view(flow.data);
      if (bytes instanceof Promise) bytes.then(take).catch(fail);
      else take(bytes);
    } catch (error) {
      fail(error);
    }
  }

  onDependencyChanged(): void {
    this.load();
  }

  move(world: Float64Array, at: number, isShown: boolean): void {
    for (let i = 0; i < 16; ++i) this.world[i] = world[at + i]!;
    this.isShown = isShown;
    for (const object of this.objects) {
      object.matrixWorld.fromArray(this.world);
      object.visible = isShown;
    }
  }

  animate(time: number, isWanted: boolean): boolean {
    const { particles } = this;
    if (particles === undefined) return false;
    particles.visible = this.isShown && isWanted;
    if (!particles.visible) return false;
    const attribute = particles.geometry.getAttribute("position");
    const places = attribute.array as Float32Array;
    const count = places.length / 3;
    for (let i = 0; i < count; ++i) {
      const { points } = this.lines[i % this.lines.length]!;
      // Golden steps spread the particles of a line evenly.
      const phase = (Math.floor(i / this.lines.length) * 0.618 + i * 0.137) % 1;
      const samples = points.length / 3;
      const place = ((time / seconds + phase) % 1) * (samples - 1);
      const sample = Math.min(Math.floor(place), samples - 2);
      const part = place - sample;
      for (let axis = 0; axis < 3; ++axis) {
        const from = points[3 * sample + axis]!;
        const to = points[3 * sample + 3 + axis]!;
        places[3 * i + axis] = from + (to - from) * part;
      }
    }
    attribute.needsUpdate = true;
    return true;
  }

  end(): void {
    this.era += 1;
    this.store.tools.watchers.forget(this);
    this.store.tools.problems.clear("Physics", this.id);
    this.drop();
  }

  private take(flow: StreamFlow, bytes: Uint8Array): void {
    const { lines, flaws } = readStreamLines(flow, bytes);
    if (flaws === "") this.store.tools.problems.clear("Physics", this.id);
    else this.tell(`is drawn in part: ${flaws}`);
    this.lines = lines.filter(({ points }) => points.length >= 6);
    if (this.lines.length > 0) {
      this.makeLines();
      this.makeParticles();
    }
    this.move(this.world, 0, this.isShown);
    this.store.tools.invalidate();
  }

  private tell(words: string): void {
    const [slot, gen] = this.id;
    const text = `Flow [${slot}, ${gen}] of entity [${this.entity[0]}, ${this.entity[1]}] ${words}.`;
    this.store.tools.problems.set("Physics", this.id, text);
  }

  private makeLines(): void {
    const { positions, colours, list } = segmentsOf(this.lines);
    this.box.copy(measureVertices(positions).box);
    const columns = new Map([
      ["position", { values: positions, size: 3 }],
      ["color", { values: colours, size: 4 }],
    ]);
    const { uniforms } = this.store.tools;
    const options = { hasColours: true, hasTextureCoordinates: false };
    if (list.count <= maxWideSegments) {
      const look = new FlatMaterial("wide lines", options, uniforms);
      this.add(new Mesh(wideLines(columns, list), look));
      return;
    }
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(positions, 3));
    geometry.setAttribute("color", new BufferAttribute(colours, 4));
    geometry.setIndex(new BufferAttribute(list.indices!, 1));
    const look = new FlatMaterial("thin lines", options, uniforms);
    this.add(new LineSegments(geometry, look));
  }

  private makeParticles(): void {
    const count = Math.min(maxParticles, Math.max(this.lines.length * 4, 12));
    const geometry = new BufferGeometry();
    const places = new BufferAttribute(new Float32Array(count * 3), 3);
    places.setUsage(DynamicDrawUsage);
    geometry.setAttribute("position", places);
    const look = new FlatMaterial(
      "points",
      { hasColours: false, hasTextureCoordinates: false },
      this.store.tools.uniforms,
    );
    // The accent colour stands out from the colours of the lines.
    look.setColour(1, 0.6, 0.15, 1);
    this.particles = new Points(geometry, look);
    this.add(this.particles);
  }

  private add(object: Mesh | LineSegments | Points): void {
    fixMatrices(object);
    object.frustumCulled = false;
    for (const attribute of Object.values(object.geometry.attributes)) {
      this.bytes += attribute.array.byteLength;
    }
    this.objects.push(object);
    this.store.parent.add(object);
  }

  private drop(): void {
    for (const object of this.objects) {
      object.removeFromParent();
      object.geometry.dispose();
      (object.material as Material).dispose();
    }
    this.objects = [];
    this.particles = undefined;
    this.lines = [];
    this.bytes = 0;
    this.box.makeEmpty();
  }
}

function segmentsOf(lines: readonly FlowLine[]): {
  positions: Float32Array;
  colours: Float32Array;
  list: PrimitiveList;
} {
  const samples = lines.reduce((sum, { points }) => sum + points.length / 3, 0);
  const count = samples - lines.length;
  const positions = new Float32Array(3 * samples);
  const colours = new Float32Array(4 * samples);
  const indices = new Uint32Array(2 * count);
  const [least, most] = rangeOf(lines);
  let at = 0;
  let next = 0;
  for (const { points, values } of lines) {
    positions.set(points, 3 * at);
    const length = points.length / 3;
    for (let i = 0; i < length; ++i) {
      const value = values[0]?.[i] ?? least;
      const place = most > least ? (value - least) / (most - least) : 0.5;
      colours.set(colourAt(place), 4 * (at + i));
      if (i > 0) {
        indices[next++] = at + i - 1;
        indices[next++] = at + i;
      }
    }
    at += length;
  }
  const list = { shape: "lines" as const, indices, count, dropped: 0 };
  return { positions, colours, list };
}

function rangeOf(lines: readonly FlowLine[]): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const { values } of lines) {
    for (const value of values[0] ?? []) {
      if (!Number.isFinite(value)) continue;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
  }
  return least <= most ? [least, most] : [0, 0];
}
