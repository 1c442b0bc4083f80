// An entity whose mesh changes many times a second.
//
//   auto surface = LiveMesh::Create(document, HeightField(...),
//                                   {.max_updates_per_second = 30},
//                                   Entity{.name = "surface"});
//   while (simulation.Step()) {
//     absl::Status status = (*surface)->Update(
//         {.positions = simulation.points(), .normals = simulation.normals()});
//   }
//
// Buffers, views and geometries are immutable. A change makes them anew, shows
// them and deletes the former ones, in one transaction: clients get one frame
// in which nothing is named before it is created or after it is deleted, and
// show the former mesh until then. Each array has a buffer and a view of its
// own, so only the arrays that changed are made and sent; the indices and the
// texture coordinates of a deforming mesh are sent once. The identifiers of
// what was deleted are given again, with the next generation: however many
// changes there are, the document has the components of one mesh.
//
// A client that reads too slowly is sent the latest mesh alone
// (ServerOptions::slow_clients): slow clients need no rate of their own.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// arrays are copied; the document, which must outlive the LiveMesh, owns the
// components, which stay when the LiveMesh ends. The LiveMesh must outlive the
// transactions that it is changed in, and must not be destroyed inside one.
#ifndef NOODLES_GEOMETRY_LIVE_MESH_H_
#define NOODLES_GEOMETRY_LIVE_MESH_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/patch.h"
#include "noodles/protocol/entities.h"
#include "noodles/state/document.h"
#include "noodles/state/update_timer.h"

namespace noodles {

// The arrays that change, in the forms of PatchSource. Empty arrays, and empty
// channels, stay as they are.
struct VertexArrays {
  ArrayView positions{};
  ArrayView normals{};
  ArrayView tangents{};
  std::vector<ArrayView> texture_coordinates{};
  std::vector<ArrayView> colors{};
};

struct LiveMeshOptions {
  // The geometry is called "NAME geometry", its buffers "NAME buffer".
  std::optional<std::string> name{};
  PatchOptions patch{};
  // The material that is made; not used where the entity draws a mesh already.
  Material material = GeometryOptions().material;

  // How clients get the bytes. Default: by the size and the rate. Arrays go in
  // the messages if they replace others that are younger than a second, and
  // together fit into one frame (DocumentOptions::max_frame_bytes less 16 KiB):
  // a client has them with the change, without a request for each. Otherwise
  // the server decides by the size alone (AssetOptions::promote_bytes): rare
  // changes leave the connection free for others, and Python clients refuse
  // longer frames than 1 MiB. kInline: always in the messages. kAutomatic: the
  // server always decides.
  std::optional<BufferDelivery> delivery{};

  // Changes that are sent; 0: all. Of changes that come faster, the latest
  // value of each array is sent, and the last change always is
  // (UpdateThrottle). A change that waits is not part of the transaction in
  // which it was asked for.
  double max_updates_per_second = 0;

  // The time; null: the timer of the process. For tests.
  std::shared_ptr<UpdateTimer> timer{};
};

class LiveMesh {
 public:
  // Creates an entity like `entity`, but with the mesh. Errors: those of
  // AddGeometry and of the document.
  static absl::StatusOr<std::unique_ptr<LiveMesh>> Create(
      Document& document, const Mesh& mesh, const LiveMeshOptions& options = {},
      Entity entity = {});

  // Draws the mesh by an entity that exists. The material of the first patch of
  // its former mesh stays, and so do its instances; the former mesh goes as in
  // ReplaceMesh. Errors: also NotFound.
  static absl::StatusOr<std::unique_ptr<LiveMesh>> Attach(
      Document& document, EntityID entity, const Mesh& mesh,
      const LiveMeshOptions& options = {});

  // Sends the change that waits.
  ~LiveMesh();
  LiveMesh(const LiveMesh&) = delete;
  LiveMesh& operator=(const LiveMesh&) = delete;

  EntityID id() const;

  // Replaces the values of some arrays. An array that the mesh did not have is
  // added. Values that are equal to the former ones are not sent. Errors, which
  // change nothing: those of PackPatch, such as InvalidArgument for an array
  // with more or fewer values than the mesh has vertices, or a number that is
  // NaN; NotFound if the entity was deleted; those of the document. A
  // change that waits fails later, with a record in the log.
  absl::Status Update(const VertexArrays& arrays);

  // Replaces all arrays; the number of vertices, the indices and the type may
  // change. Arrays that are equal to the former ones are not sent. Errors: as
  // Update.
  absl::Status Replace(const Mesh& mesh);
  absl::Status Replace(const PatchSource& source);

  // Sends the change that waits. Errors: as Update.
  absl::Status Flush();

 private:
  class Impl;
  explicit LiveMesh(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_LIVE_MESH_H_
