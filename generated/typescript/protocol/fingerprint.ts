// The fingerprint of the specification, and the check that this code and the
// package linguine-noodles belong together.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

import type { GeneratedFor } from "linguine-noodles/cbor";

/** The format of this code. An error here says how to mend it. */
export const codeFormat: GeneratedFor<1> = 1;

/**
 * The same for two programs whose specifications mean the same: messages, keys,
 * types, numbers, defaults, names in code. Comments do not count.
 */
export const fingerprint = "14c3fcfdaadf8f84";
