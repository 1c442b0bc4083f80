// All of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.

export * from "./activator_methods.js";
export * from "./attention_signals.js";
export * from "./fingerprint.js";
export * from "./movable_methods.js";
export * from "./option_methods.js";
export * from "./probe_methods.js";
export * from "./probing.js";
export * from "./selection.js";
export * from "./selection_methods.js";
export * from "./table_methods.js";
export * from "./table_signals.js";
export * from "./tables.js";
export * from "./time.js";
export * from "./time_methods.js";
export * from "./view_methods.js";
