// The server for the tests with real peers: a small document with one component
// of each kind that their own tests use.
//
//   scenario_server [--port N]        (0: any free port)
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interop/must.h"
#include "noodles/server.h"

namespace scenario {
namespace {

using noodles::Any;
using noodles::CallContext;
using noodles::MethodID;
using noodles::Server;
using noodles::SignalID;
using Reals = std::vector<double>;

constexpr double kDefaultSize = 0.02;

// The methods of tables where there is no table: they always fail.
class NoTable : public noodles::TableMethods {
 public:
  absl::StatusOr<noodles::TableInitData> Subscribe(CallContext&) override {
    return Refusal();
  }
  absl::StatusOr<std::vector<noodles::TableKey>> Insert(
      CallContext&, std::vector<noodles::TableRow>) override {
    return Refusal();
  }
  absl::StatusOr<std::vector<noodles::TableKey>> Update(
      CallContext&, std::vector<noodles::TableKey>,
      std::vector<noodles::TableRow>) override {
    return Refusal();
  }
  absl::StatusOr<std::vector<noodles::TableKey>> Remove(
      CallContext&, std::vector<noodles::TableKey>) override {
    return Refusal();
  }
  absl::Status Clear(CallContext&) override { return Refusal(); }
  absl::Status UpdateSelection(CallContext&, noodles::Selection) override {
    return Refusal();
  }

 private:
  static absl::Status Refusal() {
    return noodles::MethodError(noodles::kInvalidRequestCode,
                                "the context is no table");
  }
};

class Scenario {
 public:
  explicit Scenario(Server& server) : server_(server) {
    AddMethods();
    AddComponents();
  }

 private:
  template <class Function>
  void AddMethod(const std::string& name, Function function) {
    methods_.push_back(Must(server_.DefineMethod({.name = name}, function)));
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
    AddTableMethods();
    AddMethod("Test Method 4",
              [](CallContext&, const std::vector<Any>&) { return Any(); });
  }

  // Creates the methods and signals of tables, which the tables of
  // `new_point_plot` share, in their slots. AddComponents takes them off the
  // document.
  void AddTableMethods() {
    Must(server_.Implement<noodles::TableMethods>(std::make_shared<NoTable>()));
    signals_ = server_.document().List<noodles::Signal>();
    signals_.push_back(Must(
        server_.document().Create(noodles::Signal{.name = "test_signal"})));
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
    std::vector<noodles::TableRow> rows;
    for (size_t index = 0; index < count; ++index) {
      noodles::TableRow row = {xs[index], ys[index], zs[index]};
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
    const auto table = Must(noodles::DataTable::Create(
        server_, {.name = "Custom Table", .meta = "Table for testing"},
        PointColumns()));
    Must(table->Insert(rows));
    return 1;
  }

  static std::vector<noodles::TableColumnInfo> PointColumns() {
    std::vector<noodles::TableColumnInfo> columns;
    for (const char* name : {"x", "y", "z", "r", "g", "b", "sx", "sy", "sz"}) {
      columns.push_back({name, noodles::TableColumnType::kReal});
    }
    columns.push_back({"", noodles::TableColumnType::kText});
    return columns;
  }

  Server& server_;
  std::vector<MethodID> methods_;
  std::vector<SignalID> signals_;
};

// The port from the command line; nullopt if the command line is invalid.
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
