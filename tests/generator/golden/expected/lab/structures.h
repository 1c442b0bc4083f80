// All structures of the specification.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
#ifndef LAB_STRUCTURES_H_
#define LAB_STRUCTURES_H_

#include "lab/measuring.h"  // IWYU pragma: export

#endif  // LAB_STRUCTURES_H_
