// Reading and writing of all structures and messages as CBOR.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#ifndef NOODLES_INTERFACES_CODECS_H_
#define NOODLES_INTERFACES_CODECS_H_

#include "noodles/interfaces/probing_codec.h"    // IWYU pragma: export
#include "noodles/interfaces/selection_codec.h"  // IWYU pragma: export
#include "noodles/interfaces/tables_codec.h"     // IWYU pragma: export
#include "noodles/interfaces/time_codec.h"       // IWYU pragma: export

#endif  // NOODLES_INTERFACES_CODECS_H_
