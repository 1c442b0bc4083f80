// All structures and messages of the specification.
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#ifndef EARLIER_MESSAGES_H_
#define EARLIER_MESSAGES_H_

#include "earlier/lamps.h"  // IWYU pragma: export
#include "earlier/notes.h"  // IWYU pragma: export

#endif  // EARLIER_MESSAGES_H_
