// Text tables as programs and people write them: rows, names, encodings.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>

#include "tabular/csv_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// ------------------------------------------------------------------ structure

TEST(CsvTest, ReadsQuotesAndLineEnds) {
  const CsvTable table =
      Read("\xEF\xBB\xBFname, x\r\n\"a, \"\"b\"\"\nc\",1.5\r\n\r\nd,\n");
  EXPECT_THAT(NamesOf(table), ElementsAre("name", "x"));
  EXPECT_THAT(std::get<0>(table.rows.columns[0]),
              ElementsAre("a, \"b\"\nc", "d"));
  EXPECT_EQ(ColumnOf(table, 1), "REAL 1.5 ");
  EXPECT_THAT(table.lines, ElementsAre(2, 5));
  EXPECT_THAT(table.warnings, IsEmpty());
  // Old line ends, and none at the end.
  EXPECT_EQ(ColumnOf(Read("x,y\r1,2\r3,4"), 1), "INTEGER 2 4");
}

TEST(CsvTest, QuotesCountBehindBlanks) {
  const CsvTable table = Read(
      "name, x, y\n\"a\", \"0\", 0\n\"b, c\"\t, 1,0\n\"d\" ,2,\" 1.5 \"\n");
  EXPECT_THAT(std::get<0>(table.rows.columns[0]),
              ElementsAre("a", "b, c", "d"));
  EXPECT_EQ(ColumnOf(table, 1), "INTEGER 0 1 2");
  EXPECT_EQ(ColumnOf(table, 2), "REAL 0.0 0.0 1.5");
  // Within a cell, a quote is a letter.
  const CsvTable inner = Read("name,x\na \"b\" c,0\n\"5\"\" pipe\",1\n");
  EXPECT_THAT(std::get<0>(inner.rows.columns[0]),
              ElementsAre("a \"b\" c", "5\" pipe"));
  // Blanks inside of quotes belong to a text.
  EXPECT_THAT(std::get<0>(Read("a,b\n\" x \",1\n").rows.columns[0]),
              ElementsAre(" x "));
  CsvOptions single;
  single.quote = '\'';
  EXPECT_THAT(std::get<0>(Read("a,b\n'x,\"y',1\n", single).rows.columns[0]),
              ElementsAre("x,\"y"));
  single.quote = 0;
  EXPECT_THAT(std::get<0>(Read("a,b\n\"x,1\n", single).rows.columns[0]),
              ElementsAre("\"x"));
}

TEST(CsvTest, RecognisesSeparators) {
  const auto separator_of = [](std::string_view text) {
    return Read(text).separator;
  };
  EXPECT_EQ(separator_of("x,y,z\n1,2,3\n"), ',');
  EXPECT_EQ(separator_of("x;y;z;t\n1,5;2,0;0;20,1\n"), ';');
  EXPECT_EQ(separator_of("1,5;2,0\n1,7;2,1\n"), ';');
  EXPECT_EQ(separator_of("x\ty\n1,5\t2,0\n"), '\t');
  EXPECT_EQ(separator_of("x|y\n1|2\n"), '|');
  EXPECT_EQ(separator_of("x y z\n1.5 2 0\n"), ' ');
  EXPECT_EQ(separator_of("  x    y\n 1.5   2 \n10   20\n"), ' ');
  // Blanks and other separators within cells.
  EXPECT_EQ(separator_of("first name,last name\nJo Ann,Doe Roe\n"), ',');
  EXPECT_EQ(separator_of("name,t\n\"a;b;c\",1\n\"d;e\",2\n"), ',');
  EXPECT_EQ(separator_of("t,name\n1,\"a;b\"\n2,\"c;d\"\n"), ',');
  EXPECT_EQ(separator_of("speed of light\n1\n2\n"), ',');
  EXPECT_EQ(separator_of("a,b,\n1,2\n"), ',');
  const CsvTable spread = Read("  x    y\n 1.5   2 \n10   20\n");
  EXPECT_EQ(ColumnOf(spread, 1), "INTEGER 2 20");
  // A spreadsheet's own line.
  for (const std::string_view line : {"sep=;\n", "SEP=;\r\n", "\"sep=;\"\n"}) {
    const CsvTable table = Read(std::string(line) + "x;y\n1;2,3\n");
    EXPECT_EQ(ColumnOf(table, 0), "INTEGER 1") << line;
    EXPECT_THAT(table.lines, ElementsAre(3));
  }
  EXPECT_THAT(NamesOf(Read("\"sep=;\"\n1\n")), ElementsAre("sep=;"));
  CsvOptions colon;
  colon.separator = ':';
  EXPECT_EQ(ColumnOf(Read("x:y\n1:2\n", colon), 1), "INTEGER 2");
}

TEST(CsvTest, LeavesOutEmptyColumnsAtTheEnd) {
  const CsvTable two = Read("x,y,,\n0,1,,\n");
  EXPECT_THAT(NamesOf(two), ElementsAre("x", "y"));
  EXPECT_THAT(two.warnings, IsEmpty());
  EXPECT_THAT(NamesOf(Read("x,y,\n1,2\n")), ElementsAre("x", "y"));
  const CsvTable rows_alone = Read("x,y\n1,2,\n3,4\n5,6,\n");
  EXPECT_EQ(ColumnOf(rows_alone, 1), "INTEGER 2 4 6");
  EXPECT_THAT(rows_alone.warnings,
              ElementsAre("line 2: expected 2 cells, found empty ones behind "
                          "them, in 2 rows; left out"));
  // A column with content stays.
  const CsvTable named = Read("x,,x,x\n1,2,3,4\n");
  EXPECT_THAT(NamesOf(named), ElementsAre("x", "column 2", "x.1", "x.2"));
  EXPECT_EQ(named.warnings.size(), 3u);
  EXPECT_THAT(NamesOf(Read("x,x.1,x\n1,2,3\n")),
              ElementsAre("x", "x.1", "x.2"));
}

TEST(CsvTest, ReadsTablesWithoutNames) {
  const CsvTable bare = Read("1,2.5\n3,4\n");
  EXPECT_FALSE(bare.has_header);
  EXPECT_THAT(NamesOf(bare), ElementsAre("column 1", "column 2"));
  EXPECT_EQ(ColumnOf(bare, 0), "INTEGER 1 3");
  EXPECT_THAT(bare.warnings, ElementsAre(HasSubstr("option header")));
  CsvOptions options;
  options.header = CsvHeader::kNone;
  options.names = {"a"};
  const CsvTable given = Read("x,y\n1,2\n", options);
  EXPECT_THAT(NamesOf(given), ElementsAre("a", "column 2"));
  EXPECT_EQ(ColumnOf(given, 0), "TEXT x \"1\"");
  EXPECT_THAT(given.warnings, IsEmpty());
  options.header = CsvHeader::kNames;
  options.names = {};
  EXPECT_THAT(NamesOf(Read("1990,1991\n1,2\n", options)),
              ElementsAre("1990", "1991"));
  // Columns without names, numbered by a program; quoted numbers.
  EXPECT_THAT(NamesOf(Read("0,1\n5,6\n")), ElementsAre("0", "1"));
  EXPECT_THAT(NamesOf(Read("\"5\",6\n7,8\n")), ElementsAre("5", "6"));
}

TEST(CsvTest, MissingCellsAreNoNames) {
  const CsvTable bare = Read("1.5,,2.5\n3,4,NA\n");
  EXPECT_FALSE(bare.has_header);
  EXPECT_EQ(ColumnOf(bare, 1), "REAL  4.0");
  EXPECT_FALSE(Read("NA,1.5\n2,3\n").has_header);
  // Whole numbers behind the names of the rows are names; so is a line of
  // nothing.
  EXPECT_THAT(NamesOf(Read(",2020,2021\na,1,2\n")),
              ElementsAre("column 1", "2020", "2021"));
  EXPECT_TRUE(Read(",,\n1,2,3\n").has_header);
}

TEST(CsvTest, ReadsCommentsAtTheStart) {
  const CsvTable table = Read("# made by us\n# 2024, May\nx,y\n1,2\n");
  EXPECT_THAT(NamesOf(table), ElementsAre("x", "y"));
  EXPECT_THAT(table.lines, ElementsAre(4));
  EXPECT_THAT(table.warnings, ElementsAre(HasSubstr("2 lines")));
  // The last has the names.
  for (const std::string_view text :
       {"# x y z\n1 2.5 3\n", "#x y z\n1 2.5 3\n", "#a\n# x y z\n\n 1 2.5 3\n",
        "# x, y, z\n1, 2.5, 3\n", "#\tx\ty\tz\r\n1\t2.5\t3\r\n"}) {
    const CsvTable named = Read(text);
    EXPECT_THAT(NamesOf(named), ElementsAre("x", "y", "z")) << text;
    EXPECT_EQ(ColumnOf(named, 1), "REAL 2.5") << text;
    EXPECT_THAT(named.warnings, Not(IsEmpty()));
  }
  // The letter may be a part of the first name.
  EXPECT_THAT(NamesOf(Read("##x=1\n#CHROM\tPOS\nX\t5\n")),
              ElementsAre("#CHROM", "POS"));
  // Behind the start it is a letter.
  EXPECT_EQ(ColumnOf(Read("x,y\n#a,1\n"), 0), "TEXT \"#a\"");
}

TEST(CsvTest, LinesOfWordsAreOneColumn) {
  const CsvTable cities = Read("city name\nNew York\nLos Angeles\n");
  EXPECT_THAT(NamesOf(cities), ElementsAre("city name"));
  EXPECT_EQ(ColumnOf(cities, 0), "TEXT New York Los Angeles");
  EXPECT_EQ(Read("name size\nsmall .5\nlarge -2\n").columns.size(), 2u);
}

TEST(CsvTest, TakesNamesOfRows) {
  const CsvTable table = Read("\"x\" \"y\"\n\"a\" 1 2\n\"b\" 3 4\n");
  EXPECT_THAT(NamesOf(table), ElementsAre("row", "x", "y"));
  EXPECT_EQ(ColumnOf(table, 0), "TEXT a b");
  EXPECT_EQ(ColumnOf(table, 2), "INTEGER 2 4");
  EXPECT_THAT(table.warnings, ElementsAre(HasSubstr("names of the rows")));
}

TEST(CsvTest, SkipsWhatIsNoTable) {
  CsvOptions options;
  options.skip = 2;
  options.comment = "#";
  const CsvTable table =
      Read("made by x\n; y\n# note\nx,y\n#1,2\n3,4\n", options);
  EXPECT_EQ(ColumnOf(table, 0), "INTEGER 3");
  EXPECT_THAT(table.lines, ElementsAre(6));
}

TEST(CsvTest, NamesLineCellAndOption) {
  EXPECT_EQ(FaultOf(""),
            "line 1: expected a line with the names of the columns, found the "
            "end of the text");
  EXPECT_EQ(FaultOf("a,b\n1,2\n3\n"),
            "line 3: expected 2 cells as in line 1, found 1, separated by ','; "
            "the option separator names another, the option fill accepts short "
            "rows");
  EXPECT_THAT(FaultOf("a;b\n1;2\n1;2;3\n"),
              StartsWith("line 3: expected 2 cells as in line 1, found 3, "
                         "separated by ';'"));
  EXPECT_THAT(
      FaultOf("a,b\n1,\"x\n"),
      StartsWith("line 2: cell 2: expected a quote that ends the cell"));
  EXPECT_THAT(FaultOf("a,b\n\"x\"y,1\n"),
              StartsWith("line 2: cell 1: expected a separator (',') behind "
                         "the quote, found \"y\""));
  CsvOptions limits;
  limits.max_cells = 2;
  EXPECT_EQ(FaultOf("a\n1\n2\n3\n", limits),
            "line 4: more cells than max_cells (2)");
  limits = {};
  limits.max_columns = 2;
  EXPECT_THAT(FaultOf("a,b,c\n", limits), HasSubstr("max_columns (2)"));
  limits = {};
  limits.max_bytes = 4;
  EXPECT_THAT(FaultOf("a,b,c\n", limits), HasSubstr("max_bytes (4)"));
  CsvOptions fill;
  fill.fill = true;
  const CsvTable filled = Read("a,b,c\n1,2,3\n4\n", fill);
  EXPECT_EQ(ColumnOf(filled, 2), "REAL 3.0 ");
  EXPECT_THAT(filled.warnings, ElementsAre(StartsWith("line 3: ")));
}

TEST(CsvTest, RefusesOptionsThatContradict) {
  CsvOptions options;
  options.format = {.decimal = ',', .thousands = ","};
  EXPECT_THAT(FaultOf("a\n1\n", options), HasSubstr("decimal and thousands"));
  options = {};
  options.separator = '"';
  EXPECT_THAT(FaultOf("a\n1\n", options), HasSubstr("option separator"));
  options = {};
  options.text = {"nothing"};
  EXPECT_THAT(FaultOf("a\n1\n", options),
              StartsWith("option text: there is no column \"nothing\""));
  options = {};
  options.names = {"a", "b"};
  EXPECT_THAT(FaultOf("a\n1\n", options), HasSubstr("option names"));
}

// ------------------------------------------------------------------- encoding

// UTF-16 of a text of ASCII letters and "é".
std::string Utf16(std::string_view text, bool is_big_endian) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    char low = text[i];
    if (text.substr(i).starts_with("é")) {
      low = '\xE9';
      ++i;
    }
    if (is_big_endian) result += '\0';
    result += low;
    if (!is_big_endian) result += '\0';
  }
  return result;
}

TEST(CsvTest, RecognisesEncodings) {
  const std::string_view text = "name,x\ncafé,1\n";
  for (const bool is_big_endian : {false, true}) {
    const std::string bare = Utf16(text, is_big_endian);
    const std::string mark = is_big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const std::string& file : {bare, mark + bare}) {
      const CsvTable table = Read(file);
      EXPECT_EQ(ColumnOf(table, 0), "TEXT café");
      EXPECT_EQ(ColumnOf(table, 1), "INTEGER 1");
    }
  }
  const CsvTable latin = Read("name,x\ncaf\xE9 \x80,1\n");
  EXPECT_EQ(ColumnOf(latin, 0), "TEXT café €");
  EXPECT_THAT(latin.warnings,
              ElementsAre(StartsWith("line 2, byte 4: expected UTF-8, found "
                                     "0xE9; read as Latin-1")));
  CsvOptions options;
  options.encoding = CsvEncoding::kUtf8;
  EXPECT_THAT(FaultOf("x\ncaf\xE9\n", options), HasSubstr("option encoding"));
  options.encoding = CsvEncoding::kLatin1;
  EXPECT_EQ(ColumnOf(Read("x\n\xC3\xA9\n", options), 0), "TEXT Ã©");
  EXPECT_THAT(FaultOf("\xFF\xFEx"), HasSubstr("UTF-16"));
  EXPECT_THAT(FaultOf(std::string_view("x\n1\0\n", 5)),
              StartsWith("line 2, byte 2: expected text, found a zero byte"));
  EXPECT_THAT(FaultOf("PK\x03\x04..."), HasSubstr("ZIP"));
  EXPECT_THAT(FaultOf("\x1F\x8B..."), HasSubstr("gzip"));
  EXPECT_THAT(FaultOf("version https://git-lfs.github.com/spec/v1\noid 1\n"),
              HasSubstr("git lfs pull"));
  EXPECT_THAT(FaultOf("\n<!DOCTYPE html>\n<html></html>\n"),
              HasSubstr("a web page; download the file itself"));
  EXPECT_THAT(FaultOf("{\"a\": [1, 2]}\n"), HasSubstr("a JSON document"));
}

TEST(CsvTest, NamesTheFile) {
  const std::filesystem::path folder = ::testing::TempDir();
  const std::filesystem::path file = folder / "noodles_csv_test.csv";
  std::ofstream(file) << "a,b\n1\n";
  EXPECT_THAT(TextOf(ReadCsvFile(file).status()),
              StartsWith(file.string() + ": line 2: "));
  std::ofstream(file) << "a,a\n1,2\n";
  EXPECT_THAT(Must(ReadCsvFile(file)).warnings,
              ElementsAre(StartsWith(file.string() + ": line 1, column 2: ")));
  CsvOptions options;
  options.max_bytes = 2;
  EXPECT_EQ(TextOf(ReadCsvFile(file, options).status()),
            file.string() + ": 8 bytes are beyond max_bytes (2)");
  std::filesystem::remove(file);
  EXPECT_EQ(ReadCsvFile(file).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReadCsvFile(folder).status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace noodles
