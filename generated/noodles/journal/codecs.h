// Reading and writing of all structures and messages as CBOR.
//
// Generated from journal.cddl, journal.bindings.toml; changes belong there.
#ifndef NOODLES_JOURNAL_CODECS_H_
#define NOODLES_JOURNAL_CODECS_H_

#include "noodles/journal/changes_codec.h"      // IWYU pragma: export
#include "noodles/journal/identifiers_codec.h"  // IWYU pragma: export
#include "noodles/journal/records_codec.h"      // IWYU pragma: export
#include "noodles/journal/snapshots_codec.h"    // IWYU pragma: export
#include "noodles/journal/tables_codec.h"       // IWYU pragma: export
#include "noodles/journal/types_codec.h"        // IWYU pragma: export
#include "noodles/journal/variables_codec.h"    // IWYU pragma: export

#endif  // NOODLES_JOURNAL_CODECS_H_
