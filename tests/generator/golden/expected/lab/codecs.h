// Reading and writing of all structures and messages as CBOR.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#ifndef LAB_CODECS_H_
#define LAB_CODECS_H_

#include "lab/measuring_codec.h"  // IWYU pragma: export

#endif  // LAB_CODECS_H_
