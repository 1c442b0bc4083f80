// Selection: types, and their reading and writing as CBOR.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

/** Above 0 adds, below 0 takes away, 0 replaces. */
export type SelectionMode = number;
