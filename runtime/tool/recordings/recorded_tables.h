// Answers subscriptions to the tables of a recording, as their server did.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// recording must outlive this object.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDED_TABLES_H_
#define NOODLES_TOOL_RECORDINGS_RECORDED_TABLES_H_

#include <cstddef>
#include <set>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/protocol/client_messages.h"
#include "noodles/protocol/ids.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {

class RecordedTables {
 public:
  explicit RecordedTables(const Recording& recording);

  // The frames that answer a call of a client that was sent the first
  // `sent_frames` frames: the reply, and the later signals of the table. Empty
  // if the call is no subscription to a table whose rows were recorded.
  std::vector<Bytes> Answer(const MsgInvokeMethod& call,
                            size_t sent_frames) const;

 private:
  const RecordedTable* Find(TableID id, size_t sent_frames) const;

  const Recording& recording_;
  // The methods noo::tbl_subscribe.
  std::set<MethodID> subscribe_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDED_TABLES_H_
