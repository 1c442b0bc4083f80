// The answer to the subscription of a table, in parts where the table is large.
//
// Thread-safety: pure functions; the document is locked by the caller.
#ifndef NOODLES_SERVER_READY_TABLE_SUBSCRIPTION_H_
#define NOODLES_SERVER_READY_TABLE_SUBSCRIPTION_H_

#include <cstddef>

#include "noodles/calls/answer.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/document.h"
#include "noodles/state/table_data.h"

namespace noodles::server_internal {

// Encodes a TableInitData (methods.cddl) of at most `message_bytes` bytes.
// Where the table is longer, the answer holds the first rows,
// EncodedItem::following the signals with the other rows and with the
// selections, and the key following_signals of the answer the number of these
// signals. A message that holds a single row may be longer than
// `message_bytes`.
EncodedItem EncodeSubscription(const Document& document, TableID table,
                               const TableData& data, size_t message_bytes);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_READY_TABLE_SUBSCRIPTION_H_
