// Reading and writing of all structures and messages as CBOR.
//
// Generated from earlier.cddl, earlier.bindings.toml; changes belong there.
#ifndef EARLIER_CODECS_H_
#define EARLIER_CODECS_H_

#include "earlier/lamps_codec.h"  // IWYU pragma: export
#include "earlier/notes_codec.h"  // IWYU pragma: export

#endif  // EARLIER_CODECS_H_
