#include "common/csv_flags.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace examples {
namespace {

constexpr const char* kGroup = "Reading the file";

// The letter of a word such as "tab", or of one letter.
std::string SetLetter(const std::string& word,
                      const std::function<void(char)>& set) {
  static const std::map<std::string, char> kWords = {
      {"tab", '\t'},  {"\\t", '\t'},      {"blank", ' '}, {"blanks", ' '},
      {"comma", ','}, {"semicolon", ';'}, {"none", '\0'}, {"point", '.'}};
  const auto found = kWords.find(word);
  if (found != kWords.end()) {
    set(found->second);
  } else if (word.size() == 1) {
    set(word[0]);
  } else {
    return "expected one letter, tab, blank, comma, semicolon or none, found " +
           word;
  }
  return "";
}

void AddLetter(CLI::App& app, const std::string& flag,
               const std::string& description,
               const std::function<void(char)>& set) {
  app.add_option_function<std::string>(
         flag,
         [flag, set](const std::string& word) {
           const std::string fault = SetLetter(word, set);
           if (!fault.empty()) throw CLI::ValidationError(flag, fault);
         },
         description)
      ->group(kGroup)
      ->type_name("LETTER");
}

template <class T>
void AddChoice(CLI::App& app, const std::string& flag, T& value,
               const std::map<std::string, T>& choices,
               const std::string& names, const std::string& description) {
  app.add_option(flag, value, description)
      ->transform(CLI::CheckedTransformer(choices).description(""))
      ->type_name(names)
      ->group(kGroup);
}

void AddWordFlags(CLI::App& app, noodles::CsvOptions& options) {
  // Before --missing, so that its words stay.
  app.add_flag_callback(
         "--no-missing-words", [&options] { options.format.missing.clear(); },
         "Only empty cells and the words of --missing are missing values")
      ->group(kGroup);
  // Such words may begin with a minus sign.
  app.add_option_function<std::vector<std::string>>(
         "--missing",
         [&options](const std::vector<std::string>& words) {
           options.format.missing.insert(options.format.missing.end(),
                                         words.begin(), words.end());
         },
         "A word that stands for a missing value, such as -999; may be given "
         "several times. NA, N/A, null, None, nan, missing, #DIV/0!, -, ? and "
         ". "
         "do, too")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->group(kGroup)
      ->type_name("WORD");
  app.add_option("--names", options.names,
                 "The names of the columns, instead of those of the file")
      ->delimiter(',')
      ->group(kGroup)
      ->type_name("NAME,...");
  app.add_option("--text", options.text,
                 "Columns that stay text, with all zeros in front")
      ->delimiter(',')
      ->group(kGroup)
      ->type_name("NAME,...");
}

}  // namespace

void AddCsvFlags(CLI::App& app, noodles::CsvOptions& options) {
  AddLetter(app, "--separator",
            "Between cells; recognised if not given: , ; | tab, or blanks",
            [&options](char letter) { options.separator = letter; });
  AddLetter(app, "--decimal", "Before the fraction of a number; . if not given",
            [&options](char letter) { options.format.decimal = letter; });
  app.add_option("--thousands", options.format.thousands,
                 "Between groups of three digits; none if not given")
      ->group(kGroup)
      ->type_name("LETTER");
  AddLetter(app, "--quote",
            "Around cells with separators, or none; \" if not given",
            [&options](char letter) { options.quote = letter; });
  AddWordFlags(app, options);
  AddChoice<noodles::CsvHeader>(app, "--header", options.header,
                                {{"names", noodles::CsvHeader::kNames},
                                 {"none", noodles::CsvHeader::kNone}},
                                "names|none",
                                "Whether the first line has the names of the "
                                "columns; recognised if not given");
  AddChoice<noodles::CsvDates>(app, "--dates", options.format.dates,
                               {{"ymd", noodles::CsvDates::kYearFirst},
                                {"dmy", noodles::CsvDates::kDayFirst},
                                {"mdy", noodles::CsvDates::kMonthFirst}},
                               "ymd|dmy|mdy",
                               "The order of day, month and year; ymd if not "
                               "given");
  AddChoice<noodles::CsvEncoding>(app, "--encoding", options.encoding,
                                  {{"utf-8", noodles::CsvEncoding::kUtf8},
                                   {"utf-16", noodles::CsvEncoding::kUtf16},
                                   {"latin-1", noodles::CsvEncoding::kLatin1}},
                                  "utf-8|utf-16|latin-1",
                                  "Recognised if not given");
  app.add_option("--skip", options.skip,
                 "The lines before the table that are not read")
      ->group(kGroup);
  app.add_option("--comment", options.comment,
                 "Lines that begin with this text are not read")
      ->group(kGroup)
      ->type_name("TEXT");
  app.add_flag("--fill", options.fill,
               "Rows may have too few cells; the others are missing")
      ->group(kGroup);
  app.add_option("--max-cells", options.max_cells,
                 "The most cells of a file; stops files that fill the memory")
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--max-bytes", options.max_bytes,
                 "The most bytes of a file, before it is read")
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--max-columns", options.max_columns,
                 "The most columns of a file")
      ->capture_default_str()
      ->group(kGroup);
}

}  // namespace examples
