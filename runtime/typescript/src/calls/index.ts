// What generated proxies and listeners need.

export {
  ArgumentList,
  ArgumentReader,
  ValueError,
  readArguments,
  readResult,
} from "./arguments.js";
export type { CallTarget, Caller } from "./caller.js";
