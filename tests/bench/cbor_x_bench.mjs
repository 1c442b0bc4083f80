// Measures cbor-x with the frames in a folder; prints {"name": nanoseconds}.
// The second argument is the folder in which npm has put cbor-x.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { basename, join, resolve } from 'node:path';

const [frames, packages] = process.argv.slice(2);
const { decode, encode } =
    createRequire(resolve(packages, 'package.json'))('cbor-x');
const SECONDS = 0.2;

// The time of one call, over as many calls as fill SECONDS.
function nanoseconds(operation) {
  let calls = 0;
  const start = performance.now();
  do {
    operation();
    ++calls;
  } while (performance.now() - start < SECONDS * 1000);
  return (performance.now() - start) / calls * 1e6;
}

const times = {};
for (const file of readdirSync(frames).filter((f) => f.endsWith('.cbor'))) {
  const frame = readFileSync(join(frames, file));
  const value = decode(frame);
  if (!isDeepStrictEqual(decode(encode(value)), value)) {
    throw new Error(`cbor-x changes the value of ${file}`);
  }
  const name = basename(file, '.cbor');
  times[`encode/${name}/cbor-x`] = nanoseconds(() => encode(value));
  times[`decode/${name}/cbor-x`] = nanoseconds(() => decode(frame));
}
console.log(JSON.stringify(times));
