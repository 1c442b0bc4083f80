// The browser of the tests, and pages in it that note what must not happen:
// errors, reports of the content security policy, requests to other hosts.
//
// The environment names the programs: NOODLES_BROWSER (chromium by default) and
// NOODLES_BROWSER_MODULES, a folder node_modules with playwright-core.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import type {
  Browser,
  BrowserContext,
  BrowserType,
  LaunchOptions,
  Page,
} from "playwright-core";

import type { PageHooks } from "./page_hooks";

/** A wait that takes longer has failed; no measure of speed. */
export const deadline = 30_000;

declare global {
  var noodles: PageHooks;
}

/** The type of browser that starts, and its options. */
export function launcher(): { chromium: BrowserType; options: LaunchOptions } {
  const modules = process.env["NOODLES_BROWSER_MODULES"] ?? ".";
  const { chromium } = createRequire(`${modules}/package.json`)(
    "playwright-core",
  ) as typeof import("playwright-core");
  const options = {
    executablePath: process.env["NOODLES_BROWSER"] ?? "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--no-sandbox",
    ],
  };
  return { chromium, options };
}

/**
 * The browser that the environment names (NOODLES_BROWSER_SERVER), which several
 * files of tests share, else one of its own.
 */
export async function startBrowser(): Promise<Browser> {
  const { chromium, options } = launcher();
  const shared = process.env["NOODLES_BROWSER_SERVER"];
  return shared === undefined ? chromium.launch(options) : chromium.connect(shared);
}

export interface ViewOptions {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  /** Pixels for each of CSS, 1 by default. The processor draws fewer ones faster. */
  readonly density?: number;
  /** Certificates that nobody has signed are taken. */
  readonly takesAnyCertificate?: boolean;
  /** Hosts, with ports, that the page may ask beside its own. */
  readonly hosts?: readonly string[];
  /** Runs in the page before its own program. */
  readonly before?: () => void;
}

/** A page, and what went wrong in it. */
export class View {
  readonly page: Page;
  private readonly context: BrowserContext;
  private readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async open(
    browser: Browser,
    address: string,
    options: ViewOptions = {},
  ): Promise<View> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 800, height: options.height ?? 600 },
      colorScheme: options.scheme ?? "light",
      deviceScaleFactor: options.density ?? 1,
      ignoreHTTPSErrors: options.takesAnyCertificate ?? false,
      reducedMotion: "reduce",
    });
    context.setDefaultTimeout(deadline);
    if (options.before !== undefined) await context.addInitScript(options.before);
    const view = new View(context, await context.newPage());
    view.watch(address, options.hosts ?? []);
    await view.page.goto(address);
    return view;
  }

  /** Errors with these words are expected. */
  allow(words: RegExp): void {
    this.allowed.push(words);
  }

  /** Waits until the scene is drawn. */
  async ready(): Promise<void> {
    await this.page.waitForFunction(() => "noodles" in globalThis);
    await within("the page is ready", this.page.evaluate(() => noodles.whenReady()));
  }

  /** Waits until all changes so far are drawn. */
  async drawn(): Promise<void> {
    await within("all is drawn", this.page.evaluate(() => noodles.whenDrawn()));
  }

  /** Takes away all that lies over the scene, for pictures of the scene alone. */
  async bare(): Promise<void> {
    await this.page.evaluate(async () => {
      for (const name of ["showsGrid", "showsAxes", "showsScale"]) {
        noodles.settings.set(name, false);
      }
      document.getElementById("panels")!.style.display = "none";
      // The page measures in a frame what panels leave free.
      for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
      noodles.scene.setInsets({ left: 0, right: 0, top: 0, bottom: 0 });
      await noodles.whenDrawn();
    });
  }

  /** Waits until the state is this one. */
  async state(state: string): Promise<void> {
    await this.page.waitForFunction((kind) => noodles.state() === kind, state);
  }

  /** Fails with what went wrong since the last call. */
  assertFaultless(): void {
    const faults = this.faults.filter(
      (fault) => !this.allowed.some((words) => words.test(fault)),
    );
    this.faults.length = 0;
    assert.deepEqual(faults, []);
  }

  /** Ends the page, which must be faultless. */
  async close(): Promise<void> {
    await this.context.close();
    this.assertFaultless();
  }

  private watch(address: string, hosts: readonly string[]): void {
    const { page, faults } = this;
    const own = [new URL(address).host, ...hosts];
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    const check = (url: string): void => {
      const { protocol, host } = new URL(url);
      if (["data:", "blob:", "about:", "file:"].includes(protocol)) return;
      if (!own.includes(host)) faults.push(`request to another host: ${url}`);
    };
    page.on("request", (request) => check(request.url()));
    page.on("websocket", (socket) => check(socket.url()));
  }
}

/** The result, or an error after the deadline. */
export async function within<T>(what: string, result: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not within ${deadline} ms: ${what}`)),
      deadline,
    );
  });
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
  }
}
