// TableMirror with a server that sends the frames of Rigatoni and others.
#include "noodles/client/table_mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "client/fake_server.h"
#include "noodles/base/status.h"
#include "noodles/server.h"
#include "noodles/server/data_table.h"

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
      for (const Bytes& frame : parts_) send(frame);
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

  // Returns when everything that the server has sent so far was received.
  void KeysAfterNothing() {
    signals_ = {};
    EXPECT_TRUE(table_.methods().Insert({{"Rome", 3}}).get().ok());
  }

  Any init_ = InitData();
  std::vector<Bytes> parts_;  // sent behind the answer to a subscription
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

// A server sends a large table as an answer and signals.
TEST_F(TableMirrorTest, WaitsForTheSignalsOfALargeTable) {
  init_.AsMap()->emplace_back("following_signals", 3);
  parts_ = {Signal(0, {Any::Array{3}, Any::Array{Any::Array{"Rome", 3}}}),
            Signal(0, {Any::Array{4}, Any::Array{Any::Array{"Oslo", 1}}}),
            Signal(2, {Any::Map{{"name", "big"}, {"rows", Any::Array{4}}}})};
  std::vector<TableChange> changes;
  table_.SetHook([&](const TableChange& change) { changes.push_back(change); });
  ASSERT_TRUE(table_.Subscribe().get().ok());
  const auto content = table_.content();
  EXPECT_EQ(content->rows.size(), 4u);
  EXPECT_EQ(content->rows.at(4), (TableRow{"Oslo", 1}));
  EXPECT_THAT(content->selections.at("big").rows, ElementsAre(4));
  // One change tells of all.
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_TRUE(changes[0].is_reset);
  EXPECT_THAT(KeysAfter({Signal(1, {Any::Array{1}})}), ElementsAre(2, 3, 4));
  EXPECT_EQ(changes.size(), 2u);
}

TEST_F(TableMirrorTest, EndsWithTheConnectionBeforeTheSignalsHaveCome) {
  init_.AsMap()->emplace_back("following_signals", 2);
  parts_ = {Signal(0, {Any::Array{3}, Any::Array{Any::Array{"Rome", 3}}})};
  std::future<absl::Status> subscribed = table_.Subscribe();
  // The answer has come with the reply to a later call.
  KeysAfterNothing();
  EXPECT_EQ(table_.content(), nullptr);
  server_.Close(transport_internal::CloseCode::kGoingAway);
  EXPECT_EQ(subscribed.get().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(table_.content(), nullptr);
}

TEST_F(TableMirrorTest, EndsWithItsOwner) {
  init_.AsMap()->emplace_back("following_signals", 2);
  auto mirror = std::make_unique<TableMirror>(client_, kTable);
  std::future<absl::Status> subscribed = mirror->Subscribe();
  KeysAfterNothing();
  mirror = nullptr;
  EXPECT_EQ(subscribed.get().code(), absl::StatusCode::kCancelled);
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

// A client that refuses messages of more than 1 MiB, as the Python peers do.
TEST(LargeTableTest, IsReadThroughSmallFrames) {
  ServerOptions server_options;
  server_options.address = "127.0.0.1";
  server_options.port = 0;
  server_options.stop_limit = std::chrono::milliseconds(500);
  Server server(server_options);
  constexpr size_t kRows = 200'000;
  const auto table = DataTable::Create(server, {.name = "large"},
                                       {{"name", TableColumnType::kText},
                                        {"number", TableColumnType::kInteger}})
                         .value();
  std::vector<int64_t> numbers(kRows);
  std::iota(numbers.begin(), numbers.end(), 0);
  ASSERT_TRUE(
      table
          ->InsertBlock(
              {kRows, {std::vector<std::string>(kRows, "a name"), numbers}})
          .ok());
  ASSERT_TRUE(table->SetSelection({"last", {kRows - 1}, {}}).ok());
  ASSERT_TRUE(server.Start().ok());
  ClientOptions options;
  options.max_message_bytes = size_t{1} << 20;
  Client client(options);
  ASSERT_TRUE(
      client.Connect("ws://127.0.0.1:" + std::to_string(server.port())).ok());
  ASSERT_TRUE(client.WaitUntilReady().ok());
  TableMirror mirror(client, table->id());
  const absl::Status status = mirror.Subscribe().get();
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(GetColumn<int64_t>(*mirror.content(), "number").value(), numbers);
  EXPECT_THAT(mirror.content()->selections.at("last").rows,
              ElementsAre(kRows - 1));
}

}  // namespace
}  // namespace noodles
