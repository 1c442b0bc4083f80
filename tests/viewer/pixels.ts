// Pictures as pixels. The browser reads the PNG files.
import type { Page } from "playwright-core";

export type Color = readonly [red: number, green: number, blue: number];

export class Pixels {
  readonly width: number;
  readonly height: number;
  private readonly values: Uint8Array;

  private constructor(width: number, height: number, values: Uint8Array) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** Reads a PNG file, or a data URL of one, in any page. */
  static async read(page: Page, png: Uint8Array | string): Promise<Pixels> {
    const encoded =
      typeof png === "string"
        ? png.slice(png.indexOf(",") + 1)
        : Buffer.from(png).toString("base64");
    const read = await page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext("2d")!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      let values = "";
      for (let at = 0; at < data.length; at += 32768) {
        values += String.fromCharCode(...data.subarray(at, at + 32768));
      }
      return { width, height, values: btoa(values) };
    }, encoded);
    return new Pixels(read.width, read.height, Buffer.from(read.values, "base64"));
  }

  at(x: number, y: number): Color {
    const place = 4 * (Math.round(y) * this.width + Math.round(x));
    const [red = 0, green = 0, blue = 0] = this.values.subarray(place, place + 3);
    return [red, green, blue];
  }

  /** From 0, nothing, to 255. */
  alphaAt(x: number, y: number): number {
    return this.values[4 * (Math.round(y) * this.width + Math.round(x)) + 3]!;
  }

  /** The colour in the middle. */
  get middle(): Color {
    return this.at(this.width / 2, this.height / 2);
  }

  /** The part of the pixels that the test takes, from 0 to 1. */
  part(test: (color: Color) => boolean): number {
    let count = 0;
    for (let y = 0; y < this.height; ++y) {
      for (let x = 0; x < this.width; ++x) if (test(this.at(x, y))) ++count;
    }
    return count / (this.width * this.height);
  }

  /** How many colours there are, of 4,096 that a human tells apart. */
  get colors(): number {
    const seen = new Set<number>();
    for (let y = 0; y < this.height; ++y) {
      for (let x = 0; x < this.width; ++x) {
        const [red, green, blue] = this.at(x, y);
        seen.add(((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4));
      }
    }
    return seen.size;
  }
}

// A colour whose light or shade is not known: its largest part, by far.
export const isRed = ([r, g, b]: Color): boolean => r > 60 && r > 1.6 * g && r > 1.6 * b;
export const isGreen = ([r, g, b]: Color): boolean => g > 60 && g > 1.6 * r && g > 1.6 * b;
export const isBlue = ([r, g, b]: Color): boolean => b > 60 && b > 1.6 * r && b > 1.6 * g;
