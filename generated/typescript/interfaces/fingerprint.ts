// The fingerprint of the specification, and the check that this code and the
// package linguine-noodles belong together.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

import type { GeneratedFor, GeneratedWith } from "linguine-noodles/cbor";
import type { fingerprint as imported1 } from "linguine-noodles/protocol";

/** The format of this code. An error here says how to mend it. */
export const codeFormat: GeneratedFor<1> = 1;

/**
 * The same for two programs whose specifications mean the same: messages, keys,
 * types, numbers, defaults, names in code. Comments do not count.
 */
export const fingerprint = "02c6db99a822f57b";

/** Those of what is imported. An error here says how to mend it. */
export const importedFingerprints: [
  GeneratedWith<"14c3fcfdaadf8f84", typeof imported1>,
] = ["14c3fcfdaadf8f84"];
