// All of the specification.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.

export * from "./buffers.js";
export * from "./client_messages.js";
export * from "./common_types.js";
export * from "./components.js";
export * from "./dispatch.js";
export * from "./document.js";
export * from "./entities.js";
export * from "./fingerprint.js";
export * from "./frames.js";
export * from "./geometry.js";
export * from "./ids.js";
export * from "./images.js";
export * from "./lights.js";
export * from "./materials.js";
export * from "./messages.js";
export * from "./methods.js";
export * from "./physics.js";
export * from "./plots.js";
export * from "./samplers.js";
export * from "./signals.js";
export * from "./signals_and_replies.js";
export * from "./tables.js";
export * from "./textures.js";
