// What is wrong with the frames of a server: against the specification, and
// against what the programs in the field can read.
//
// Thread-safety: one thread at a time.
#ifndef EXAMPLES_CLI_FINDINGS_H_
#define EXAMPLES_CLI_FINDINGS_H_

#include <noodles/codec.h>

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace cli {

struct Finding {
  size_t frame = 0;     // from 0 on
  std::string message;  // "MsgEntityCreate", or "" for the frame as a whole
  std::string path;     // within the message: ".transform[2]"
  std::string what;
  std::string breaks;  // the programs that it breaks

  bool operator==(const Finding&) const = default;
};

class Validator {
 public:
  void CheckFrame(const noodles::Bytes& frame);
  // What is missing when the server has said everything.
  void CheckEnd();

  const std::vector<Finding>& findings() const { return findings_; }

 private:
  friend class MessageChecker;

  void Add(std::string message, std::string path, std::string what,
           std::string breaks);
  // `canonical` is what our own codec makes of `sent`.
  void Compare(const std::string& message, const std::string& path,
               const noodles::Any& sent, const noodles::Any& canonical);
  void CompareMaps(const std::string& message, const std::string& path,
                   const noodles::Any& sent, const noodles::Any& canonical);
  void Created(const std::string& message, noodles::ComponentRef ref);
  void Referred(const std::string& message,
                const noodles::Reference& reference);

  size_t frame_ = 0;
  bool is_initialized_ = false;
  std::set<noodles::ComponentRef> alive_;
  std::set<noodles::ComponentRef> ever_;
  std::vector<Finding> findings_;
};

}  // namespace cli

#endif  // EXAMPLES_CLI_FINDINGS_H_
