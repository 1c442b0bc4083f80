// Builds the page from its sources:
//
//   node build.mjs --modules NODE_MODULES --output DIRECTORY [--version V]
//
// NODE_MODULES is the folder node_modules that `npm ci` has made from the lock
// file beside this program. The output is index.html, viewer.js, viewer.css,
// licences.txt, and ktx2.js and ktx2.wasm, which a page loads with its first image
// of the type KTX2; the same inputs give the same bytes.

import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));

const options = readOptions(process.argv.slice(2));
const esbuild = createRequire(path.join(options.modules, "package.json"))(
  "esbuild",
);

function readOptions(texts) {
  const given = new Map();
  for (let i = 0; i < texts.length; i += 2) {
    const name = texts[i];
    const value = texts[i + 1];
    if (!["--modules", "--output", "--version"].includes(name)) {
      fail(`unknown option ${name}`);
    }
    if (value === undefined) fail(`${name} needs a value`);
    given.set(name, value);
  }
  for (const name of ["--modules", "--output"]) {
    if (!given.has(name)) fail(`${name} is missing`);
  }
  return {
    modules: path.resolve(given.get("--modules")),
    output: path.resolve(given.get("--output")),
    version: given.get("--version") ?? "development",
  };
}

function fail(words) {
  console.error(
    `build.mjs: ${words}\n` +
      "usage: node build.mjs --modules NODE_MODULES --output DIRECTORY " +
      "[--version V]",
  );
  process.exit(1);
}

const common = {
  absWorkingDir: here,
  outdir: "/",
  bundle: true,
  write: false,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  nodePaths: [options.modules],
  alias: { ...ownPackages(), ...threeFromSources() },
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
};

const transcoder = path.join(
  options.modules,
  "three/examples/jsm/libs/basis/basis_transcoder",
);

async function bundleDecoder() {
  const result = await esbuild.build({
    ...common,
    entryPoints: { ktx2: "src/ktx2/decoder.ts" },
    format: "iife",
    // Of the transcoder in Node.
    external: ["fs", "path"],
    define: { __filename: "undefined", __dirname: '""' },
    plugins: [withoutEvaluation()],
  });
  return result.outputFiles.map(({ contents }) => ["ktx2.js", contents]);
}

// The transcoder makes functions of texts, which the content security policy does
// not allow. These are functions that do the same.
function withoutEvaluation() {
  const replacements = [
    [
      "var invokerFn=newFunc(Function,args)(...closureArgs);",
      `var invokerFn = function (...given) {
        if (given.length !== argCount - 2) {
          throwBindingError(\`\${humanName} needs \${argCount - 2} arguments\`);
        }
        const destructors = needsDestructorStack ? [] : null;
        const types = argTypes.slice(isClassMethodFunc ? 1 : 2);
        const values = isClassMethodFunc ? [this, ...given] : given;
        const wired = types.map((type, i) => type.toWireType(destructors, values[i]));
        const result = cppInvokerFunc(cppTargetFunc, ...wired);
        if (destructors !== null) runDestructors(destructors);
        else types.forEach((type, i) => {
          if (type.destructorFunction !== null && values[i] !== this) {
            type.destructorFunction(wired[i]);
          }
        });
        if (returns) return argTypes[0].fromWireType(result);
      };`,
    ],
    [
      "var invokerFunction=newFunc(Function,params)(...args);",
      `var invokerFunction = function (object, called, destructors, place) {
        const given = kind === 0 ? [object] : [];
        for (const type of types) {
          given.push(type.readValueFromPointer(place));
          place += type.argPackAdvance;
        }
        const result = kind === 1 ? new called(...given) : called.call(...given);
        if (!retType.isVoid) return emval_returnValue(retType, destructors, result);
      };`,
    ],
    ['return function(){return Function}()("return this")()', "return self"],
  ];
  return {
    name: "without evaluation",
    setup(build) {
      build.onLoad({ filter: /basis_transcoder\.js$/ }, async ({ path: file }) => {
        let contents = await readFile(file, "utf8");
        for (const [text, replacement] of replacements) {
          contents = replaceOnce(contents, { text, replacement }, file);
        }
        return { contents: `${contents}\nexport default BASIS;\n`, loader: "js" };
      });
    },
  };
}

function replaceOnce(contents, { text, replacement }, file) {
  if (contents.split(text).length !== 2) {
    throw new Error(`${file} is another version: it does not hold once ${text}`);
  }
  return contents.replace(text, () => replacement);
}

async function bundle() {
  const result = await esbuild.build({
    absWorkingDir: here,
    ...common,
    entryPoints: { viewer: "src/main.ts" },
    metafile: true,
    format: "esm",
    plugins: [smallShaders()],
    define: { VIEWER_VERSION: JSON.stringify(options.version) },
  });
  const files = result.outputFiles.map(({ path: name, contents }) => [
    path.basename(name),
    contents,
  ]);
  return { files, inputs: Object.keys(result.metafile.inputs) };
}

// The packages that this repository holds, from their sources.
function ownPackages() {
  const folder = path.join(here, "..", "typescript", "src");
  const generated = path.join(here, "..", "..", "generated", "typescript");
  const places = {
    cbor: folder,
    calls: folder,
    client: folder,
    protocol: generated,
    interfaces: generated,
  };
  const aliases = Object.entries(places).map(([name, place]) => [
    `linguine-noodles/${name}`,
    path.join(place, name, "index.ts"),
  ]);
  return Object.fromEntries(aliases);
}

// three.js from its modules, of which unused ones can be left out.
function threeFromSources() {
  const folder = path.join(options.modules, "three");
  return {
    "three/addons": path.join(folder, "examples", "jsm"),
    three: path.join(folder, "src", "Three.js"),
  };
}

// Files of three.js that the page never uses, though its renderer names them: virtual
// reality, other buffers than those of the canvas, and materials other than the
// physically based one.
const unused = [
  {
    pattern: /renderers\/webxr\/WebXRManager\.js$/,
    content:
      "export class WebXRManager { enabled = false; isPresenting = false; " +
      "addEventListener() {} removeEventListener() {} " +
      "setAnimationLoop() {} dispose() {} hasDepthSensing() { return false; } " +
      "getEnvironmentBlendMode() {} }",
  },
  {
    pattern: new RegExp(
      "ShaderLib/(background|backgroundCube|equirect|linedashed|" +
        "meshlambert|meshmatcap|meshnormal|meshphong|meshtoon|points|shadow|" +
        "sprite|vsm)\\.glsl\\.js$",
    ),
    content: 'export const vertex = ""; export const fragment = "";',
  },
  {
    pattern: /ShaderChunk\/lights_(lambert|phong|toon)_\w+\.glsl\.js$/,
    content: 'export default "";',
  },
  // Views of several cameras.
  {
    pattern: /math\/FrustumArray\.js$/,
    content: "export class FrustumArray {}",
  },
  {
    pattern: /webgl\/WebGLOutput\.js$/,
    content: "export class WebGLOutput {}",
  },
  {
    pattern: /webgl\/WebGLMorphtargets\.js$/,
    content: "export function WebGLMorphtargets() { return { update() {} }; }",
  },
  {
    pattern: /webgl\/WebGLUniformsGroups\.js$/,
    content:
      "export function WebGLUniformsGroups() " +
      "{ return { bind() {}, update() {}, dispose() {} }; }",
  },
];

// Names that no material of the page defines: effects that NOODLES has not.
const undefinedNames = new RegExp(
  "^(USE_(ALPHAHASH|ALPHAMAP|ANISOTROPY|ANISOTROPYMAP|BATCHING|BATCHING_COLOR|" +
    "BUMPMAP|CLEARCOAT\\w*|DISPERSION|DISPLACEMENTMAP|FOG|GRADIENTMAP|" +
    "IRIDESCENCE\\w*|LIGHTMAP|LIGHT_PROBES|LOGARITHMIC_DEPTH_BUFFER|MATCAP|" +
    "MORPH\\w*|INSTANCING_MORPH|NORMALMAP_OBJECTSPACE|SHEEN\\w*|SKINNING|" +
    "DIFFUSE_ROUGHNESS\\w*|PACKED_NORMALMAP|POINTS_UV|RETROREFLECTION|" +
    "REVERSED_DEPTH_BUFFER|SPECULAR\\w*|TRANSMISSION\\w*|THICKNESSMAP|VSM\\w*)|" +
    "ALPHA_TO_COVERAGE|DECODE_VIDEO\\w*|DITHERING|ENVMAP_TYPE_CUBE|FOG_EXP2|" +
    "IOR|LAMBERT|PHONG|PHYSICAL|PREMULTIPLIED_ALPHA|TOON|" +
    "SHADOWMAP_TYPE_(BASIC|VSM)|" +
    "NUM_(CLIPPING_PLANES|HEMI_LIGHTS|LIGHT_PROBE_GRIDS|RECT_AREA_LIGHTS|" +
    "SPOT_LIGHT_MAPS|SUN_LIGHTS|SUN_LIGHT_SHADOWS) > 0)$",
);

// The sky of the page is soft and has 64 by 32 texels. three.js would filter it on
// cubes of 256 by 256, which takes seconds where the processor draws.
const skySize = {
  pattern: /extras\/PMREMGenerator\.js$/,
  text: "const MIN_SIZE = 256;",
  replacement: "const MIN_SIZE = 64;",
};

// The mappings of tones before the one that the page uses.
const otherTones = {
  pattern: /ShaderChunk\/tonemapping_pars_fragment\.glsl\.js$/,
  functions: /vec3 LinearToneMapping\([^]*(?=vec3 NeutralToneMapping\()/,
};

// Methods of classes of three.js that write or read files of scenes, make cubes of
// skies, and search for what lies behind a pixel: the page searches meshes only.
const unusedMethods =
  /\n\t(?:toJSON|fromJSON|fromEquirectangularTexture)\([^]*?\n\t\}\n/g;
const searches = /\n\traycast\([^]*?\n\t\}\n/g;
const unsearched = /three\/src\/objects\/(InstancedMesh|Line|Points)\.js$/;

// Takes comments, indentation and blocks that are never compiled out of shaders,
// and leaves out what is unused.
function smallShaders() {
  const shader = /\/\* glsl \*\/\s*`([^`]*)`/g;
  const shorten = (text) =>
    withoutBlocks(
      text
        .replace(/\/\/.*$/gm, "")
        .replace(/\/\*[^]*?\*\//g, "")
        .replace(/^[ \t]+|[ \t\r]+$/gm, ""),
    ).replace(/\n{2,}/g, "\n");
  return {
    name: "small shaders",
    setup(build) {
      build.onLoad({ filter: /\.(js|ts)$/ }, async ({ path: file }) => {
        const name = file.replaceAll("\\", "/");
        const loader = file.endsWith(".ts") ? "ts" : "js";
        const without = unused.find(({ pattern }) => pattern.test(name));
        if (without !== undefined) return { contents: without.content, loader };
        let text = await readFile(file, "utf8");
        if (skySize.pattern.test(name)) text = replaceOnce(text, skySize, file);
        if (otherTones.pattern.test(name)) {
          const found = otherTones.functions.exec(text);
          if (found === null) {
            throw new Error(`${file} is another version: it has other mappings of tones`);
          }
          text = text.replace(found[0], "");
        }
        const contents = text
          .replace(shader, (_, code) => `\`${shorten(code)}\``)
          .replace(name.includes("/three/src/") ? unusedMethods : /$^/, "\n")
          .replace(unsearched.test(name) ? searches : /$^/, "\n");
        return { contents, loader };
      });
    },
  };
}

// Leaves out what stands behind conditions on undefined names only.
function withoutBlocks(text) {
  const kept = [];
  // For each open condition: "true", "false" or "unknown"; whether an earlier
  // branch was left out, so that #elif becomes #if.
  const open = [];
  const isOff = () => open.some(({ value }) => value === "false");
  for (const line of text.split("\n")) {
    const [, word, condition] = /^#\s*(\w+)\s*(.*)$/.exec(line) ?? [];
    if (word === "if" || word === "ifdef" || word === "ifndef") {
      const value = isOff() ? "inner" : valueOf(word, condition);
      open.push({ value, began: value === "unknown" });
      if (value === "unknown") kept.push(line);
      continue;
    }
    const last = open.at(-1);
    if (last === undefined || !["elif", "else", "endif"].includes(word)) {
      if (!isOff()) kept.push(line);
      continue;
    }
    if (last.value === "inner") {
      if (word === "endif") open.pop();
      continue;
    }
    if (word === "endif") {
      open.pop();
      if (last.began && !isOff()) kept.push(line);
    } else if (last.began) {
      last.value = word === "elif" ? valueOf("if", condition) : "unknown";
      if (last.value !== "false") {
        last.value = "unknown";
        kept.push(line);
      }
    } else if (last.value === "true") {
      last.value = "false";
    } else if (word === "else") {
      last.value = "true";
    } else {
      last.value = valueOf("if", condition);
      if (last.value === "unknown") {
        last.began = true;
        kept.push(`#if ${condition}`);
      }
    }
  }
  return kept.join("\n");
}

// Of a condition that says nothing but whether names are defined.
function valueOf(word, condition) {
  if (word === "ifdef" || word === "ifndef") {
    if (!undefinedNames.test(condition.trim())) return "unknown";
    return word === "ifdef" ? "false" : "true";
  }
  const terms = condition.replace(/defined\s*\(\s*(\w+)\s*\)/g, "$1");
  // A condition with parentheses of its own stays.
  if (/[()]/.test(terms)) return "unknown";
  const isFalse = terms
    .split("||")
    .every((any) => any.split("&&").some((all) => undefinedNames.test(all.trim())));
  return isFalse ? "false" : "unknown";
}

async function documents() {
  const page = await readFile(path.join(here, "src", "index.html"), "utf8");
  return [
    ["index.html", page.replaceAll("VIEWER_VERSION", escaped(options.version))],
    ["licences.txt", await licences()],
  ];
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// The licence texts of the page and of the packages that it contains.
async function licences() {
  const packages = new Set();
  for (const input of bundled.inputs) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found !== null) packages.add(found[1]);
  }
  const texts = [
    section("Linguine", options.version, await licenceIn(path.join(here, "../.."))),
  ];
  for (const name of [...packages].sort()) {
    const folder = path.join(options.modules, name);
    const { version } = JSON.parse(
      await readFile(path.join(folder, "package.json"), "utf8"),
    );
    texts.push(section(name, version, await licenceIn(folder)));
  }
  // three.js brings it without its licence, which is that of typescript, too.
  const apache = await licenceIn(path.join(options.modules, "typescript"));
  if (!/Apache License\s+Version 2\.0/.test(apache)) {
    throw new Error("the licence of typescript is no longer the Apache License");
  }
  const owner = "Copyright Binomial LLC (in ktx2.js and ktx2.wasm)";
  texts.push(section("Basis Universal", "transcoder", `${owner}\n\n${apache}`));
  return texts.join("\n");
}

function section(name, version, text) {
  const line = "-".repeat(78);
  return `${line}\n${name} ${version}\n${line}\n\n${text.trim()}\n`;
}

async function licenceIn(folder) {
  const names = await readdir(folder);
  const name = names.sort().find((one) => /^licen[cs]e(\.|$)/i.test(one));
  if (name === undefined) throw new Error(`there is no licence in ${folder}`);
  return readFile(path.join(folder, name), "utf8");
}

const bundled = await bundle();
await mkdir(options.output, { recursive: true });
const files = [
  ...bundled.files,
  ...(await documents()),
  ...(await bundleDecoder()),
];
for (const [name, content] of files) {
  await writeFile(path.join(options.output, name), content);
}
await copyFile(`${transcoder}.wasm`, path.join(options.output, "ktx2.wasm"));
