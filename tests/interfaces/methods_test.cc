// Interfaces of servers: the description by MethodsOf, the arguments that
// implementations receive, and rejected arguments.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "interfaces/interface_testing.h"
#include "noodles/interfaces/activator_methods.h"
#include "noodles/interfaces/movable_methods.h"
#include "noodles/interfaces/option_methods.h"
#include "noodles/interfaces/probe_methods.h"
#include "noodles/interfaces/table_methods.h"
#include "noodles/protocol/signals.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

// Keeps the arguments of the last call.
class RecordingTable : public TableMethods {
 public:
  absl::StatusOr<TableInitData> Subscribe(CallContext& context) override {
    client_name = context.client_name;
    return TableInitData{
        .columns = {{.name = "city", .type = TableColumnType::kText}},
        .keys = {7},
        .data = {{Any("Tokyo")}}};
  }
  absl::StatusOr<std::vector<TableKey>> Insert(
      CallContext&, std::vector<TableRow> rows) override {
    inserted = std::move(rows);
    return std::vector<TableKey>{1, 2};
  }
  absl::StatusOr<std::vector<TableKey>> Update(
      CallContext&, std::vector<TableKey> keys,
      std::vector<TableRow> rows) override {
    inserted = std::move(rows);
    return keys;
  }
  absl::StatusOr<std::vector<TableKey>> Remove(
      CallContext&, std::vector<TableKey> keys) override {
    return keys;
  }
  absl::Status Clear(CallContext&) override { return NotFound("no rows"); }
  absl::Status UpdateSelection(CallContext&, Selection changed) override {
    selection = std::move(changed);
    return absl::OkStatus();
  }

  std::string client_name;
  std::vector<TableRow> inserted;
  Selection selection;
};

class TableInterfaceTest : public ::testing::Test {
 protected:
  std::string ErrorOf(std::string_view name,
                      const std::vector<Any>& arguments) {
    const auto result = methods_.Call(name, arguments);
    EXPECT_FALSE(result.ok());
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument);
    return std::string(StatusMessage(result.status()));
  }

  std::shared_ptr<RecordingTable> table_ = std::make_shared<RecordingTable>();
  MethodTable methods_{MethodsOf(table_)};
};

TEST_F(TableInterfaceTest, DescribesEveryMethod) {
  EXPECT_THAT(methods_.names(),
              ElementsAre("noo::tbl_subscribe", "noo::tbl_insert",
                          "noo::tbl_update", "noo::tbl_remove",
                          "noo::tbl_clear", "noo::tbl_update_selection"));
  EXPECT_EQ(
      methods_.Find("noo::tbl_update").description,
      (Method{.name = "noo::tbl_update",
              .doc = "Replaces whole rows.",
              .arg_doc = {{.name = "keys", .editor_hint = "noo::array"},
                          {.name = "rows", .editor_hint = "noo::array"}}}));
  EXPECT_EQ(methods_.Find("noo::tbl_update_selection").description.arg_doc,
            (std::vector<MethodArg>{
                {.name = "selection", .editor_hint = "noo::map"}}));
}

TEST_F(TableInterfaceTest, NamesTheSignalsThatBelongToIt) {
  std::vector<std::string> names;
  for (const Signal& signal : SignalsOf(*table_)) names.push_back(signal.name);
  EXPECT_THAT(names, ElementsAre("noo::tbl_reset", "noo::tbl_updated",
                                 "noo::tbl_rows_removed",
                                 "noo::tbl_selection_updated"));
}

TEST_F(TableInterfaceTest, GivesTheContextAndReturnsStructures) {
  const auto result = methods_.Call("noo::tbl_subscribe", {});
  EXPECT_EQ(table_->client_name, "test");
  EXPECT_EQ(
      result.value(),
      Any(Any::Map{
          {"columns", Any::Array{Any::Map{{"name", "city"}, {"type", "TEXT"}}}},
          {"keys", Any::Array{7}},
          {"data", Any::Array{Any::Array{"Tokyo"}}}}));
}

TEST_F(TableInterfaceTest, AMethodWithoutResultAnswersNullOrItsError) {
  const std::vector<Any> selection = {Any::Map{{"name", "s"}}};
  EXPECT_EQ(methods_.Call("noo::tbl_update_selection", selection).value(),
            Any());
  EXPECT_EQ(methods_.Call("noo::tbl_clear", {}).status(), NotFound("no rows"));
}

TEST_F(TableInterfaceTest, ExtraArgumentsAreIgnored) {
  const auto result =
      methods_.Call("noo::tbl_remove", {Any::Array{3, 4}, "more", 5});
  EXPECT_EQ(result.value(), Any(Any::Array{3, 4}));
}

TEST_F(TableInterfaceTest, MissingAndWrongArgumentsAreNamed) {
  EXPECT_EQ(ErrorOf("noo::tbl_remove", {}),
            "argument keys (noo::array) is missing");
  EXPECT_EQ(ErrorOf("noo::tbl_update", {Any(Any::Array{1})}),
            "argument rows (noo::array) is missing");
  EXPECT_EQ(ErrorOf("noo::tbl_update", {Any::Array{1, "x"}, Any::Array{}}),
            "argument keys[1]: expected integer, found text \"x\"");
  EXPECT_EQ(ErrorOf("noo::tbl_update", {Any::Array{1}, Any::Array{5}}),
            "argument rows[0]: expected array, found integer 5");
  EXPECT_EQ(ErrorOf("noo::tbl_update_selection", {Any::Map{{"name", 3}}}),
            "argument selection.name: expected text, found integer 3");
}

TEST_F(TableInterfaceTest, RowsComeInOneArgumentOrSpread) {
  const std::vector<TableRow> expected = {{Any("a"), Any(1)},
                                          {Any("b"), Any(2)}};
  const Any rows = Any::Array{Any::Array{"a", 1}, Any::Array{"b", 2}};
  ASSERT_TRUE(methods_.Call("noo::tbl_insert", {rows}).ok());
  EXPECT_EQ(table_->inserted, expected);
  table_->inserted.clear();
  ASSERT_TRUE(methods_.Call("noo::tbl_insert", *rows.AsArray()).ok());
  EXPECT_EQ(table_->inserted, expected);
}

TEST_F(TableInterfaceTest, ASpreadListNeedsListsToo) {
  EXPECT_EQ(ErrorOf("noo::tbl_insert", {Any::Array{"a"}, 4}),
            "argument rows[1]: expected array, found integer 4");
  EXPECT_EQ(ErrorOf("noo::tbl_insert", {"a"}),
            "argument rows: expected array, found text \"a\"");
  // An empty list contains no spread row.
  ASSERT_TRUE(methods_.Call("noo::tbl_insert", {Any(Any::Array{})}).ok());
  EXPECT_TRUE(table_->inserted.empty());
}

TEST_F(TableInterfaceTest, RowRangesInEveryForm) {
  const auto ranges = [&](Any given) {
    const Any argument = Any::Map{{"name", "s"}, {"row_ranges", given}};
    EXPECT_TRUE(methods_.Call("noo::tbl_update_selection", {argument}).ok());
    return table_->selection.row_ranges;
  };
  const std::vector<SelectionRange> expected = {{1, 4}, {9, 11}};
  EXPECT_EQ(ranges(Any::Array{1, 4, 9, 11}), expected);
  const Any first =
      Any::Map{{"key_from_inclusive", 1}, {"key_to_exclusive", 4}};
  EXPECT_EQ(ranges(Any::Array{first, Any::Map{{"key_to_exclusive", 11},
                                              {"key_from_inclusive", 9}}}),
            expected);
  EXPECT_EQ(ranges(Any::Array{first, 9, 11}), expected);
  EXPECT_TRUE(ranges(Any()).empty());
  EXPECT_TRUE(ranges(Any::Array{}).empty());
}

TEST_F(TableInterfaceTest, BrokenRowRangesAreNamed) {
  const auto error = [&](Any given) {
    return ErrorOf("noo::tbl_update_selection",
                   {Any::Map{{"name", "s"}, {"row_ranges", given}}});
  };
  EXPECT_EQ(error(Any::Array{1, 4, 9}),
            "argument selection.row_ranges: expected an array of groups of 2, "
            "found array of 3");
  EXPECT_EQ(error(Any::Array{1, "x"}),
            "argument selection.row_ranges[1]: expected integer, found text "
            "\"x\"");
  EXPECT_EQ(error(Any::Array{1, 2, Any::Map{{"key_from_inclusive", 1}}}),
            "argument selection.row_ranges[2]: expected SelectionRange with "
            "the key key_to_exclusive, found map of 1");
}

class Switch : public ActivatorMethods {
 public:
  using Choice = std::optional<std::variant<std::string, int64_t>>;

  absl::Status Activate(CallContext&, Choice choice) override {
    activated = std::move(choice);
    return absl::OkStatus();
  }
  absl::StatusOr<std::vector<std::string>> GetActivationChoices(
      CallContext&) override {
    return std::vector<std::string>{"on", "off"};
  }

  Choice activated;
};

TEST(ActivatorInterfaceTest, TakesNothingAnIndexOrAName) {
  const auto implementation = std::make_shared<Switch>();
  const MethodTable methods(MethodsOf(implementation));
  ASSERT_TRUE(methods.Call("noo::activate", {"off"}).ok());
  EXPECT_EQ(implementation->activated, Switch::Choice("off"));
  ASSERT_TRUE(methods.Call("noo::activate", {1}).ok());
  EXPECT_EQ(implementation->activated, Switch::Choice(int64_t{1}));
  ASSERT_TRUE(methods.Call("noo::activate", {}).ok());
  EXPECT_EQ(implementation->activated, std::nullopt);
  implementation->activated = "kept until a call";
  ASSERT_TRUE(methods.Call("noo::activate", {Any()}).ok());
  EXPECT_EQ(implementation->activated, std::nullopt);
  EXPECT_EQ(
      methods.Call("noo::activate", {true}).status(),
      InvalidArgument("argument choice: expected text or integer, found true"));
  EXPECT_EQ(
      methods.Find("noo::activate").description.arg_doc.front(),
      (MethodArg{
          .name = "choice", .doc = "Optional.", .editor_hint = "noo::any"}));
}

class Options : public OptionMethods {
 public:
  absl::StatusOr<std::vector<std::string>> GetVarKeys(CallContext&) override {
    return std::vector<std::string>{"colour"};
  }
  absl::StatusOr<std::vector<Any>> GetVarOptions(
      CallContext&, std::optional<std::string> key) override {
    return std::vector<Any>{Any(key.value_or("default"))};
  }
  absl::StatusOr<Any> GetVarValue(CallContext&,
                                  std::optional<std::string>) override {
    return value;
  }
  absl::StatusOr<bool> SetVarValue(CallContext&, Any changed,
                                   std::optional<std::string>) override {
    value = std::move(changed);
    return true;
  }

  Any value;
};

TEST(OptionInterfaceTest, AnyValuesPassAsTheyAre) {
  const MethodTable methods(MethodsOf(std::make_shared<Options>()));
  const Any value = Any::Map{{"deep", Any::Array{1, 2.5f, Any()}}};
  EXPECT_EQ(methods.Call("noo::set_var_value", {value}).value(), Any(true));
  EXPECT_EQ(methods.Call("noo::get_var_value", {}).value(), value);
  EXPECT_EQ(methods.Call("noo::get_var_options", {"size"}).value(),
            Any(Any::Array{"size"}));
  EXPECT_EQ(methods.Call("noo::get_var_options", {}).value(),
            Any(Any::Array{"default"}));
}

class Prober : public ProbeMethods {
 public:
  absl::StatusOr<ProbeResult> At(CallContext&, Vec3 position) override {
    return ProbeResult{.text = "here", .position = position};
  }
};

TEST(ProbeInterfaceTest, ATupleIsAnArray) {
  const MethodTable methods(MethodsOf(std::make_shared<Prober>()));
  EXPECT_EQ(
      methods.Call("noo::probe_at", {Any(Any::Array{1, 2.5f, 3})}).value(),
      Any(Any::Array{"here", Any::Array{1.0f, 2.5f, 3.0f}}));
  EXPECT_EQ(
      methods.Call("noo::probe_at", {Any(Any::Array{1, 2})}).status().code(),
      absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace noodles
