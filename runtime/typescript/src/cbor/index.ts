// CBOR as NOODLES uses it: a reader, a writer, and helpers of generated code.

export {
  type Any,
  Encoded,
  Float,
  Pairs,
  Simple,
  Tag,
  formatAny,
} from "./any.js";
export { readAny, writeAny } from "./any_codec.js";
export type { GeneratedFor, GeneratedWith } from "./code_format.js";
export { DecodeError, type DecodeErrorCode, EncodeError } from "./error.js";
export { FrameReader } from "./frame_reader.js";
export type { ReaderOptions } from "./input.js";
export * from "./items.js";
export { Kind } from "./kind.js";
export type { Level } from "./level.js";
export { type DecodeLimits, defaultDecodeLimits } from "./limits.js";
export { Reader } from "./reader.js";
export {
  EnumerationTable,
  ObjectTable,
  alternative,
  optional,
  presence,
  required,
} from "./tables.js";
export {
  type Given,
  type Identifier,
  type Tuple,
  emptyList,
  isArray,
  present,
  presentList,
} from "./values.js";
export { Writer } from "./writer.js";
