// The parts of the package that generated proxies and listeners use.

export {
  ArgumentList,
  ArgumentReader,
  ValueError,
  readArguments,
  readResult,
} from "./arguments.js";
export type { CallTarget, Caller } from "./caller.js";
