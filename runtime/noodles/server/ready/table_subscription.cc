#include "noodles/server/ready/table_subscription.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/cbor/store.h"
#include "noodles/cbor/writer.h"
#include "noodles/codec.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles::server_internal {
namespace {

// The signal of this name that the table offers; nothing if there is none.
std::optional<SignalID> FindSignal(const Document& document, TableID table,
                                   std::string_view name) {
  const absl::StatusOr<Table> component = document.Get(table);
  if (!component.ok()) return std::nullopt;
  for (const SignalID id : component->signals_list) {
    if (document.NameOf(id) == name) return id;
  }
  return std::nullopt;
}

class SubscriptionEncoder {
 public:
  SubscriptionEncoder(const Document& document, TableID table,
                      const TableData& data, size_t message_bytes)
      : table_(table),
        data_(data),
        message_bytes_(message_bytes),
        updated_(FindSignal(document, table, TableSignalNames::kUpdated)),
        selection_updated_(
            FindSignal(document, table, TableSignalNames::kSelectionUpdated)) {}

  EncodedItem Encode() {
    columns_.WriteArrayHead(data_.columns().size());
    for (const TableColumnInfo& column : data_.columns()) {
      Write(columns_, column);
    }
    for (const auto& [name, selection] : data_.selections()) {
      Write(selections_, selection);
    }
    // A table that does not offer the signals is one message.
    if (!updated_ || !selection_updated_) return Whole();
    const size_t selections = cbor::kLongestHead + selections_.size();
    const TableData::Run all = data_.NextRun({}, RoomBeside(selections));
    if (all.row_count == data_.row_count() &&
        columns_.size() + selections <= message_bytes_) {
      return Whole();
    }
    // The selections name keys that follow.
    const TableData::Run first = data_.NextRun({}, RoomBeside(0));
    AddRowsBehind(first);
    AddSelections();
    return {Answer(first), std::move(following_)};
  }

 private:
  EncodedItem Whole() const {
    cbor::Writer writer;
    data_.Write(writer);
    return {writer.Take()};
  }

  // The bytes for rows beside the columns and `others`.
  size_t RoomBeside(size_t others) const {
    const size_t used = columns_.size() + others;
    return message_bytes_ - std::min(used, message_bytes_);
  }

  Bytes Answer(const TableData::Run& first) const {
    cbor::Writer writer;
    writer.WriteMapHead(4);
    writer.WriteText("columns");
    writer.WriteEncoded(columns_.view());
    writer.WriteText("keys");
    data_.WriteKeys(writer, first);
    writer.WriteText("data");
    data_.WriteRows(writer, first);
    writer.WriteText("following_signals");
    writer.WriteUint(following_.size());
    return writer.Take();
  }

  void AddRowsBehind(TableData::Run run) {
    for (;;) {
      run = data_.NextRun(run, message_bytes_);
      if (run.row_count == 0) return;
      cbor::Writer writer;
      BeginSignal(writer, *updated_, 2);
      data_.WriteKeys(writer, run);
      data_.WriteRows(writer, run);
      following_.push_back(writer.Take());
    }
  }

  void AddSelections() {
    for (const auto& [name, selection] : data_.selections()) {
      cbor::Writer writer;
      BeginSignal(writer, *selection_updated_, 1);
      Write(writer, selection);
      following_.push_back(writer.Take());
    }
  }

  // A frame with a MsgSignalInvoke (noodles.cddl) up to its arguments.
  void BeginSignal(cbor::Writer& writer, SignalID signal,
                   size_t argument_count) const {
    writer.WriteArrayHead(2);
    writer.WriteUint(MessageTraits<MsgSignalInvoke>::kNumber);
    writer.WriteMapHead(3);
    cbor::WriteMember(writer, "id", signal);
    cbor::WriteMember(writer, "context", InvokeIDType{table_});
    writer.WriteText("signal_data");
    writer.WriteArrayHead(argument_count);
  }

  const TableID table_;
  const TableData& data_;
  const size_t message_bytes_;
  const std::optional<SignalID> updated_;
  const std::optional<SignalID> selection_updated_;
  cbor::Writer columns_;
  cbor::Writer selections_;  // without the head of their list
  std::vector<Bytes> following_;
};

}  // namespace

EncodedItem EncodeSubscription(const Document& document, TableID table,
                               const TableData& data, size_t message_bytes) {
  return SubscriptionEncoder(document, table, data, message_bytes).Encode();
}

}  // namespace noodles::server_internal
