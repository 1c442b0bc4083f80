// Checks the frames of a server against the specification, and against the
// abilities of known programs.
//
//   Validator validator;
//   for (...) validator.CheckFrame(frame);
//   validator.CheckEnd();
//   ... validator.findings() ...
//
// Thread-safety: one thread at a time. Ownership: copies all that is needed
// later.
#ifndef NOODLES_TOOL_CHECKS_VALIDATOR_H_
#define NOODLES_TOOL_CHECKS_VALIDATOR_H_

#include <cstddef>

#include "noodles/base/bytes.h"
#include "tool/checks/findings.h"
#include "tool/checks/scene_check.h"

namespace noodles::tool {

class Validator {
 public:
  Validator() : scene_(findings_) {}
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;

  void CheckFrame(const Bytes& frame);
  // Reports what is missing after the last frame.
  void CheckEnd();

  FindingList& findings() { return findings_; }
  size_t frames() const { return frames_; }
  size_t messages() const { return messages_; }

 private:
  void CheckLateKinds(const Any& items);

  FindingList findings_;
  SceneChecker scene_;
  size_t frames_ = 0;
  size_t messages_ = 0;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_VALIDATOR_H_
