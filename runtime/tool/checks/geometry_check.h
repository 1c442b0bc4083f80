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

void CheckBuffer(const Buffer& buffer, FindingList& findings);
void CheckBufferView(const BufferView& view, const Mirror& mirror,
                     FindingList& findings);
void CheckGeometry(const Geometry& geometry, const Mirror& mirror,
                   FindingList& findings);
void CheckInstances(const InstanceSource& instances, const Mirror& mirror,
                    FindingList& findings);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_GEOMETRY_CHECK_H_
