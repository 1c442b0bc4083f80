// All structures of the specification.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
#ifndef NOODLES_INTERFACES_STRUCTURES_H_
#define NOODLES_INTERFACES_STRUCTURES_H_

#include "noodles/interfaces/probing.h"    // IWYU pragma: export
#include "noodles/interfaces/selection.h"  // IWYU pragma: export
#include "noodles/interfaces/tables.h"     // IWYU pragma: export
#include "noodles/interfaces/time.h"       // IWYU pragma: export

#endif  // NOODLES_INTERFACES_STRUCTURES_H_
