// All structures of the specification.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#ifndef NOODLES_JOURNAL_STRUCTURES_H_
#define NOODLES_JOURNAL_STRUCTURES_H_

#include "noodles/journal/changes.h"      // IWYU pragma: export
#include "noodles/journal/identifiers.h"  // IWYU pragma: export
#include "noodles/journal/records.h"      // IWYU pragma: export
#include "noodles/journal/snapshots.h"    // IWYU pragma: export
#include "noodles/journal/tables.h"       // IWYU pragma: export
#include "noodles/journal/types.h"        // IWYU pragma: export
#include "noodles/journal/variables.h"    // IWYU pragma: export

#endif  // NOODLES_JOURNAL_STRUCTURES_H_
