// How far an import is.
//
// Thread-safety: none; an import belongs to a thread. Ownership: the options
// must outlive it.
#ifndef NOODLES_IMPORT_PROGRAM_IMPORT_PROGRESS_H_
#define NOODLES_IMPORT_PROGRAM_IMPORT_PROGRESS_H_

#include <assimp/ProgressHandler.hpp>

#include "noodles/geometry/import.h"

namespace noodles::import_program {

// Reading is most of the way; the rest is ours.
inline constexpr float kPartOfReading = 0.8f;

// Tells the caller how far Assimp is, and Assimp whether to go on.
class ImportProgress : public Assimp::ProgressHandler {
 public:
  explicit ImportProgress(const ImportOptions& options) : options_(options) {}
  bool Update(float part) override {
    if (part >= 0.0f && part <= 1.0f) Tell(kPartOfReading * part);
    return !is_cancelled_;
  }
  bool Tell(float part) {
    if (options_.progress && !is_cancelled_) {
      is_cancelled_ = !options_.progress(part);
    }
    return !is_cancelled_;
  }
  bool is_cancelled() const { return is_cancelled_; }

 private:
  const ImportOptions& options_;
  bool is_cancelled_ = false;
};

}  // namespace noodles::import_program

#endif  // NOODLES_IMPORT_PROGRAM_IMPORT_PROGRESS_H_
