// Cells of a table as C++ values.
#include "noodles/client/table_content.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/base/status.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

TableContent Cities() {
  return {
      .columns = {{"city", TableColumnType::kText},
                  {"people", TableColumnType::kInteger},
                  {"latitude", TableColumnType::kReal}},
      .rows = {{7, {"Tokyo", 37'400'000, 35.5}}, {3, {"Oslo", 700'000.0, 60}}},
      .selections = {}};
}

TEST(TableContentTest, CellsByNameAndByIndex) {
  const TableContent content = Cities();
  EXPECT_EQ(FindColumn(content, "latitude").value(), 2u);
  EXPECT_EQ(GetCell<std::string_view>(content, 7, "city").value(), "Tokyo");
  EXPECT_EQ(GetCell<std::string_view>(content, 3, 0).value(), "Oslo");
  EXPECT_EQ(GetCell<int64_t>(content, 7, "people").value(), 37'400'000);
  EXPECT_EQ(GetCell<double>(content, 7, 2).value(), 35.5);
}

TEST(TableContentTest, NumbersWhicheverWayTheyTravelled) {
  const TableContent content = Cities();
  EXPECT_EQ(GetCell<int64_t>(content, 3, "people").value(), 700'000);
  EXPECT_EQ(GetCell<double>(content, 3, "latitude").value(), 60.0);
  EXPECT_EQ(GetCell<double>(content, 7, "people").value(), 37'400'000.0);
}

TEST(TableContentTest, ColumnsInTheOrderOfTheirKeys) {
  const TableContent content = Cities();
  EXPECT_THAT(GetColumn<std::string_view>(content, "city").value(),
              ElementsAre("Oslo", "Tokyo"));
  EXPECT_THAT(GetColumn<int64_t>(content, 1).value(),
              ElementsAre(700'000, 37'400'000));
  EXPECT_THAT(GetColumn<double>(content, "latitude").value(),
              ElementsAre(60.0, 35.5));
  EXPECT_THAT(GetColumn<double>({.columns = content.columns}, 2).value(),
              ElementsAre());
}

TEST(TableContentTest, SaysWhereACellIsSomethingElse) {
  TableContent content = Cities();
  absl::Status status = GetCell<int64_t>(content, 7, "city").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(StatusMessage(status),
            "row 7, column \"city\": expected an integer, found \"Tokyo\"");
  status = GetCell<int64_t>(content, 7, "latitude").status();
  EXPECT_EQ(StatusMessage(status),
            "row 7, column \"latitude\": expected an integer, found 35.5");
  content.rows[7][1] = nullptr;
  status = GetColumn<double>(content, "people").status();
  EXPECT_EQ(StatusMessage(status),
            "row 7, column \"people\": expected a number, found null");
  status = GetColumn<std::string_view>(content, "people").status();
  EXPECT_EQ(StatusMessage(status),
            "row 3, column \"people\": expected a text, found 700000.0");
}

TEST(TableContentTest, SaysWhatIsNotThere) {
  TableContent content = Cities();
  const auto message = [](const auto& result) {
    EXPECT_EQ(result.status().code(), absl::StatusCode::kNotFound);
    return std::string(StatusMessage(result.status()));
  };
  EXPECT_EQ(message(GetCell<double>(content, 8, 1)), "the table has no row 8");
  EXPECT_EQ(message(GetCell<double>(content, 7, 3)),
            "the table has 3 columns, none with index 3");
  EXPECT_EQ(message(GetColumn<double>(content, 3)),
            "the table has 3 columns, none with index 3");
  EXPECT_EQ(message(GetCell<double>(content, 7, "height")),
            "the table has no column \"height\"");
  EXPECT_EQ(message(GetColumn<double>(content, "height")),
            "the table has no column \"height\"");
  content.rows[7].resize(2);
  EXPECT_EQ(message(GetCell<double>(content, 7, 2)),
            "row 7, column \"latitude\": the row has only 2 cells");
}

}  // namespace
}  // namespace noodles
