// Buffers, views, geometry and instances: what the clients in the field can
// draw, and whether ranges and values fit.
//
// Values are looked at where the bytes are in the message; what is behind an
// address is not fetched.
//
// Thread-safety: pure functions, but for the findings.
#ifndef NOODLES_TOOL_CHECKS_GEOMETRY_CHECK_H_
#define NOODLES_TOOL_CHECKS_GEOMETRY_CHECK_H_

#include <noodles/state/mirror.h>

#include "tool/checks/findings.h"

namespace noodles::tool {

void CheckBuffer(const noodles::Buffer& buffer, FindingList& findings);
void CheckBufferView(const noodles::BufferView& view,
                     const noodles::Mirror& mirror, FindingList& findings);
void CheckGeometry(const noodles::Geometry& geometry,
                   const noodles::Mirror& mirror, FindingList& findings);
void CheckInstances(const noodles::InstanceSource& instances,
                    const noodles::Mirror& mirror, FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_GEOMETRY_CHECK_H_
