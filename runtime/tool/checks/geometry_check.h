// Checks buffers, views, geometry and instances: whether known clients can draw
// them, and whether ranges and values are valid.
//
// Values are checked only if the bytes are inline; data behind a URL is not
// fetched.
//
// Thread-safety: one thread at a time.
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
