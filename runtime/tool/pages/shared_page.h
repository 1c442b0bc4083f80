// A page in one file: the page that shows a scene, with a recording inside.
//
// The file needs no server and loads nothing: script, style, licence texts and
// the recording, as base64, are parts of it. Its content security policy allows
// nothing else.
//
// Thread-safety: pure functions. Ownership: plain values.
#ifndef NOODLES_TOOL_PAGES_SHARED_PAGE_H_
#define NOODLES_TOOL_PAGES_SHARED_PAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::tool {

// The parts of the page, as its build has made them.
struct PageParts {
  std::string index;     // index.html
  std::string script;    // viewer.js
  std::string style;     // viewer.css
  std::string licences;  // licences.txt
};

// The page that this tool contains. Errors: FailedPrecondition if the tool was
// built without the page.
absl::StatusOr<PageParts> PageOfTool();

// The size of the file for a recording of this size.
uint64_t SharedPageSize(const PageParts& parts, uint64_t recording_bytes);

// The file. `nonce` is a text of letters and digits that nobody can guess; only
// scripts and styles that name it are run. Errors: Internal if index.html does
// not name script and style as expected.
absl::StatusOr<std::string> SharedPage(const PageParts& parts,
                                       const Bytes& recording,
                                       std::string_view nonce);

// 32 random hexadecimal digits.
std::string RandomNonce();

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_PAGES_SHARED_PAGE_H_
