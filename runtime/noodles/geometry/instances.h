// Many copies of one geometry, each with its place, turn, size and colour.
//
//   std::vector<Instance> points = ...;
//   auto plot = InstancedEntity::Create(document, sphere, points);
//   std::array<Instance, 1> moved = {{{.position = {1, 2, 3}}}};
//   absl::Status status = (*plot)->Update(17, moved);
//
// An instance is a matrix of four columns: position; texture offset and scale;
// rotation; scale. Explorer, Orzo, Rigatoni and colabrodo read column 1 as a
// colour, as the protocol said before 2024-10. The program chooses.
//
// Thread-safety: InstancedEntity may be used from any thread; the functions are
// pure. Ownership: an InstancedEntity keeps a copy of its instances; the
// document, which must outlive the InstancedEntity, owns the components, which
// stay when the InstancedEntity ends.
#ifndef NOODLES_GEOMETRY_INSTANCES_H_
#define NOODLES_GEOMETRY_INSTANCES_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/geometry/array_view.h"
#include "noodles/protocol/entities.h"
#include "noodles/state/document.h"
#include "noodles/state/update_throttle.h"
#include "noodles/state/update_timer.h"

namespace noodles {

// The meaning of column 1.
enum class InstanceColumn : uint8_t {
  // Offset u, v and scale u, v, as the specification has it.
  kTextureTransform,
  // Linear RGBA, 0 to 1.
  kColor,
};

struct Instance {
  Vec3 position = {0, 0, 0};
  // Default: (0, 0, 1, 1) for a texture transform, white for a colour.
  std::optional<Vec4> column{};
  // A quaternion x, y, z, w; not zero.
  Vec4 rotation = {0, 0, 0, 1};
  Vec3 scale = {1, 1, 1};

  bool operator==(const Instance&) const = default;
};

// The arrays that instances are made of. A position has three numbers. All
// arrays that are not empty have as many values as there are positions. A
// rotation has four numbers; a scale has three, or one for all axes. Colours
// (three or four numbers; integers in units of the largest value of their type)
// or texture transforms (four numbers) may be given, not both.
struct InstanceArrays {
  ArrayView positions{};
  ArrayView colors{};
  ArrayView texture_transforms{};
  ArrayView rotations{};
  ArrayView scales{};
};

// Errors: InvalidArgument with the name of the array.
absl::StatusOr<std::vector<Instance>> MakeInstances(
    const InstanceArrays& arrays);

struct InstanceOptions {
  InstanceColumn column = InstanceColumn::kTextureTransform;
  // An instance has 64 bytes. Stops calls that append without end from filling
  // the memory of every client.
  size_t max_instances = size_t{1} << 24;
  // How clients get the instances. Default: of an InstancedEntity, by the size
  // and the rate, as LiveMeshOptions::delivery has it; of AddInstances, as the
  // server decides.
  std::optional<BufferDelivery> delivery{};
  // Changes that an InstancedEntity sends; 0: all. Of changes that come faster,
  // the latest is sent, and the last always is (UpdateThrottle). A change that
  // waits is not part of the transaction in which it was asked for, and if it
  // fails, the log has a record.
  double max_updates_per_second = 0;
  // The time of an InstancedEntity; null: the timer of the process. For tests.
  std::shared_ptr<UpdateTimer> timer{};
};

// The matrices, 64 bytes each. Rotations become unit quaternions. Errors:
// InvalidArgument with the index where a number is NaN or infinite, a rotation
// zero or a colour not between 0 and 1; ResourceExhausted.
absl::StatusOr<Bytes> PackInstances(std::span<const Instance> instances,
                                    const InstanceOptions& options = {});

// The box around all instances of a mesh with these bounds.
BoundingBox BoundsOf(std::span<const Instance> instances,
                     const BoundingBox& mesh);

// A buffer and a view of the instances and the representation that draws them.
// `geometry` must give its bounds. Errors: as PackInstances; InvalidArgument
// without instances; as BoundsOf.
absl::StatusOr<RenderRepresentation> AddInstances(
    Document& document, GeometryID geometry,
    std::span<const Instance> instances, const InstanceOptions& options = {});

namespace geometry_internal {
class DeliveryChoice;
}  // namespace geometry_internal

// An entity that draws instances and keeps them, so that they can change.
//
// Buffers are immutable: each change sends all instances again and deletes the
// former buffer, in one transaction and one frame. The identifiers of what was
// deleted are given again, with the next generation. Without instances the
// entity draws nothing. A function that fails changes nothing. A transaction
// that is rolled back restores the instances, too; the object must outlive the
// transaction, and must not be destroyed inside one.
class InstancedEntity {
 public:
  // Creates an entity like `entity`, but with the instances.
  static absl::StatusOr<std::unique_ptr<InstancedEntity>> Create(
      Document& document, GeometryID geometry, std::vector<Instance> instances,
      const InstanceOptions& options = {}, Entity entity = {});

  // Sends the change that waits.
  ~InstancedEntity();
  InstancedEntity(const InstancedEntity&) = delete;
  InstancedEntity& operator=(const InstancedEntity&) = delete;

  EntityID id() const { return id_; }
  // As the last change made them, also if that waits.
  std::vector<Instance> instances() const;

  absl::Status Replace(std::vector<Instance> instances);
  absl::Status Append(std::span<const Instance> instances);
  // Replaces the instances from `first` on. Errors: OutOfRange.
  absl::Status Update(size_t first, std::span<const Instance> instances);
  // Removes instances from `first` on; the places of later ones change. Errors:
  // OutOfRange.
  absl::Status Remove(size_t first, size_t count);

  // Sends the change that waits.
  absl::Status Flush();

 private:
  // Instances, and what clients get of them.
  struct Contents {
    std::shared_ptr<const std::vector<Instance>> instances{};
    Bytes bytes{};
    BoundingBox bounds{};
  };

  InstancedEntity(Document& document, GeometryID geometry,
                  const InstanceOptions& options);
  absl::StatusOr<Contents> Pack(std::vector<Instance> instances) const;
  // Wants the contents, and sends them now or later.
  absl::Status Accept(Contents contents);
  void Want(Contents contents);
  Contents wanted() const;
  // Sends the wanted contents; on an error wants those that are shown. Inside a
  // transaction.
  absl::Status Send();
  absl::Status Show(Contents contents);
  // A function that makes the new instances of the former ones.
  using MakeNew = std::function<absl::Status(std::vector<Instance>& instances)>;
  absl::Status Change(const MakeNew& make_new);

  Document& document_;
  const GeometryID geometry_;
  const InstanceOptions options_;
  EntityID id_;
  // Used with the document locked.
  std::optional<BufferViewID> view_;
  Contents shown_;
  const std::unique_ptr<geometry_internal::DeliveryChoice> delivery_;
  // Written with both locked, the document first.
  mutable std::mutex mutex_;
  Contents wanted_;
  // The last member: its destructor sends what waits.
  std::unique_ptr<UpdateThrottle> throttle_;
};

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_INSTANCES_H_
