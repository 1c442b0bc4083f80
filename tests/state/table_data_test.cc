#include "noodles/state/table_data.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "noodles/cbor/reader.h"
#include "noodles/interfaces/tables_codec.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<TableColumnInfo> kColumns = {
    {"city", TableColumnType::kText},
    {"latitude", TableColumnType::kReal},
    {"people", TableColumnType::kInteger}};

TableData MakeTable(const TableLimits& limits = {}) {
  return Must(TableData::Make(kColumns, limits));
}

absl::StatusOr<std::vector<TableKey>> Insert(
    TableData& table, const std::vector<TableRow>& rows) {
  absl::StatusOr<TableBlock> block = MakeTableBlock(table.columns(), rows);
  if (!block.ok()) return block.status();
  return table.Insert(*std::move(block));
}

TableBlock Block(const std::vector<TableRow>& rows) {
  return Must(MakeTableBlock(kColumns, rows));
}

std::string ErrorOf(const std::vector<TableRow>& rows) {
  return TextOf(MakeTableBlock(kColumns, rows).status());
}

TEST(TableBlockTest, CellsBecomeWhatTheColumnsAre) {
  EXPECT_THAT(RowsOf(Block({{"Lima", 12, 10.0f}, {"Oslo"}, {}})),
              ElementsAre(TableRow{"Lima", 12.0, 10}, TableRow{"Oslo", 0.0, 0},
                          TableRow{"", 0.0, 0}));
}

TEST(TableBlockTest, ErrorsNameRowColumnExpectedAndFound) {
  EXPECT_EQ(ErrorOf({{"Lima"}, {"Oslo", "north"}}),
            "rows[1][1], column \"latitude\": expected a number, found "
            "\"north\"");
  EXPECT_EQ(ErrorOf({{"Lima", 1.0, 1.5}}),
            "rows[0][2], column \"people\": expected an integer of 64 bits, "
            "found 1.5");
  EXPECT_EQ(ErrorOf({{Any::Array{1, 2}}}),
            "rows[0][0], column \"city\": expected a text, found array");
  EXPECT_EQ(ErrorOf({{nullptr}}),
            "rows[0][0], column \"city\": expected a text, found null");
  EXPECT_EQ(ErrorOf({{}, {"a", 1, 1, 1}}),
            "rows[1]: expected at most 3 cells, found 4");
}

TEST(TableDataTest, KeysGrowAndAreNeverUsedAgain) {
  TableData table = MakeTable();
  EXPECT_THAT(Must(Insert(table, {{"a"}, {"b"}})), ElementsAre(0, 1));
  Must(table.Remove(std::vector<TableKey>{1}));
  EXPECT_THAT(Must(Insert(table, {{"c"}})), ElementsAre(2));
  table.Clear();
  EXPECT_THAT(Must(Insert(table, {{"d"}})), ElementsAre(3));
  EXPECT_THAT(table.Keys(), ElementsAre(3));
}

TEST(TableDataTest, BadChangesChangeNothing) {
  TableData table = MakeTable();
  Must(Insert(table, {{"a"}, {"b"}}));
  const TableInitData before = table.InitData();
  const std::vector<TableKey> unknown = {0, 7};
  const std::vector<TableKey> twice = {1, 0, 1};
  EXPECT_EQ(TextOf(table.Remove(unknown)), "keys[1]: there is no row 7");
  EXPECT_EQ(TextOf(table.Remove(twice)), "keys[2]: a second time row 1");
  EXPECT_EQ(TextOf(table.Update(unknown, Block({{"x"}, {"y"}}))),
            "keys[1]: there is no row 7");
  EXPECT_EQ(TextOf(table.Update(twice, Block({{"x"}}))),
            "rows: expected one for each of 3 keys, found 1");
  EXPECT_EQ(TextOf(table.Insert({1, {std::vector<double>{1}}}).status()),
            "expected 3 columns, found 1");
  EXPECT_EQ(TextOf(table
                       .Insert({1,
                                {std::vector<double>{1}, std::vector<double>{1},
                                 std::vector<int64_t>{1}}})
                       .status()),
            "column \"city\": expected cells of type TEXT, found REAL");
  EXPECT_EQ(TextOf(table.SetSelection({"s", {5}, {}})),
            "selection.rows[0]: there was never a row 5");
  EXPECT_EQ(TextOf(table.SetSelection({"s", {}, {{3, 1}}})),
            "selection.row_ranges[0]: ends at 1, before it begins at 3");
  EXPECT_EQ(table.InitData(), before);
}

TEST(TableDataTest, LimitsHold) {
  TableData table = MakeTable({.max_rows = 2, .max_text_bytes = 4});
  Must(Insert(table, {{"abc"}}));
  EXPECT_EQ(TextOf(Insert(table, {{""}, {""}}).status()),
            "rows: the table would have 3, more than 2");
  EXPECT_EQ(TextOf(Insert(table, {{"de"}}).status()),
            "rows: the table's texts would have more than 4 bytes");
  Must(table.Update(std::vector<TableKey>{0}, Block({{"a"}})));
  Must(Insert(table, {{"def"}}));
  EXPECT_EQ(table.row_count(), 2u);
  EXPECT_FALSE(TableData::Make(kColumns, {.max_columns = 2}).ok());
  TableData few = MakeTable({.max_cells = 3, .max_selections = 1});
  Must(Insert(few, {{}}));
  EXPECT_FALSE(Insert(few, {{}}).ok());
  Must(few.SetSelection({"one", {0}, {}}));
  EXPECT_FALSE(few.SetSelection({"two", {0}, {}}).ok());
  Must(few.SetSelection({"one", {}, {{0, 1}}}));
}

TEST(TableDataTest, SelectionsAreSetReplacedAndTakenAway) {
  TableData table = MakeTable();
  Must(Insert(table, {{"a"}, {"b"}}));
  Must(table.SetSelection({"s", {1}, {}}));
  Must(table.SetSelection({"s", {}, {{0, 2}}}));
  EXPECT_THAT(table.InitData().selections,
              ElementsAre(Selection{"s", {}, {{0, 2}}}));
  Must(table.SetSelection({"s", {}, {}}));
  EXPECT_THAT(table.selections(), IsEmpty());
}

// The columns' encoding, judged by the generated codec of the rows.
TEST(TableDataTest, WritesWhatTheGeneratedCodecWrites) {
  TableData table = Must(TableData::Make({{"t", TableColumnType::kText},
                                          {"r", TableColumnType::kReal},
                                          {"i", TableColumnType::kInteger},
                                          {"a", TableColumnType::kAny}}));
  Must(Insert(table, {{"Lima", 1, -7, Any::Array{1, "x"}},
                      {"gone"},
                      {std::string(300, 'x'), 0.1, 1 << 20, nullptr}}));
  Must(table.Remove(std::vector<TableKey>{1}));
  for (const bool with_selection : {false, true}) {
    if (with_selection) Must(table.SetSelection({"s", {0}, {{0, 3}}}));
    cbor::Writer columns;
    table.Write(columns);
    cbor::Writer rows;
    Write(rows, table.InitData());
    EXPECT_EQ(columns.Take(), rows.Take());
    EXPECT_EQ(Must(TableData::Make(table.InitData())).InitData(),
              table.InitData());
  }
}

TEST(TableDataTest, PutTakesKeysInAnyOrder) {
  TableData table = MakeTable();
  const std::vector<TableKey> keys = {9, -3, 4};
  Must(table.Put(keys, Block({{"nine"}, {"minus"}, {"four"}})));
  const std::vector<TableKey> more = {4, 5};
  Must(table.Put(more, Block({{"FOUR"}, {"five"}})));
  EXPECT_THAT(table.Keys(), ElementsAre(-3, 4, 5, 9));
  EXPECT_EQ(Must(table.Row(4))[0], Any("FOUR"));
  EXPECT_EQ(Must(table.Row(-3))[0], Any("minus"));
  EXPECT_THAT(Must(Insert(table, {{"new"}})), ElementsAre(10));
}

// A table, and a map that must hold the same.
struct Pair {
  TableData table = MakeTable();
  std::map<TableKey, TableRow> model;
  std::mt19937 random;
  int64_t rows_made = 0;

  size_t Random(size_t end) { return random() % end; }
  TableRow NewRow() {
    ++rows_made;
    return {"row " + std::to_string(rows_made),
            static_cast<double>(rows_made) / 2, rows_made};
  }
  std::vector<TableKey> SomeKeys() {
    std::vector<TableKey> keys;
    for (const auto& [key, row] : model) {
      if (Random(4) == 0) keys.push_back(key);
    }
    std::shuffle(keys.begin(), keys.end(), random);
    return keys;
  }
  std::vector<TableRow> NewRows(size_t count) {
    std::vector<TableRow> rows;
    while (rows.size() < count) rows.push_back(NewRow());
    return rows;
  }

  void DoInsert() {
    const std::vector<TableRow> rows = NewRows(Random(60));
    const std::vector<TableKey> keys = Must(Insert(table, rows));
    for (size_t i = 0; i < rows.size(); ++i) {
      EXPECT_FALSE(model.contains(keys[i]));
      model[keys[i]] = rows[i];
    }
  }
  void DoUpdate() {
    const std::vector<TableKey> keys = SomeKeys();
    const std::vector<TableRow> rows = NewRows(keys.size());
    Must(table.Update(keys, Block(rows)));
    for (size_t i = 0; i < keys.size(); ++i) model[keys[i]] = rows[i];
  }
  // And sometimes takes it back.
  void DoRemove() {
    const std::vector<TableKey> keys = SomeKeys();
    const TableBlock before = Must(table.Rows(keys));
    Must(table.Remove(keys));
    if (Random(3) == 0) return Must(table.Put(keys, before));
    for (const TableKey key : keys) model.erase(key);
  }
  void Step() {
    const size_t dice = Random(40);
    if (dice >= 25) return DoRemove();
    if (dice >= 15) return DoUpdate();
    if (dice >= 1) return DoInsert();
    table.Clear();
    model.clear();
  }
  void ExpectEqual() const {
    TableInitData expected{kColumns, {}, {}, {}};
    for (const auto& [key, row] : model) {
      expected.keys.push_back(key);
      expected.data.push_back(row);
      EXPECT_EQ(Must(table.Row(key)), row);
    }
    EXPECT_EQ(table.InitData(), expected);
    EXPECT_EQ(table.row_count(), model.size());
  }
};

TEST(TableDataTest, RandomChangesDoWhatAMapDoes) {
  for (unsigned seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    Pair pair;
    pair.random.seed(seed);
    for (int step = 0; step < 200; ++step) {
      pair.Step();
      pair.ExpectEqual();
      if (::testing::Test::HasFailure()) return;
    }
  }
}

TEST(TableDataTest, AMillionRows) {
  constexpr size_t kRows = 1'000'000;
  TableData table = MakeTable();
  TableBlock block{
      kRows,
      {std::vector<std::string>(kRows, "name"), std::vector<double>(kRows, 0.5),
       std::vector<int64_t>(kRows, 7)}};
  const std::vector<TableKey> keys = Must(table.Insert(std::move(block)));
  // One by one: none of these may look at the whole table.
  for (TableKey key = 0; key < static_cast<TableKey>(kRows); key += 2) {
    Must(table.Remove({&key, 1}));
  }
  EXPECT_EQ(table.row_count(), kRows / 2);
  const TableKey odd = kRows / 2 + 1;
  Must(table.Update({&odd, 1}, Block({{"changed", 1.5, 8}})));
  EXPECT_EQ(Must(table.Row(odd)), (TableRow{"changed", 1.5, 8}));
  EXPECT_FALSE(table.Contains(odd + 1));
  cbor::Writer writer;
  table.Write(writer);
  const Bytes encoded = writer.Take();
  cbor::Reader reader(encoded);
  TableInitData init;
  ASSERT_TRUE(Read(reader, init));
  EXPECT_EQ(init.keys.size(), kRows / 2);
  EXPECT_EQ(init.keys.front(), 1);
  EXPECT_EQ(init.data[0], (TableRow{"name", 0.5, 7}));
}

}  // namespace
}  // namespace noodles
