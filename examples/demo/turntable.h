// The turntable: a wooden board with a bowl of linguine, imported from a file,
// and three parts that clients can move. It turns by itself, as fast as the
// method `spin` says.
//
// Thread-safety: one thread at a time. Ownership: the server, which must
// outlive the Turntable, owns the components. The functions of the server refer
// to the Turntable, which must outlive the service.
#ifndef EXAMPLES_DEMO_TURNTABLE_H_
#define EXAMPLES_DEMO_TURNTABLE_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace demo {

class Turntable {
 public:
  // `model` is a mesh file. If the toolkit was built without Assimp, or the
  // file cannot be read, a warning is logged and the board has no bowl.
  static absl::StatusOr<std::unique_ptr<Turntable>> Create(
      noodles::Server& server, const std::filesystem::path& model);

  noodles::EntityID entity() const { return entity_; }
  // The entities of the bowl, its root last; empty without a bowl.
  const std::vector<noodles::EntityID>& bowl() const { return bowl_; }

 private:
  explicit Turntable(noodles::Server& server)
      : server_(server), document_(server.document()) {}

  absl::Status AddAll(const std::filesystem::path& model);
  void AddModel(const std::filesystem::path& model);
  absl::Status AddBoard();
  absl::Status AddPart(const std::string& name, const noodles::Mesh& mesh,
                       const noodles::RGBA& color, float angle);
  absl::Status AddSpin();
  void Turn();

  noodles::Server& server_;
  noodles::Document& document_;
  noodles::EntityID entity_;
  std::vector<noodles::EntityID> bowl_;
  // Used on the thread of the server's methods only.
  float angle_ = 0.0f;  // radians
  float turns_per_minute_ = 3.0f;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_TURNTABLE_H_
