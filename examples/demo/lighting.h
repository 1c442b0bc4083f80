// The lights of the demo: the sun, a lamp that clients switch on and off, and a
// spotlight.
//
// Thread-safety: as the document's.
#ifndef EXAMPLES_DEMO_LIGHTING_H_
#define EXAMPLES_DEMO_LIGHTING_H_

#include <noodles/server.h>

namespace demo {

// The spotlight hangs above `spot` and shines down on it.
absl::Status AddLights(noodles::Server& server, const noodles::Vec3& spot);

}  // namespace demo

#endif  // EXAMPLES_DEMO_LIGHTING_H_
