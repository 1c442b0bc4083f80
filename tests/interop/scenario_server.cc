// The server that the tests of real peers run against: a small document with
// one of each thing that their own tests look for.
//
//   scenario_server [--port N]        (0: any free port)
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/server.h"
#include "scenario_table.h"

namespace scenario {
namespace {

using noodles::CallContext;
using noodles::MethodID;
using noodles::Server;
using noodles::SignalID;
using noodles::TableID;
using Reals = std::vector<double>;

constexpr double kDefaultSize = 0.02;

// Stops the program where the scenario itself is wrong.
template <class T>
T Must(absl::StatusOr<T> result) {
  if (!result.ok()) {
    std::fprintf(stderr, "scenario_server: %s\n",
                 result.status().ToString().c_str());
    std::exit(1);
  }
  return *std::move(result);
}

void Must(const absl::Status& status) {
  if (!status.ok()) Must(absl::StatusOr<int>(status));
}

class Scenario {
 public:
  explicit Scenario(Server& server) : server_(server) {
    AddMethods();
    AddSignals();
    AddComponents();
  }

 private:
  using TableMethod =
      absl::StatusOr<Any> (ScenarioTable::*)(const std::vector<Any>& arguments);

  template <class Function>
  void AddMethod(const std::string& name, Function function) {
    methods_.push_back(Must(server_.DefineMethod({.name = name}, function)));
  }

  void AddTableMethod(const std::string& name, TableMethod method) {
    AddMethod(name,
              [this, method](
                  CallContext& context,
                  const std::vector<Any>& arguments) -> absl::StatusOr<Any> {
                ScenarioTable* table = FindTable(context);
                if (table == nullptr) return NoTable();
                return (table->*method)(arguments);
              });
  }

  void AddMethods() {
    AddMethod("test_method", [](CallContext&, const std::vector<Any>&) {
      return Any("Method on server called!");
    });
    noodles::Method move = {.name = "test_arg_method"};
    for (const std::string axis : {"x", "y", "z"}) {
      move.arg_doc.push_back({axis, "How far to move in " + axis, "noo::real"});
    }
    methods_.push_back(Must(server_.DefineMethod(
        move, noodles::MakeMethod(
                  [](double, double, double) { return std::string("Moved!"); },
                  {"x", "y", "z"}))));
    AddMethod("new_point_plot",
              noodles::MakeMethod(
                  [this](const Reals& xs, const Reals& ys, const Reals& zs,
                         const std::optional<std::vector<Reals>>& colors,
                         const std::optional<std::vector<Reals>>& sizes) {
                    return MakePointPlot(xs, ys, zs, colors, sizes);
                  },
                  {"xs", "ys", "zs", "colors", "sizes"}));
    AddMethod("noo::tbl_subscribe",
              [this](CallContext& context,
                     const std::vector<Any>&) -> absl::StatusOr<Any> {
                ScenarioTable* table = FindTable(context);
                if (table == nullptr) return NoTable();
                return table->Subscribe(context.client);
              });
    AddTableMethod("noo::tbl_insert", &ScenarioTable::Insert);
    AddTableMethod("noo::tbl_update", &ScenarioTable::Update);
    AddTableMethod("noo::tbl_remove", &ScenarioTable::Remove);
    AddMethod("noo::tbl_clear",
              [this](CallContext& context,
                     const std::vector<Any>&) -> absl::StatusOr<Any> {
                ScenarioTable* table = FindTable(context);
                if (table == nullptr) return NoTable();
                return table->Clear();
              });
    AddTableMethod("noo::tbl_update_selection",
                   &ScenarioTable::UpdateSelection);
    AddMethod("Test Method 4",
              [](CallContext&, const std::vector<Any>&) { return Any(); });
  }

  void AddSignals() {
    for (const std::string name :
         {"noo::tbl_reset", "noo::tbl_updated", "noo::tbl_rows_removed",
          "noo::tbl_selection_updated", "test_signal"}) {
      signals_.push_back(
          Must(server_.document().Create(noodles::Signal{.name = name})));
    }
  }

  void AddComponents() {
    noodles::Document& document = server_.document();
    Must(document.Create(noodles::Entity{.name = "test_entity"}));
    Must(document.Create(noodles::Entity{.name = "test_method_entity",
                                         .methods_list = {methods_[0]}}));
    Must(document.Create(noodles::Material{.name = "test_material"}));
    Must(document.Create(noodles::Table{.name = "test_table",
                                        .methods_list = {methods_[0]},
                                        .signals_list = {signals_[0]}}));
    noodles::Plot plot = {.name = "test_plot", .methods_list = {methods_[0]}};
    plot.plot.emplace<noodles::SimplePlot>("True");
    Must(document.Create(plot));
    Must(document.SetMethods({methods_[0]}));
    Must(document.SetSignals({signals_[0]}));
  }

  absl::StatusOr<int> MakePointPlot(
      const Reals& xs, const Reals& ys, const Reals& zs,
      const std::optional<std::vector<Reals>>& colors,
      const std::optional<std::vector<Reals>>& sizes) {
    const size_t count = xs.size();
    const auto fits = [count](const auto& list) {
      return !list || list->size() == count;
    };
    if (ys.size() != count || zs.size() != count || !fits(colors) ||
        !fits(sizes)) {
      return absl::InvalidArgumentError(
          "xs, ys, zs, colors and sizes must be of the same length");
    }
    const Reals white = {1.0, 1.0, 1.0};
    const Reals small = {kDefaultSize, kDefaultSize, kDefaultSize};
    Rows rows;
    for (size_t index = 0; index < count; ++index) {
      Row row = {xs[index], ys[index], zs[index]};
      for (const Reals& triple : {colors ? (*colors)[index] : white,
                                  sizes ? (*sizes)[index] : small}) {
        if (triple.size() != 3) {
          return absl::InvalidArgumentError(
              "a colour and a size are three numbers");
        }
        row.insert(row.end(), triple.begin(), triple.end());
      }
      row.push_back("");
      rows.push_back(std::move(row));
    }
    const TableID id = Must(server_.document().Create(noodles::Table{
        .name = "Custom Table",
        .meta = "Table for testing",
        .methods_list = {methods_.begin() + 3, methods_.begin() + 9},
        .signals_list = {signals_.begin(), signals_.begin() + 4}}));
    tables_[id] = std::make_unique<ScenarioTable>(
        server_, id,
        TableSignals{signals_[0], signals_[1], signals_[2], signals_[3]},
        PointColumns(), std::move(rows));
    return 1;
  }

  static std::vector<Column> PointColumns() {
    std::vector<Column> columns;
    for (const char* name : {"x", "y", "z", "r", "g", "b", "sx", "sy", "sz"}) {
      columns.push_back({name, false});
    }
    columns.push_back({"", true});
    return columns;
  }

  ScenarioTable* FindTable(const CallContext& context) {
    if (!context.target) return nullptr;
    const auto* id = std::get_if<TableID>(&context.target->target);
    if (id == nullptr) return nullptr;
    const auto found = tables_.find(*id);
    return found == tables_.end() ? nullptr : found->second.get();
  }

  static absl::Status NoTable() {
    return noodles::MethodError(noodles::kInvalidRequestCode,
                                "this method needs a table with data");
  }

  Server& server_;
  std::vector<MethodID> methods_;
  std::vector<SignalID> signals_;
  std::map<TableID, std::unique_ptr<ScenarioTable>> tables_;
};

// The port of the command line, or nothing where it is wrong.
std::optional<uint16_t> PortOf(int argument_count, char** arguments) {
  if (argument_count == 1) return uint16_t{50000};
  if (argument_count != 3 || std::string_view(arguments[1]) != "--port") {
    return std::nullopt;
  }
  char* end = nullptr;
  const unsigned long port = std::strtoul(arguments[2], &end, 10);
  if (*end != '\0' || arguments[2] == end || port > 65535) return std::nullopt;
  return static_cast<uint16_t>(port);
}

}  // namespace
}  // namespace scenario

int main(int argument_count, char** arguments) {
  const std::optional<uint16_t> port =
      scenario::PortOf(argument_count, arguments);
  if (!port) {
    std::fprintf(stderr, "usage: scenario_server [--port 0..65535]\n");
    return 2;
  }
  noodles::ServerOptions options;
  options.port = *port;
  options.check_attachment = false;
  noodles::Server server(options);
  const scenario::Scenario scenario(server);
  const absl::Status status = server.Run([&server] {
    std::printf("listening on ws://localhost:%u\n", server.port());
    std::fflush(stdout);
  });
  if (!status.ok()) {
    std::fprintf(stderr, "scenario_server: %s\n", status.ToString().c_str());
    return 1;
  }
  return 0;
}
