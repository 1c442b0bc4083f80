#include "noodles/server/data_table.h"

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "noodles/calls/read_result.h"
#include "noodles/interfaces/table_signals.h"
#include "noodles/interfaces/table_signals_listener.h"
#include "noodles/interfaces/tables_codec.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// A mirror of a table, kept from the signals that a client got.
class TableMirror : public TableSignalsListener {
 public:
  explicit TableMirror(const TableInitData& init)
      : data(Must(TableData::Make(init))) {}
  void OnReset(TableInitData init) override {
    data = Must(TableData::Make(init));
  }
  void OnUpdated(std::vector<TableKey> keys,
                 std::vector<TableRow> rows) override {
    Must(data.Put(keys, Must(MakeTableBlock(data.columns(), rows))));
  }
  void OnRowsRemoved(std::vector<TableKey> keys) override {
    Must(data.Remove(keys));
  }
  void OnSelectionUpdated(Selection selection) override {
    Must(data.SetSelection(std::move(selection)));
  }
  void OnInvalidSignal(std::string_view, const absl::Status& error) override {
    ADD_FAILURE() << error;
  }

  TableData data;
};

class DataTableTest : public ServerTest {
 protected:
  explicit DataTableTest(ServerOptions options = {})
      : ServerTest(std::move(options)),
        table_(Must(DataTable::Create(*server_, {.name = "cities"},
                                      {{"name", TableColumnType::kText},
                                       {"height", TableColumnType::kReal}}))) {
    Must(table_->Insert({{"Lima", 154}, {"Oslo", 23}}));
  }

  MethodID Method(const std::string& name) {
    return document().FindByName<noodles::Method>("noo::tbl_" + name).value();
  }
  MsgMethodReply Call(FakeClient& client, const std::string& name,
                      std::vector<Any> arguments = {}) {
    return client.Call(Method(name), std::move(arguments),
                       InvokeIDType{table_->id()});
  }
  TableInitData Subscribe(FakeClient& client) {
    return Must(calls_internal::ReadValue<TableInitData>(
        ResultOf(Call(client, "subscribe"))));
  }
  std::string NameOf(const MsgSignalInvoke& signal) {
    return Must(document().Get(signal.id)).name;
  }
  // "noo::tbl_updated [[0], [["a", 1.0]]]"
  std::vector<std::string> SignalsOf(FakeClient& client) {
    client.ReceiveAll();
    std::vector<std::string> texts;
    for (const MsgSignalInvoke& signal : client.signals()) {
      EXPECT_EQ(signal.context, InvokeIDType{table_->id()});
      texts.push_back(NameOf(signal) + " " +
                      Any(signal.signal_data).ToString());
    }
    return texts;
  }
  void ExpectMirrors(FakeClient& client, const TableInitData& init) {
    TableMirror mirror(init);
    for (const MsgSignalInvoke& signal : client.signals()) {
      EXPECT_TRUE(Dispatch(NameOf(signal), signal.signal_data, mirror));
    }
    EXPECT_EQ(mirror.data.InitData(), Contents());
  }
  TableInitData Contents() {
    TableInitData init;
    table_->Read([&](const TableData& data) { init = data.InitData(); });
    return init;
  }

  std::shared_ptr<DataTable> table_;
};

TEST_F(DataTableTest, SubscribersGetTheTableAndThenEachChange) {
  EXPECT_EQ(Subscribe(client()), Contents());
  Must(table_->Insert({{"Quito"}}));
  Must(table_->Update({0}, {{"Lima", 161}}));
  Must(table_->SetSelection({"high", {2}, {{0, 1}}}));
  Must(table_->Remove({1}));
  Must(table_->Clear());
  EXPECT_THAT(
      SignalsOf(client()),
      ElementsAre(
          R"(noo::tbl_updated [[2], [["Quito", 0.0]]])",
          R"(noo::tbl_updated [[0], [["Lima", 161.0]]])",
          R"(noo::tbl_selection_updated [{"name": "high", "rows": [2], "row_ranges": [0, 1]}])",
          R"(noo::tbl_rows_removed [[1]])",
          R"(noo::tbl_reset [{"columns": [{"name": "name", "type": "TEXT"}, {"name": "height", "type": "REAL"}], "keys": [], "data": []}])"));
}

TEST_F(DataTableTest, SelectionsArePartOfTheAnswer) {
  Must(table_->SetSelection({"high", {0}, {}}));
  EXPECT_THAT(Subscribe(client()).selections,
              ElementsAre(Selection{"high", {0}, {}}));
}

TEST_F(DataTableTest, ClientsChangeIt) {
  Subscribe(client());
  EXPECT_EQ(ResultOf(Call(client(), "insert",
                          {Any::Array{Any::Array{"Quito", 2850}}})),
            Any(Any::Array{2}));
  EXPECT_EQ(ResultOf(Call(client(), "insert", {Any::Array{"Rome"}})),
            Any(Any::Array{3}));
  EXPECT_EQ(ResultOf(Call(client(), "update",
                          {Any::Array{3}, Any::Array{Any::Array{"Roma", 21}}})),
            Any(Any::Array{3}));
  EXPECT_EQ(ResultOf(Call(client(), "remove", {Any::Array{0, 1}})),
            Any(Any::Array{0, 1}));
  EXPECT_THAT(Contents().data,
              ElementsAre(TableRow{"Quito", 2850.0}, TableRow{"Roma", 21.0}));
  EXPECT_THAT(SignalsOf(client()), SizeIs(4));
  EXPECT_EQ(ExceptionOf(Call(client(), "clear")), "no exception");
  EXPECT_THAT(Contents().data, IsEmpty());
}

TEST_F(DataTableTest, OnlySubscribersGetSignals) {
  const auto other = MakeClient();
  other->Join();
  Subscribe(client());
  Must(table_->Insert({{"Quito"}}));
  Must(table_->Insert({{"Rome"}}));
  EXPECT_THAT(SignalsOf(client()), SizeIs(2));
  EXPECT_THAT(SignalsOf(*other), IsEmpty());
}

TEST_F(DataTableTest, SubscribingTwiceIsSubscribingOnce) {
  Subscribe(client());
  Subscribe(client());
  Must(table_->Insert({{"Quito"}}));
  EXPECT_THAT(SignalsOf(client()), SizeIs(1));
}

TEST_F(DataTableTest, SubscriptionsEndWithTheConnection) {
  const auto leaver = MakeClient();
  leaver->Join();
  Subscribe(*leaver);
  Subscribe(client());
  EXPECT_EQ(table_->subscriber_count(), 2u);
  leaver->Leave();
  while (table_->subscriber_count() != 1) std::this_thread::yield();
  Must(table_->Insert({{"Quito"}}));
  EXPECT_THAT(SignalsOf(client()), SizeIs(1));
}

TEST_F(DataTableTest, BadCallsChangeNothingAndTellNobody) {
  Subscribe(client());
  const TableInitData before = Contents();
  EXPECT_EQ(
      ExceptionOf(Call(client(), "insert",
                       {Any::Array{Any::Array{"a", 1}, Any::Array{"b", "c"}}})),
      "-32602 rows[1][1], column \"height\": expected a number, found "
      "\"c\"");
  EXPECT_EQ(ExceptionOf(Call(
                client(), "update",
                {Any::Array{0, 9}, Any::Array{Any::Array{}, Any::Array{}}})),
            "-32602 keys[1]: there is no row 9");
  EXPECT_EQ(ExceptionOf(Call(client(), "remove", {Any::Array{0, 0}})),
            "-32602 keys[1]: a second time row 0");
  EXPECT_EQ(
      ExceptionOf(Call(client(), "update_selection",
                       {Any::Map{{"name", "s"}, {"rows", Any::Array{5}}}})),
      "-32602 selection.rows[0]: there was never a row 5");
  EXPECT_EQ(Contents(), before);
  EXPECT_THAT(SignalsOf(client()), IsEmpty());
}

TEST_F(DataTableTest, ATransactionIsTakenBackWhole) {
  Must(table_->SetSelection({"high", {0}, {}}));
  Subscribe(client());
  const TableInitData before = Contents();
  for (const bool clears : {false, true}) {
    const absl::Status status = document().Transact([&] {
      const TableKey key = Must(table_->Insert({{"Quito"}})).front();
      Must(table_->Update({0, key}, {{"x"}, {"y"}}));
      Must(table_->Remove({1, key}));
      Must(table_->SetSelection({"high", {}, {}}));
      Must(table_->SetSelection({"low", {1}, {}}));
      if (clears) Must(table_->Clear());
      return absl::AbortedError("no");
    });
    EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
    EXPECT_EQ(Contents(), before);
    if (!clears) {
      // Keys of what was taken back are not used again.
      Must(document().Transact([&] {
        EXPECT_THAT(Must(table_->Insert({{"Rome"}})), ElementsAre(3));
        return table_->Remove({3});
      }));
    }
  }
  EXPECT_THAT(SignalsOf(client()), SizeIs(2));
}

TEST_F(DataTableTest, TheListenerHearsOfEveryChangeInsideIt) {
  std::vector<size_t> row_counts;
  table_->SetChangeListener([&](const TableData& data) {
    row_counts.push_back(data.row_count());
    return document().Create(Entity{}).status();
  });
  Subscribe(client());
  EXPECT_THAT(row_counts, IsEmpty());
  EXPECT_EQ(
      ResultOf(Call(client(), "insert", {Any::Array{Any::Array{"Rome"}}})),
      Any(Any::Array{2}));
  Must(table_->Update({0}, {{"Cusco"}}));
  Must(table_->Remove({1, 2}));
  Must(table_->SetSelection({"high", {0}, {}}));
  Must(table_->Clear());
  EXPECT_THAT(row_counts, ElementsAre(3, 3, 1, 1, 0));
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 5u);
}

TEST_F(DataTableTest, AListenerThatFailsTakesTheChangeBack) {
  Subscribe(client());
  const TableInitData before = Contents();
  table_->SetChangeListener([&](const TableData&) {
    return absl::ResourceExhaustedError("the plot is full");
  });
  EXPECT_EQ(TextOf(table_->Insert({{"Rome"}}).status()), "the plot is full");
  EXPECT_EQ(TextOf(table_->Clear()), "the plot is full");
  EXPECT_EQ(Contents(), before);
  table_->SetChangeListener(nullptr);
  Must(table_->Remove({0}));
  EXPECT_THAT(SignalsOf(client()), SizeIs(1));
}

TEST_F(DataTableTest, SignalsStandAmongChanges) {
  Subscribe(client());
  client().ReceiveAll();
  Must(document().Transact([&] {
    Must(document().Create(Entity{.name = "before"}));
    Must(table_->Insert({{"Quito"}}));
    Must(document().Create(Entity{.name = "after"}));
    return absl::OkStatus();
  }));
  // One frame, although the signal goes to subscribers alone; what stands
  // where in it: BroadcastTest.
  client().ReceiveOne();
  EXPECT_EQ(client().received(), client().frame_count());
  EXPECT_EQ(client().mirror().all<Entity>().size(), 2u);
  EXPECT_THAT(client().signals(), SizeIs(1));
}

TEST_F(DataTableTest, AFailedMethodLeavesTheTableAsItWas) {
  Subscribe(client());
  const TableInitData before = Contents();
  const MethodID id = Must(server_->AddMethod("spoil", "", [&] {
    Must(table_->Insert({{"Quito"}}));
    return absl::InternalError("spoiled");
  }));
  EXPECT_EQ(ExceptionOf(client().Call(id, {})), "-32603 spoiled");
  EXPECT_EQ(Contents(), before);
  EXPECT_THAT(SignalsOf(client()), IsEmpty());
}

TEST_F(DataTableTest, ADeletedTableIsGone) {
  Subscribe(client());
  Must(document().Delete(table_->id()));
  EXPECT_EQ(table_->Insert({{"Quito"}}).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(table_->Clear().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ExceptionOf(Call(client(), "subscribe")),
            "-32600 Table [0, 0] does not exist");
  EXPECT_THAT(SignalsOf(client()), IsEmpty());
}

TEST_F(DataTableTest, LongInsertsAreSeveralSignals) {
  const TableInitData init = Subscribe(client());
  constexpr size_t kRows = 100'000;
  Must(table_->InsertBlock({kRows,
                            {std::vector<std::string>(kRows, "text"),
                             std::vector<double>(kRows, 1.5)}}));
  client().ReceiveAll();
  EXPECT_GT(client().signals().size(), 1u);
  for (const MsgSignalInvoke& signal : client().signals()) {
    EXPECT_LT(Encode(signal).size(), size_t{1} << 20);
  }
  ExpectMirrors(client(), init);
}

// Every message that a table sends fits into a frame.
class SmallFramesTest : public DataTableTest {
 protected:
  static constexpr size_t kFrameBytes = 4096;

  SmallFramesTest()
      : DataTableTest(
            ServerOptions{.document = {.max_frame_bytes = kFrameBytes}}) {}

  // Subscribes, and receives what follows the answer.
  Any SubscribeAndReceive(FakeClient& client) {
    const Any answer = ResultOf(Call(client, "subscribe"));
    ReceiveRest(client, answer);
    return answer;
  }
  static void ReceiveRest(FakeClient& client, const Any& answer) {
    while (client.signals().size() < FollowingSignals(answer)) {
      client.ReceiveOne();
    }
  }
  static uint64_t FollowingSignals(const Any& answer) {
    for (const auto& [key, value] : *answer.AsMap()) {
      if (key == Any("following_signals")) {
        return static_cast<uint64_t>(*value.AsInt());
      }
    }
    return 0;
  }
  void ExpectSmallFrames(FakeClient& client) {
    EXPECT_LE(client.longest_frame(), kFrameBytes);
  }
  static TableInitData InitOf(const Any& answer) {
    return Must(calls_internal::ReadValue<TableInitData>(Any(answer)));
  }
};

TEST_F(SmallFramesTest, ALargeTableIsAnAnswerAndSignals) {
  constexpr size_t kRows = 2000;
  Must(table_->InsertBlock({kRows,
                            {std::vector<std::string>(kRows, "text"),
                             std::vector<double>(kRows, 1.5)}}));
  Must(table_->Remove({0, 7, 1000}));
  Must(table_->SetSelection({"high", {5, 1999}, {{100, 200}}}));
  const Any answer = SubscribeAndReceive(client());
  EXPECT_GT(FollowingSignals(answer), 10u);
  EXPECT_EQ(client().signals().size(), FollowingSignals(answer));
  const TableInitData init = InitOf(answer);
  EXPECT_GT(init.data.size(), 50u);
  EXPECT_THAT(init.selections, IsEmpty());
  ExpectSmallFrames(client());
  ExpectMirrors(client(), init);
}

TEST_F(SmallFramesTest, ASmallTableIsAnAnswerAlone) {
  const Any answer = SubscribeAndReceive(client());
  EXPECT_EQ(FollowingSignals(answer), 0u);
  EXPECT_EQ(answer.AsMap()->size(), 3u);
  EXPECT_EQ(InitOf(answer), Contents());
  EXPECT_THAT(client().signals(), IsEmpty());
}

TEST_F(SmallFramesTest, LargeSelectionsFollowTheRows) {
  constexpr size_t kRows = 600;
  Must(table_->InsertBlock({kRows,
                            {std::vector<std::string>(kRows, "text"),
                             std::vector<double>(kRows, 1.5)}}));
  Selection selection;
  for (TableKey key = 0; key < 300; ++key) selection.rows.push_back(key);
  for (const char* name : {"a", "b", "c"}) {
    selection.name = name;
    Must(table_->SetSelection(selection));
  }
  const Any answer = SubscribeAndReceive(client());
  EXPECT_THAT(InitOf(answer).selections, IsEmpty());
  EXPECT_EQ(client().signals().size(), FollowingSignals(answer));
  ExpectSmallFrames(client());
  ExpectMirrors(client(), InitOf(answer));
}

TEST_F(SmallFramesTest, LongChangesAreSeveralSignals) {
  const TableInitData init = InitOf(SubscribeAndReceive(client()));
  constexpr size_t kRows = 2000;
  const std::vector<TableKey> keys =
      Must(table_->InsertBlock({kRows,
                                {std::vector<std::string>(kRows, "text"),
                                 std::vector<double>(kRows, 1.5)}}));
  client().ReceiveAll();
  const size_t after_insert = client().signals().size();
  EXPECT_GT(after_insert, 10u);
  Must(table_->Remove(keys));
  client().ReceiveAll();
  EXPECT_GT(client().signals().size(), after_insert + 3);
  ExpectSmallFrames(client());
  ExpectMirrors(client(), init);
}

TEST_F(SmallFramesTest, ASelectionThatFitsNoFrameIsRefused) {
  Must(table_->InsertBlock(
      {5000, {std::vector<std::string>(5000), std::vector<double>(5000)}}));
  Selection selection{"long", {}, {}};
  for (TableKey key = 0; key < 5000; ++key) selection.rows.push_back(key);
  const absl::Status status = table_->SetSelection(selection);
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(TextOf(status),
              ::testing::HasSubstr("DocumentOptions::max_frame_bytes"));
  Must(table_->SetSelection({"long", {}, {{0, 5000}}}));
}

// Large values in an ANY column count with their whole size.
TEST_F(SmallFramesTest, ValuesOfEveryKindCount) {
  const auto table = Must(DataTable::Create(*server_, {.name = "any"},
                                            {{"any", TableColumnType::kAny}}));
  const Any::Array cell(20, Any(std::string(50, 'x')));
  Must(table->Insert(std::vector<TableRow>(20, TableRow{Any(cell)})));
  const Any answer = ResultOf(
      client().Call(Method("subscribe"), {}, InvokeIDType{table->id()}));
  ReceiveRest(client(), answer);
  EXPECT_EQ(client().signals().size(), FollowingSignals(answer));
  size_t rows = InitOf(answer).data.size();
  for (const MsgSignalInvoke& signal : client().signals()) {
    rows += signal.signal_data[1].size();
  }
  EXPECT_EQ(rows, 20u);
  ExpectSmallFrames(client());
}

// The parts of the answer stand before every later change.
TEST_F(SmallFramesTest, SubscribingToALargeTableBesideWritersMissesNothing) {
  constexpr size_t kRows = 1000;
  Must(table_->InsertBlock({kRows,
                            {std::vector<std::string>(kRows, "text"),
                             std::vector<double>(kRows, 1.5)}}));
  std::jthread writer([&] {
    for (TableKey key = 0; key < 200; ++key) {
      Must(table_->Update({key + 700}, {{"changed", key}}));
      Must(table_->Remove({key}));
      Must(table_->Insert({{"new", key}}));
    }
  });
  std::vector<std::pair<std::unique_ptr<FakeClient>, Any>> clients;
  for (int index = 0; index < 5; ++index) {
    auto client = MakeClient();
    client->Join();
    Any answer = ResultOf(Call(*client, "subscribe"));
    clients.emplace_back(std::move(client), std::move(answer));
  }
  writer.join();
  for (auto& [client, answer] : clients) {
    ReceiveRest(*client, answer);
    client->ReceiveAll();
    ExpectSmallFrames(*client);
    ExpectMirrors(*client, InitOf(answer));
  }
}

// All clients that subscribe while others write end with the same table.
TEST_F(DataTableTest, SubscribingBesideWritersMissesNothing) {
  constexpr int kChanges = 300;
  std::jthread writer([&] {
    for (int64_t index = 0; index < kChanges; ++index) {
      const auto keys = Must(table_->Insert({{"row", index}, {"next", index}}));
      Must(table_->Update({keys[0]}, {{"changed", index}}));
      if (index % 3 == 0) Must(table_->Remove({keys[1]}));
    }
  });
  std::vector<std::pair<std::unique_ptr<FakeClient>, TableInitData>> clients;
  for (int index = 0; index < 8; ++index) {
    auto client = MakeClient();
    client->Join();
    const size_t before = client->signals().size();
    EXPECT_EQ(before, 0u);
    TableInitData init = Subscribe(*client);
    // Nothing that the answer holds is told before it.
    EXPECT_THAT(client->signals(), IsEmpty());
    clients.emplace_back(std::move(client), std::move(init));
  }
  writer.join();
  for (auto& [client, init] : clients) {
    client->ReceiveAll();
    ExpectMirrors(*client, init);
  }
}

// A program's own storage behind the same interface.
class Counter : public TableMethods {
 public:
  explicit Counter(Server& server) : subscribers_(server) {}
  absl::StatusOr<TableInitData> Subscribe(CallContext& context) override {
    subscribers_.Add(context.client);
    return TableInitData{
        {{"count", TableColumnType::kInteger}}, {0}, {{count_}}, {}};
  }
  absl::StatusOr<std::vector<TableKey>> Insert(
      CallContext& context, std::vector<TableRow> rows) override {
    count_ += static_cast<int64_t>(rows.size());
    Must(TableSignals(context.emitter, context.target)
             .Updated({0}, {{count_}}, subscribers_.audience()));
    return std::vector<TableKey>{0};
  }
  absl::StatusOr<std::vector<TableKey>> Update(CallContext&,
                                               std::vector<TableKey>,
                                               std::vector<TableRow>) override {
    return Unimplemented("it only counts");
  }
  absl::StatusOr<std::vector<TableKey>> Remove(CallContext&,
                                               std::vector<TableKey>) override {
    return Unimplemented("it only counts");
  }
  absl::Status Clear(CallContext&) override { return absl::OkStatus(); }
  absl::Status UpdateSelection(CallContext&, Selection) override {
    return absl::OkStatus();
  }

 private:
  SubscriberList subscribers_;
  int64_t count_ = 0;
};

TEST_F(DataTableTest, AProgramPutsItsOwnStorageBehindTheInterface) {
  const TableID id = Must(document().Create(Table{.name = "counter"}));
  Must(server_->Implement<TableMethods>(id,
                                        std::make_shared<Counter>(*server_)));
  const InvokeIDType target{id};
  client().Call(Method("subscribe"), {}, target);
  EXPECT_EQ(ResultOf(client().Call(Method("insert"),
                                   {Any::Array{Any::Array{1}, Any::Array{2}}},
                                   target)),
            Any(Any::Array{0}));
  ASSERT_THAT(client().signals(), SizeIs(1));
  EXPECT_EQ(Any(client().signals()[0].signal_data).ToString(), "[[0], [[2]]]");
  // It shares the methods of the other table.
  EXPECT_EQ(Must(document().Get(id)).methods_list,
            Must(document().Get(table_->id())).methods_list);
}

}  // namespace
}  // namespace noodles
