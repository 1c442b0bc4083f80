// A vase of hammered copper with all textures of a physically based material.
// The images are computed.
//
// Thread-safety: as the document's.
#ifndef EXAMPLES_DEMO_VASE_H_
#define EXAMPLES_DEMO_VASE_H_

#include <noodles/server.h>

namespace demo {

// Makes the images, the textures and the material. Clients such as Orzo want
// all images of a document before its geometries.
absl::StatusOr<noodles::MaterialID> AddVaseMaterial(
    noodles::Document& document);

// Makes the entity "vase" on the floor at `place`.
absl::StatusOr<noodles::EntityID> AddVase(noodles::Document& document,
                                          noodles::MaterialID material,
                                          const noodles::Vec3& place);

}  // namespace demo

#endif  // EXAMPLES_DEMO_VASE_H_
