// Checks the frames of a server against the specification, and against what the
// programs in the field can read.
//
//   Validator validator;
//   for (...) validator.CheckFrame(frame);
//   validator.CheckEnd();
//   ... validator.findings() ...
//
// Thread-safety: one thread at a time. Ownership: keeps what it needs.
#ifndef EXAMPLES_CLI_VALIDATOR_H_
#define EXAMPLES_CLI_VALIDATOR_H_

#include <cstddef>

#include "findings.h"
#include "noodles/base/bytes.h"
#include "scene_check.h"

namespace cli {

class Validator {
 public:
  Validator() : scene_(findings_) {}
  Validator(const Validator&) = delete;
  Validator& operator=(const Validator&) = delete;

  void CheckFrame(const noodles::Bytes& frame);
  // What is missing when the server has said everything.
  void CheckEnd();

  FindingList& findings() { return findings_; }
  size_t frames() const { return frames_; }
  size_t messages() const { return messages_; }

 private:
  void CheckPhysicsFrame(const noodles::Any& items);

  FindingList findings_;
  SceneChecker scene_;
  size_t frames_ = 0;
  size_t messages_ = 0;
};

}  // namespace cli

#endif  // EXAMPLES_CLI_VALIDATOR_H_
