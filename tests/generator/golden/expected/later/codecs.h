// Reading and writing of all structures and messages as CBOR.
//
// Generated from later.cddl, later.bindings.toml; changes belong there.
#ifndef LATER_CODECS_H_
#define LATER_CODECS_H_

#include "later/lamps_codec.h"  // IWYU pragma: export
#include "later/notes_codec.h"  // IWYU pragma: export

#endif  // LATER_CODECS_H_
