#include "noodles/viewer/page/page_files.h"

namespace noodles::viewer_internal {

std::span<const PageFile> PageFiles() { return {}; }

}  // namespace noodles::viewer_internal
