// TableMirror with a server that sends the frames of Rigatoni and others.
#include "noodles/client/table_mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/fake_server.h"
#include "noodles/base/status.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

constexpr TableID kTable{0, 0};

// Methods and signals with these names have the slots 0, 1, ...
Bytes Scene() {
  return EncodeFrame(
      MsgMethodCreate{{0, 0}, {.name = "noo::tbl_subscribe"}},
      MsgMethodCreate{{1, 0}, {.name = "noo::tbl_insert"}},
      MsgSignalCreate{{0, 0}, {.name = "noo::tbl_updated"}},
      MsgSignalCreate{{1, 0}, {.name = "noo::tbl_rows_removed"}},
      MsgSignalCreate{{2, 0}, {.name = "noo::tbl_selection_updated"}},
      MsgSignalCreate{{3, 0}, {.name = "noo::tbl_reset"}},
      MsgTableCreate{kTable,
                     {.name = "cities",
                      .methods_list = {MethodID{0, 0}, MethodID{1, 0}},
                      .signals_list = {SignalID{0, 0}, SignalID{1, 0},
                                       SignalID{2, 0}, SignalID{3, 0}}}},
      MsgDocumentInitialized{});
}

Bytes Signal(uint32_t signal, std::vector<Any> arguments) {
  return EncodeFrame(MsgSignalInvoke{.id = {signal, 0},
                                     .context = InvokeIDType{kTable},
                                     .signal_data = std::move(arguments)});
}

Any InitData() {
  return Any::Map{
      {"columns",
       Any::Array{Any::Map{{"name", "city"}, {"type", "TEXT"}},
                  Any::Map{{"name", "people"}, {"type", "INTEGER"}}}},
      {"keys", Any::Array{1, 2}},
      {"data", Any::Array{Any::Array{"Tokyo", 37}, Any::Array{"Delhi", 33}}},
      {"selections", Any::Array{}}};
}

class TableMirrorTest : public ::testing::Test {
 protected:
  TableMirrorTest()
      : server_({.on_introduction =
                     [](const FakeServer::Sender& send) { send(Scene()); },
                 .on_invoke =
                     [this](const MsgInvokeMethod& invoke,
                            const FakeServer::Sender& send) {
                       Answer(invoke, send);
                     }}) {
    EXPECT_TRUE(client_.Connect(server_.url()).ok());
    EXPECT_TRUE(client_.WaitUntilReady().ok());
  }

  // Sends the signals before the reply, for every method.
  void Answer(const MsgInvokeMethod& invoke, const FakeServer::Sender& send) {
    if (invoke.method == MethodID{0, 0}) {
      // Servers send signals also to clients that have not subscribed.
      send(Signal(0, {Any::Array{9}, Any::Array{Any::Array{"early", 1}}}));
      send(EncodeFrame(MsgMethodReply{*invoke.invoke_id, init_}));
      return;
    }
    for (const Bytes& frame : signals_) send(frame);
    send(EncodeFrame(MsgMethodReply{*invoke.invoke_id, Any(Any::Array{3})}));
  }

  std::vector<TableKey> KeysAfter(std::vector<Bytes> signals) {
    signals_ = std::move(signals);
    EXPECT_TRUE(table_.methods().Insert({{"Rome", 3}}).get().ok());
    std::vector<TableKey> keys;
    for (const auto& [key, row] : table_.content()->rows) keys.push_back(key);
    return keys;
  }

  Any init_ = InitData();
  std::vector<Bytes> signals_;
  FakeServer server_;
  Client client_;
  TableMirror table_{client_, kTable};
};

TEST_F(TableMirrorTest, HoldsWhatTheServerSays) {
  EXPECT_EQ(table_.content(), nullptr);
  ASSERT_TRUE(table_.Subscribe().get().ok());
  const auto content = table_.content();
  EXPECT_EQ(content->columns.at(1).name, "people");
  EXPECT_EQ(content->columns.at(1).type, TableColumnType::kInteger);
  EXPECT_EQ(content->rows.size(), 2u);
  EXPECT_EQ(content->rows.at(1), (TableRow{"Tokyo", 37}));
  EXPECT_THAT(GetColumn<int64_t>(*content, "people").value(),
              ElementsAre(37, 33));
}

TEST_F(TableMirrorTest, FollowsEveryChange) {
  ASSERT_TRUE(table_.Subscribe().get().ok());
  const auto before = table_.content();
  EXPECT_THAT(KeysAfter({Signal(
                  0, {Any::Array{3}, Any::Array{Any::Array{"Rome", 3}}})}),
              ElementsAre(1, 2, 3));
  EXPECT_EQ(table_.content()->rows.at(3), (TableRow{"Rome", 3}));
  EXPECT_EQ(before->rows.size(), 2u);
  EXPECT_THAT(KeysAfter({Signal(1, {Any::Array{1}})}), ElementsAre(2, 3));
  EXPECT_THAT(KeysAfter({Signal(3, {InitData()})}), ElementsAre(1, 2));
}

// Rigatoni reports removed rows as tbl_updated with keys and without rows.
TEST_F(TableMirrorTest, UnderstandsRemovalsWithoutRows) {
  ASSERT_TRUE(table_.Subscribe().get().ok());
  EXPECT_THAT(KeysAfter({Signal(0, {Any::Array{2}, Any::Array{}})}),
              ElementsAre(1));
}

TEST_F(TableMirrorTest, KeepsSelections) {
  ASSERT_TRUE(table_.Subscribe().get().ok());
  KeysAfter({Signal(2, {Any::Map{{"name", "big"}, {"rows", Any::Array{1}}}})});
  EXPECT_THAT(table_.content()->selections.at("big").rows, ElementsAre(1));
  KeysAfter({Signal(2, {Any::Map{{"name", "big"}}})});
  EXPECT_TRUE(table_.content()->selections.empty());
}

TEST_F(TableMirrorTest, RefusesContentThatDoesNotFit) {
  init_ = Any::Map{{"columns", Any::Array{}},
                   {"keys", Any::Array{1, 2}},
                   {"data", Any::Array{}},
                   {"selections", Any::Array{}}};
  EXPECT_EQ(table_.Subscribe().get().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(table_.content(), nullptr);
}

}  // namespace
}  // namespace noodles
