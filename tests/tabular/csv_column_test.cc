// The cells of text tables: numbers, dates, missing values, and writing.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "tabular/csv_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// The only number of a column x of one row.
double NumberIn(std::string_view cell, const CsvFormat& format = {}) {
  const CsvValue value = CsvCellReader(format).Read(cell);
  EXPECT_TRUE(value.kind == CsvKind::kInteger || value.kind == CsvKind::kReal)
      << cell;
  return value.number;
}

CsvKind KindOf(std::string_view cell, const CsvFormat& format = {}) {
  return CsvCellReader(format).Read(cell).kind;
}

// -------------------------------------------------------------------- numbers

TEST(CsvColumnTest, ReadsNumbersOfAllKinds) {
  EXPECT_EQ(NumberIn("+60.00000"), 60);
  EXPECT_EQ(NumberIn(" .5"), 0.5);
  EXPECT_EQ(NumberIn("5."), 5);
  EXPECT_EQ(NumberIn("1.0E+02"), 100);
  EXPECT_EQ(NumberIn("-1e-3"), -0.001);
  EXPECT_EQ(NumberIn("1e-320"), 1e-320);
  EXPECT_EQ(NumberIn("1e-400"), 0);
  EXPECT_EQ(NumberIn("\u22121"), -1);
  EXPECT_EQ(NumberIn("007"), 7);
  EXPECT_EQ(NumberIn("\u00A012\t"), 12);
  EXPECT_EQ(NumberIn("inf"), kInfinity);
  EXPECT_EQ(NumberIn("-Infinity"), -kInfinity);
  EXPECT_EQ(NumberIn("+INF"), kInfinity);
  for (const std::string_view text :
       {"0x10", "1e400", "-1e400", "1,000", "1d3", "+-1", "--1", "1e", "e5",
        "1 2", "1.2.3", "infinite", "5%", "1_000"}) {
    EXPECT_EQ(KindOf(text), CsvKind::kText) << text;
  }
}

TEST(CsvColumnTest, ReadsMarksOfDecimalsAndThousands) {
  const CsvFormat german = {.decimal = ',', .thousands = "."};
  EXPECT_EQ(NumberIn("1.234.567,5", german), 1234567.5);
  EXPECT_EQ(NumberIn("-1,5e2", german), -150);
  EXPECT_EQ(KindOf("1.500", german), CsvKind::kInteger);
  // A group has three digits.
  EXPECT_EQ(KindOf("1.5", german), CsvKind::kText);
  EXPECT_EQ(KindOf("1.2345", german), CsvKind::kText);
  EXPECT_EQ(KindOf("1234.567", german), CsvKind::kText);
  EXPECT_EQ(KindOf(".500", german), CsvKind::kText);
  EXPECT_EQ(KindOf("1.5", {.decimal = ','}), CsvKind::kText);
  const CsvFormat american = {.thousands = ","};
  EXPECT_EQ(NumberIn("1,000", american), 1000);
  EXPECT_EQ(NumberIn("-12,345,678.25", american), -12345678.25);
  EXPECT_EQ(NumberIn("1000", american), 1000);
  EXPECT_EQ(KindOf("1,00", american), CsvKind::kText);
  const CsvFormat french = {.decimal = ',', .thousands = " "};
  EXPECT_EQ(NumberIn("1 234,5", french), 1234.5);
  EXPECT_EQ(NumberIn("1\u202F234\u00A0567", french), 1234567);
  EXPECT_EQ(NumberIn("1'234", {.thousands = "'"}), 1234);
  CsvOptions options;
  options.format.decimal = ',';
  const CsvTable table = Read("x;y;z;t\n1,5;2,0;0;20,1\n", options);
  EXPECT_EQ(ColumnOf(table, 0), "REAL 1.5");
  EXPECT_EQ(ColumnOf(table, 2), "INTEGER 0");
  EXPECT_EQ(ColumnOf(table, 3), "REAL 20.1");
}

TEST(CsvColumnTest, KeepsIntegersExact) {
  EXPECT_EQ(ColumnOf(Read("id,x\n5853498713190525697,0\n"
                          "5853498713190525696,1\n"),
                     0),
            "INTEGER 5853498713190525697 5853498713190525696");
  EXPECT_EQ(ColumnOf(Read("id\n9223372036854775807\n-9223372036854775808\n"
                          "+9007199254740993\n"),
                     0),
            "INTEGER 9223372036854775807 -9223372036854775808 "
            "9007199254740993");
  // Beyond 64 bits, and exact integers beside missing values, all digits stay.
  const CsvTable huge = Read("id,x\n9223372036854775808,0\n1,1\n");
  EXPECT_EQ(ColumnOf(huge, 0), "TEXT \"9223372036854775808\" \"1\"");
  EXPECT_THAT(huge.warnings,
              ElementsAre(StartsWith("line 2, column 1 (\"id\"): expected an "
                                     "integer of 64 bits, found "
                                     "\"9223372036854775808\"")));
  EXPECT_EQ(Must(huge.Numbers("id"))[1], 1);
  const CsvTable gap = Read("id,x\n9007199254740993,0\nNA,1\n");
  EXPECT_EQ(ColumnOf(gap, 0), "TEXT \"9007199254740993\" NA");
  EXPECT_EQ(gap.warnings.size(), 1u);
  EXPECT_EQ(ColumnOf(Read("id,x\n9007199254740992,0\n,1\n"), 0),
            "REAL 9007199254740992.0 ");
  EXPECT_EQ(ColumnOf(Read("id,x\n9223372036854775807,0\n,1\n"), 0),
            "TEXT \"9223372036854775807\" \"\"");
  // Among fractions, rounding is told.
  const CsvTable mixed = Read("x,y\n9007199254740993,0\n0.5,1\n");
  EXPECT_EQ(mixed.columns[0].type, TableColumnType::kReal);
  EXPECT_THAT(mixed.warnings, ElementsAre(HasSubstr("option text")));
  CsvOptions options;
  options.text = {"zip"};
  EXPECT_EQ(ColumnOf(Read("zip,x\n00501,1\n", options), 0), "TEXT \"00501\"");
}

TEST(CsvColumnTest, KnowsMissingValues) {
  const CsvTable table = Read(
      "t,x\n1,0\n,1\nNA,2\nN/A,3\n#N/A,4\nn/a,5\nNULL,6\nNone,7\nNaN,8\n"
      "-nan,9\n-,10\n?,11\n.,12\ninf,13\n\"\",14\n");
  EXPECT_EQ(ColumnOf(table, 0), "REAL 1.0             inf ");
  EXPECT_THAT(table.warnings, IsEmpty());
  EXPECT_EQ(ColumnOf(Read("t,x\n1,0\n#DIV/0!,1\n\\N,2\n(null),3\nn.a.,4\n"), 0),
            "REAL 1.0    ");
  EXPECT_EQ(ColumnOf(Read("t;x\n1;0\n#N/A N/A;1\n..;2\n-nan(ind);3\n\u2014;4\n"
                          "#NV;5\n:;6\n1.#INF;7\n-1.#inf;8\n"),
                     0),
            "REAL 1.0       inf -inf");
  // In a column of texts they stay as they are.
  EXPECT_EQ(ColumnOf(Read("s,x\nNA,1\nDE,2\n"), 0), "TEXT NA DE");
  CsvOptions options;
  options.format.missing.emplace_back("-999");
  options.format.missing.emplace_back("Off");
  EXPECT_EQ(
      ColumnOf(Read("t,x\n-999,1\n-999.0,2\noff,3\nNA,4\n5,5\n", options), 0),
      "REAL     5.0");
  options.format.missing = {"x"};
  EXPECT_EQ(ColumnOf(Read("t,x\nNA,1\nx,2\n5,5\n", options), 0),
            "TEXT NA x \"5\"");
  // A column without any value has numbers.
  EXPECT_EQ(Read("a,b\n,1\nNA,2\n").columns[0].type, TableColumnType::kReal);
}

TEST(CsvColumnTest, TellsWhyACellIsNoNumber) {
  const auto fault = [](const std::string& cell) {
    const CsvTable table = Read("x,y\n1,2\n\"" + cell + "\",0\n3,4\n");
    EXPECT_EQ(table.columns[0].type, TableColumnType::kText);
    // Most cells are numbers: the reader tells it, too.
    EXPECT_THAT(table.warnings, ElementsAre(StartsWith("line 3, column 1")));
    return TextOf(table.Numbers("x").status());
  };
  EXPECT_EQ(fault("1e400"),
            "line 3, column 1 (\"x\"): expected a number or a date, found "
            "\"1e400\"; numbers reach to about 1.8e308 (cells are "
            "separated by ',')");
  EXPECT_THAT(fault("0x10"), HasSubstr("hexadecimal"));
  EXPECT_THAT(fault("1,000"), HasSubstr("decimal and thousands"));
  EXPECT_THAT(fault("1d3"), HasSubstr("with e, not with d"));
  EXPECT_THAT(fault("ten"), HasSubstr("option missing"));
  EXPECT_THAT(fault("12%"), HasSubstr("percent"));
  EXPECT_THAT(fault("31/12/2024"), HasSubstr("option dates"));
  EXPECT_THAT(fault("31.12.2024"), HasSubstr("dates"));
}

TEST(CsvColumnTest, NamesTheOptionThatReadsTexts) {
  const auto warning = [](const std::string& cells) {
    const CsvTable table = Read("x;y\n" + cells);
    EXPECT_EQ(table.columns[0].type, TableColumnType::kText);
    return table.warnings.empty() ? "" : table.warnings[0];
  };
  EXPECT_EQ(
      warning("1,5;0\n2;0\n3,25;0\n4,5;0\n"),
      "line 2, column 1 (\"x\"): expected a number or a date, found "
      "\"1,5\"; the column is text; with the option decimal \",\" all its "
      "cells are numbers or dates");
  EXPECT_THAT(warning("1,234,567;0\n"), HasSubstr("thousands \",\" all"));
  EXPECT_THAT(warning("1,234;0\n"),
              HasSubstr("decimal \",\" or the option thousands \",\" all"));
  EXPECT_THAT(warning("1.234,5;0\n"),
              HasSubstr("the options decimal \",\" and thousands \".\" all"));
  EXPECT_THAT(warning("1 234;0\nNA;0\n"), HasSubstr("thousands \" \" all"));
  EXPECT_THAT(warning("31/12/2024;0\n"), HasSubstr("dates with the day first"));
  EXPECT_THAT(warning("12/31/2024;0\n"), HasSubstr("the month first"));
  EXPECT_EQ(warning("1,5;0\nx;0\n"), "");
  // Numbers that no option reads.
  EXPECT_THAT(warning("12%;0\n-3.5 %;0\n"), HasSubstr("no percent sign"));
  EXPECT_THAT(warning("$12;0\n\u20AC 1,200;0\n9 \u20AC;0\n"),
              HasSubstr("no sign of a currency"));
  EXPECT_THAT(warning("0x1F;0\n-;0\n"), HasSubstr("hexadecimal"));
  EXPECT_THAT(warning("1.5D+03;0\n"), HasSubstr("with e, not with d"));
  EXPECT_EQ(warning("10.0.0.1;0\n"), "");
  EXPECT_EQ(warning("12a;0\n"), "");
}

TEST(CsvColumnTest, ListsTheColumns) {
  const CsvTable table = Read("X;b\n1;2\n");
  EXPECT_EQ(TextOf(table.Find("z").status()),
            "there is no column \"z\"; the columns are \"X\", \"b\", separated "
            "by ';' (option separator)");
  EXPECT_EQ(table.Find("z").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Must(table.Find("x")), 0u);
  // Two names that differ in case only.
  EXPECT_FALSE(Read("Ab,aB\n1,2\n").Find("AB").ok());
}

// ---------------------------------------------------------------------- dates

TEST(CsvColumnTest, ReadsDates) {
  EXPECT_EQ(SecondsOfDate("1970-01-02"), 86400);
  EXPECT_EQ(SecondsOfDate("1969-12-31"), -86400);
  EXPECT_EQ(SecondsOfDate("2024/02/29"), 1709164800);
  EXPECT_EQ(SecondsOfDate("2024-05-31T12:30:15.25Z"), 1717158615.25);
  EXPECT_EQ(SecondsOfDate("2024-05-31 12:30"), 1717158600);
  EXPECT_EQ(SecondsOfDate("2024-05-31T12:30:00+02:00"), 1717151400);
  EXPECT_EQ(SecondsOfDate("2024-05-31T12:30:00 -0130"), 1717164000);
  EXPECT_EQ(SecondsOfDate("31.05.2024", CsvDates::kDayFirst), 1717113600);
  EXPECT_EQ(SecondsOfDate("5/31/2024 0:00", CsvDates::kMonthFirst), 1717113600);
  EXPECT_EQ(SecondsOfDate("2024-05-31", CsvDates::kMonthFirst), 1717113600);
  EXPECT_EQ(SecondsOfDate("2024.05.31"), 1717113600);
  EXPECT_EQ(SecondsOfDate("31.5.24", CsvDates::kDayFirst), 1717113600);
  EXPECT_EQ(SecondsOfDate("5/31/24", CsvDates::kMonthFirst), 1717113600);
  EXPECT_EQ(SecondsOfDate("1.1.70", CsvDates::kDayFirst), 0);
  for (const std::string_view text :
       {"31-May-2024", "31 MAY 2024", "31-may-24", "May 31, 2024",
        "May 31 2024", "31/May/2024", "31-May-2024 00:00:00"}) {
    EXPECT_EQ(SecondsOfDate(text), 1717113600) << text;
  }
  EXPECT_EQ(SecondsOfDate("1 September 2024"), 1725148800);
  EXPECT_EQ(SecondsOfDate("1 Sept 2024"), 1725148800);
  EXPECT_EQ(SecondsOfDate("2024-05-31 12:30 AM"), 1717115400);
  EXPECT_EQ(SecondsOfDate("2024-05-31 12:30PM"), 1717158600);
  EXPECT_EQ(SecondsOfDate("5/31/2024 3:45:15 pm", CsvDates::kMonthFirst),
            1717170315);
  for (const std::string_view text :
       {"31-Mai-2024", "32 May 2024", "May 2024", "May31,2024", "31-May 2024",
        "2024-05-31 13:00 PM", "2024-05-31 0:30 AM", "1.2.345", "Mayor 1, 2024",
        "31-May-202"}) {
    EXPECT_TRUE(std::isnan(SecondsOfDate(text, CsvDates::kDayFirst))) << text;
  }
  for (const std::string_view text :
       {"2023-02-29", "2024-13-01", "2024-05/31", "2024-05-31T", "31.05.2024",
        "2024-05-31 25:00", "2024-05-31 12:61", "2024-05-31x", "20240531"}) {
    EXPECT_TRUE(std::isnan(SecondsOfDate(text))) << text;
  }
  const CsvTable table = Read("day,t\n2024-05-31,1\nNA,2\n2024-06-01,3\n");
  EXPECT_EQ(ColumnOf(table, 0), "TEXT 2024-05-31 NA 2024-06-01");
  EXPECT_EQ(table.ContentOf(0), CsvContent::kDates);
  EXPECT_EQ(table.ContentOf(1), CsvContent::kNumbers);
  const std::vector<double> days = Must(table.Numbers("day"));
  EXPECT_EQ(days[2] - days[0], 86400);
  EXPECT_TRUE(std::isnan(days[1]));
  EXPECT_EQ(Read("a,b\nx,1\n").ContentOf(0), CsvContent::kTexts);
}

// -------------------------------------------------------------------- writing

TEST(CsvColumnTest, ReadsWhatItWrites) {
  const std::vector<TableColumnInfo> columns = {
      {"id", TableColumnType::kInteger},
      {"t", TableColumnType::kReal},
      {"a;b", TableColumnType::kText}};
  TableBlock block;
  block.row_count = 4;
  block.columns = {std::vector<int64_t>{std::numeric_limits<int64_t>::min(),
                                        std::numeric_limits<int64_t>::max(), 0,
                                        9007199254740993},
                   std::vector<double>{0.1, -kInfinity, 5e-324, 1e300},
                   std::vector<std::string>{"x;y", " \"q\"\n", "", "5"}};
  std::string csv;
  for (const TableColumnInfo& column : columns) {
    if (!csv.empty()) csv += ',';
    AppendCsvCell(column.name, csv);
  }
  for (size_t row = 0; row < block.row_count; ++row) {
    csv += "\r\n";
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) csv += ',';
      AppendCsvCell(CellAt(block.columns[i], row), csv);
    }
  }
  const CsvTable read = Read(csv);
  EXPECT_EQ(read.columns, columns);
  EXPECT_EQ(read.rows, block) << csv;
  EXPECT_THAT(read.warnings, IsEmpty());
  std::string cells;
  AppendCsvCell(std::numeric_limits<double>::quiet_NaN(), cells);
  AppendCsvCell(cbor::Any(), cells);
  EXPECT_EQ(cells, "");
  AppendCsvCell(2.0, cells);
  AppendCsvCell(true, cells);
  EXPECT_EQ(cells, "2.0true");
}

// The beginning of a table that is written is none of another kind of file.
TEST(CsvColumnTest, WritesTextsThatBeginAsOtherFilesDo) {
  for (const std::string_view name :
       {"PK\x03\x04", "%PDF-1.4", "<?xml", "<html>", "PAR1",
        "version https://git-lfs.github.com/spec/v1"}) {
    std::string csv;
    AppendCsvCell(cbor::Any(name), csv);
    EXPECT_EQ(csv, "\"" + std::string(name) + "\"");
    EXPECT_EQ(Read(csv + "\r\n1\r\n").columns[0].name, name);
  }
}

}  // namespace
}  // namespace noodles
