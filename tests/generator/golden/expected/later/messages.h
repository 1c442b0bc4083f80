// All structures and messages of the specification.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
#ifndef LATER_MESSAGES_H_
#define LATER_MESSAGES_H_

#include "later/lamps.h"  // IWYU pragma: export
#include "later/notes.h"  // IWYU pragma: export

#endif  // LATER_MESSAGES_H_
