// Textures: images that are decoded once, and what materials make of them.

import {
  ClampToEdgeWrapping,
  LinearFilter,
  LinearMipmapLinearFilter,
  type MagnificationTextureFilter,
  type MinificationTextureFilter,
  MirroredRepeatWrapping,
  NearestFilter,
  NoColorSpace,
  RepeatWrapping,
  SRGBColorSpace,
  TextureSource,
  Texture,
  type Wrapping,
} from "three";
import type { Client } from "linguine-noodles/client";
import {
  type ImageID,
  type MagFilter,
  type MinFilter,
  type SamplerMode,
  type TextureRef,
  newSampler,
} from "linguine-noodles/protocol";
import type { Assets } from "../assets.js";
import { type ProblemList, nameOf } from "../problems.js";
import type { Dependant, Watchers } from "../watchers.js";
import { decodeImage } from "./images.js";

const wrappings: Readonly<Record<SamplerMode, Wrapping>> = {
  CLAMP_TO_EDGE: ClampToEdgeWrapping,
  MIRRORED_REPEAT: MirroredRepeatWrapping,
  REPEAT: RepeatWrapping,
};

const magFilters: Readonly<Record<MagFilter, MagnificationTextureFilter>> = {
  NEAREST: NearestFilter,
  LINEAR: LinearFilter,
};

const minFilters: Readonly<Record<MinFilter, MinificationTextureFilter>> = {
  NEAREST: NearestFilter,
  LINEAR: LinearFilter,
  LINEAR_MIPMAP_LINEAR: LinearMipmapLinearFilter,
};

/** Materials see shallow angles; more costs time and shows little. */
const anisotropy = 4;

/** Told when its texture is there, or is there no more. */
export interface TextureUser {
  onTexture(): void;
}

export class TextureStore {
  /** Bytes of all images, without mipmaps. */
  bytes = 0;
  private readonly textures = new Map<string, TextureResource>();
  private readonly images = new Map<string, ImageResource>();
  readonly client: Client;
  readonly assets: Assets;
  readonly problems: ProblemList;
  readonly watchers: Watchers;

  constructor(
    client: Client,
    assets: Assets,
    problems: ProblemList,
    watchers: Watchers,
  ) {
    this.client = client;
    this.assets = assets;
    this.problems = problems;
    this.watchers = watchers;
  }

  get count(): number {
    return this.images.size;
  }

  /** `isColour`: sRGB; else linear numbers. */
  use(ref: TextureRef, isColour: boolean, user: TextureUser): TextureResource {
    const { texture, transform, texture_coord_slot } = ref;
    const parts = [...texture, texture_coord_slot, isColour, transform ?? ""];
    const key = parts.join(" ");
    let resource = this.textures.get(key);
    if (resource === undefined) {
      resource = new TextureResource(this, key, ref, isColour);
      this.textures.set(key, resource);
      resource.load();
    }
    resource.users.add(user);
    return resource;
  }

  leave(resource: TextureResource, user: TextureUser): void {
    resource.users.delete(user);
    if (resource.users.size > 0) return;
    this.textures.delete(resource.key);
    resource.end();
  }

  useImage(id: ImageID, user: TextureResource): ImageResource {
    const key = id.join(" ");
    let image = this.images.get(key);
    if (image === undefined) {
      image = new ImageResource(this, id);
      this.images.set(key, image);
      image.users.add(user);
      image.load();
    }
    image.users.add(user);
    return image;
  }

  leaveImage(image: ImageResource, user: TextureResource): void {
    image.users.delete(user);
    if (image.users.size > 0) return;
    this.images.delete(image.id.join(" "));
    image.end();
  }
}

export class TextureResource implements Dependant {
  readonly key: string;
  readonly users = new Set<TextureUser>();
  /** Undefined while the image is not there. */
  texture: Texture | undefined;
  private readonly store: TextureStore;
  private readonly ref: TextureRef;
  private readonly isColour: boolean;
  private image: ImageResource | undefined;

  constructor(
    store: TextureStore,
    key: string,
    ref: TextureRef,
    isColour: boolean,
  ) {
    this.store = store;
    this.key = key;
    this.ref = ref;
    this.isColour = isColour;
  }

  load(): void {
    const { client, watchers, problems } = this.store;
    const { texture: id } = this.ref;
    watchers.forget(this);
    watchers.watch(this, "Texture", id);
    const component = client.mirror.get("Texture", id);
    const former = this.image;
    if (component === undefined) {
      const text = `Texture [${id[0]}, ${id[1]}] is used but not there.`;
      problems.set("Texture", id, text);
      this.image = undefined;
    } else {
      problems.clear("Texture", id);
      const { sampler } = component;
      if (sampler !== undefined) watchers.watch(this, "Sampler", sampler);
      this.image = this.store.useImage(component.image, this);
    }
    if (former !== undefined && former !== this.image) {
      this.store.leaveImage(former, this);
    }
    this.onImage();
  }

  onDependencyChanged(): void {
    this.load();
  }

  /** The image has come, or is no more. */
  onImage(): void {
    const source = this.image?.source;
    if (source === undefined && this.texture === undefined) return;
    this.texture?.dispose();
    this.texture = source === undefined ? undefined : this.make(source);
    for (const user of [...this.users]) user.onTexture();
  }

  end(): void {
    this.store.watchers.forget(this);
    this.store.problems.clear("Texture", this.ref.texture);
    this.texture?.dispose();
    this.texture = undefined;
    if (this.image !== undefined) this.store.leaveImage(this.image, this);
  }

  private make(source: TextureSource<ImageBitmap>): Texture {
    const { mirror } = this.store.client;
    const id = mirror.get("Texture", this.ref.texture)?.sampler;
    const given = id === undefined ? undefined : mirror.get("Sampler", id);
    const sampler = given ?? newSampler();
    const texture = new Texture();
    texture.source = source;
    texture.flipY = false;
    texture.colorSpace = this.isColour ? SRGBColorSpace : NoColorSpace;
    texture.wrapS = wrappings[sampler.wrap_s];
    texture.wrapT = wrappings[sampler.wrap_t];
    texture.magFilter = magFilters[sampler.mag_filter];
    texture.minFilter = minFilters[sampler.min_filter];
    texture.generateMipmaps = sampler.min_filter === "LINEAR_MIPMAP_LINEAR";
    texture.anisotropy = texture.generateMipmaps ? anisotropy : 1;
    texture.channel = Math.min(this.ref.texture_coord_slot, 3);
    const { transform } = this.ref;
    if (transform !== undefined && transform.every(Number.isFinite)) {
      texture.matrixAutoUpdate = false;
      texture.matrix.fromArray(transform);
    }
    texture.needsUpdate = true;
    return texture;
  }
}

/** An image, decoded. */
export class ImageResource implements Dependant {
  readonly id: ImageID;
  readonly users = new Set<TextureResource>();
  source: TextureSource<ImageBitmap> | undefined;
  private readonly store: TextureStore;
  private bitmap: ImageBitmap | undefined;
  private era = 0;

  constructor(store: TextureStore, id: ImageID) {
    this.store = store;
    this.id = id;
  }

  load(): void {
    const { watchers, client } = this.store;
    watchers.forget(this);
    watchers.watch(this, "Image", this.id);
    const source = client.mirror.get("Image", this.id)?.source;
    if (source?.kind === "buffer_source") {
      watchers.watchView(this, source.value, client.mirror);
    }
    void this.store.assets.count(this.fetch(++this.era));
  }

  onDependencyChanged(): void {
    this.load();
  }

  end(): void {
    this.era += 1;
    this.store.watchers.forget(this);
    this.store.problems.clear("Image", this.id);
    this.replace(undefined);
  }

  private async fetch(era: number): Promise<void> {
    const { assets, problems, client } = this.store;
    try {
      const bitmap = await decodeImage(await assets.image(this.id));
      if (era !== this.era) {
        bitmap.close();
        return;
      }
      problems.clear("Image", this.id);
      this.replace(bitmap);
    } catch (error) {
      if (era !== this.era) return;
      const what = nameOf(this.id, client.mirror.get("Image", this.id)?.name);
      const words = error instanceof Error ? error.message : String(error);
      const text = `Image ${what} cannot be shown: ${words}.`;
      problems.set("Image", this.id, text);
      this.replace(undefined);
    }
    for (const user of [...this.users]) user.onImage();
  }

  private replace(bitmap: ImageBitmap | undefined): void {
    if (this.bitmap !== undefined) {
      this.store.bytes -= this.bitmap.width * this.bitmap.height * 4;
      this.bitmap.close();
    }
    this.bitmap = bitmap;
    this.source = bitmap === undefined ? undefined : new TextureSource(bitmap);
    if (this.source !== undefined) this.source.needsUpdate = true;
    if (bitmap !== undefined) this.store.bytes += bitmap.width * bitmap.height * 4;
  }
}
