// Emitters and listeners of signals: each with constant values, and both
// together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "interfaces/interface_testing.h"
#include "noodles/interfaces/attention_signals.h"
#include "noodles/interfaces/attention_signals_listener.h"
#include "noodles/interfaces/table_signals.h"
#include "noodles/interfaces/table_signals_listener.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Listener : public TableSignalsListener {
 public:
  void OnReset(TableInitData data) override { init = std::move(data); }
  void OnUpdated(std::vector<TableKey> the_keys,
                 std::vector<TableRow> the_rows) override {
    keys = std::move(the_keys);
    rows = std::move(the_rows);
  }
  void OnRowsRemoved(std::vector<TableKey> the_keys) override {
    keys = std::move(the_keys);
  }
  void OnSelectionUpdated(Selection changed) override {
    selection = std::move(changed);
  }
  void OnInvalidSignal(std::string_view signal,
                       const absl::Status& error) override {
    errors.push_back(std::string(signal) + ": " +
                     std::string(StatusMessage(error)));
  }

  TableInitData init;
  std::vector<TableKey> keys;
  std::vector<TableRow> rows;
  Selection selection;
  std::vector<std::string> errors;
};

const SignalAudience kSomebody = std::vector<ClientNumber>{7};

TEST(EmitterTest, SendsNameTargetArgumentsAndAudience) {
  FakeEmitter emitter;
  const InvokeIDType table{TableID{2, 0}};
  const TableSignals signals(emitter, table);
  EXPECT_TRUE(signals.RowsRemoved({4, 5}, kSomebody).ok());
  EXPECT_TRUE(signals.Updated({1}, {{Any("x")}}).ok());
  ASSERT_EQ(emitter.signals.size(), 2u);
  EXPECT_EQ(emitter.signals[0].signal, "noo::tbl_rows_removed");
  EXPECT_EQ(emitter.signals[0].target, table);
  EXPECT_THAT(emitter.signals[0].arguments, ElementsAre(Any(Any::Array{4, 5})));
  EXPECT_EQ(emitter.signals[0].audience, kSomebody);
  EXPECT_EQ(emitter.signals[1].audience, SignalAudience());
  EXPECT_THAT(
      emitter.signals[1].arguments,
      ElementsAre(Any(Any::Array{1}), Any(Any::Array{Any::Array{"x"}})));
}

TEST(EmitterTest, PassesErrors) {
  FakeEmitter emitter;
  emitter.result = NotFound("the table is gone");
  EXPECT_EQ(TableSignals(emitter).RowsRemoved({1}),
            NotFound("the table is gone"));
}

TEST(EmitterTest, DescribesItsSignals) {
  const std::vector<Signal> signals = TableSignals::Descriptions();
  ASSERT_EQ(signals.size(), 4u);
  EXPECT_EQ(
      signals[1],
      (Signal{.name = "noo::tbl_updated",
              .doc = "Rows were inserted or updated.",
              .arg_doc = {{.name = "keys", .editor_hint = "noo::array"},
                          {.name = "rows", .editor_hint = "noo::array"}}}));
}

TEST(EmitterTest, AbsentArgumentsAreNullBeforeOthersAndLeftOutBehind) {
  FakeEmitter emitter;
  const AttentionSignals signals(emitter);
  EXPECT_TRUE(signals.SignalAttention(std::nullopt, std::nullopt).ok());
  EXPECT_TRUE(signals.SignalAttention(std::nullopt, "look").ok());
  EXPECT_TRUE(signals.SignalAttention(Vec3{1, 2, 3}, std::nullopt).ok());
  EXPECT_THAT(emitter.signals[0].arguments, IsEmpty());
  EXPECT_THAT(emitter.signals[1].arguments, ElementsAre(Any(), Any("look")));
  EXPECT_THAT(emitter.signals[2].arguments,
              ElementsAre(Any(Any::Array{1.0f, 2.0f, 3.0f})));
}

TEST(ListenerTest, GetsWhatTheEmitterSent) {
  FakeEmitter emitter;
  const TableSignals signals(emitter);
  const TableInitData init = {
      .columns = {{.name = "x", .type = TableColumnType::kReal}},
      .keys = {1},
      .data = {{Any(1.5)}},
      .selections = {{.name = "s", .rows = {1}, .row_ranges = {{2, 4}}}}};
  EXPECT_TRUE(signals.Reset(init).ok());
  EXPECT_TRUE(signals.SelectionUpdated(init.selections[0]).ok());
  Listener listener;
  for (const auto& sent : emitter.signals) {
    EXPECT_TRUE(Dispatch(sent.signal, sent.arguments, listener));
  }
  EXPECT_EQ(listener.init, init);
  EXPECT_EQ(listener.selection, init.selections[0]);
  EXPECT_THAT(listener.errors, IsEmpty());
}

TEST(ListenerTest, DoesNotKnowOtherSignals) {
  Listener listener;
  EXPECT_FALSE(Dispatch("noo::signal_attention", {}, listener));
  EXPECT_FALSE(Dispatch("", {}, listener));
  EXPECT_THAT(listener.errors, IsEmpty());
}

TEST(ListenerTest, WrongArgumentsAreNamed) {
  Listener listener;
  EXPECT_TRUE(Dispatch("noo::tbl_updated", {Any(Any::Array{1})}, listener));
  EXPECT_TRUE(Dispatch("noo::tbl_rows_removed", {"all"}, listener));
  EXPECT_THAT(
      listener.errors,
      ElementsAre("noo::tbl_updated: argument rows (noo::array) is missing",
                  "noo::tbl_rows_removed: argument keys: expected array, "
                  "found text \"all\""));
  EXPECT_THAT(listener.keys, IsEmpty());
}

TEST(ListenerTest, ExtraArgumentsAreIgnored) {
  Listener listener;
  EXPECT_TRUE(
      Dispatch("noo::tbl_rows_removed", {Any::Array{1}, Any("x")}, listener));
  EXPECT_THAT(listener.keys, ElementsAre(1));
}

}  // namespace
}  // namespace noodles
