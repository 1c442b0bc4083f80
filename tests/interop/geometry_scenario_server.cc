// The server of the tests of geometry: makes a mesh and instances of the arrays
// in a JSON file, or serves a mesh file.
//
//   geometry_scenario_server FILE --port N        (0: any free port)
//
// The JSON is a map of lists of rows: `positions`, `normals`, `tangents`,
// `indices`, lists of channels `texture_coordinates` and `colors` (in numbers
// of 0 to 1) and `color_bytes` (of 0 to 255), and a map `instances` of
// `positions`, `colors`, `rotations` and `scales`.
#include <noodles/geometry.h>
#include <noodles/json.h>
#include <noodles/server.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "interop/must.h"

namespace {

using noodles::Any;
using noodles::ArrayView;
using scenario::Must;

// Arrays from JSON; owns their memory.
class Arrays {
 public:
  // The rows of a member as values; empty if the member is absent.
  template <class Number = double>
  ArrayView Rows(const Any* rows) {
    if (rows == nullptr || rows->AsArray()->empty()) return {};
    const size_t width = rows->AsArray()->front().AsArray()->size();
    auto numbers = std::make_shared<std::vector<Number>>();
    for (const Any& row : *rows->AsArray()) {
      for (const Any& number : *row.AsArray()) {
        numbers->push_back(static_cast<Number>(number.AsDouble().value()));
      }
    }
    kept_.push_back(numbers);
    return ArrayView::Flat(*numbers, width);
  }

  template <class Number = double>
  void AddChannels(const Any* channels, std::vector<ArrayView>& to) {
    if (channels == nullptr) return;
    for (const Any& channel : *channels->AsArray()) {
      to.push_back(Rows<Number>(&channel));
    }
  }

 private:
  std::vector<std::shared_ptr<void>> kept_;
};

noodles::GeometryID AddMesh(noodles::Document& document, const Any& input) {
  Arrays arrays;
  noodles::PatchSource source;
  source.positions = arrays.Rows(input.Find("positions"));
  source.normals = arrays.Rows(input.Find("normals"));
  source.tangents = arrays.Rows(input.Find("tangents"));
  source.indices = arrays.Rows<int64_t>(input.Find("indices"));
  arrays.AddChannels(input.Find("texture_coordinates"),
                     source.texture_coordinates);
  arrays.AddChannels(input.Find("colors"), source.colors);
  arrays.AddChannels<uint8_t>(input.Find("color_bytes"), source.colors);
  return Must(noodles::AddGeometry(document, std::span(&source, 1)));
}

std::vector<noodles::Instance> InstancesOf(const Any& input) {
  Arrays arrays;
  return Must(
      noodles::MakeInstances({.positions = arrays.Rows(input.Find("positions")),
                              .colors = arrays.Rows(input.Find("colors")),
                              .rotations = arrays.Rows(input.Find("rotations")),
                              .scales = arrays.Rows(input.Find("scales"))}));
}

// Adds an entity with the arrays, and one with the instances, to which a method
// appends.
void AddArrays(noodles::Server& server, const Any& input,
               std::unique_ptr<noodles::InstancedEntity>& instanced) {
  noodles::Document& document = server.document();
  const noodles::GeometryID mesh = AddMesh(document, input);
  Must(document.Create(noodles::Entity{
      .name = "mesh",
      .representation = noodles::RenderRepresentation{.mesh = mesh}}));
  const Any* instances = input.Find("instances");
  if (instances == nullptr) return;
  instanced = Must(noodles::InstancedEntity::Create(
      document, mesh, InstancesOf(*instances),
      {.column = noodles::InstanceColumn::kColor}, {.name = "instances"}));
  Must(server.AddMethod("append",
                        "Draws the instances once more, behind the others",
                        [&instanced, more = InstancesOf(*instances)] {
                          return instanced->Append(more);
                        }));
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 4) return 2;
  noodles::ServerOptions options;
  options.port = static_cast<uint16_t>(std::atoi(arguments[3]));
  options.address = "127.0.0.1";
  options.assets.port = 0;
  noodles::Server server(options);
  const std::string file = arguments[1];
  std::unique_ptr<noodles::InstancedEntity> instanced;
  if (file.ends_with(".json")) {
    std::ifstream stream(file);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    AddArrays(server, Must(noodles::AnyFromJson(text)), instanced);
  } else {
    Must(
        noodles::AddScene(server.document(), Must(noodles::ImportScene(file))));
  }
  const absl::Status status = server.Run([&] {
    std::printf("listening on ws://localhost:%d\n", server.port());
    std::fflush(stdout);
  });
  return status.ok() ? 0 : 1;
}
