// The progress of an import.
//
// Thread-safety: none; an import belongs to a thread. Ownership: the options
// must outlive the object.
#ifndef NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_PROGRESS_H_
#define NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_PROGRESS_H_

#include <assimp/ProgressHandler.hpp>

#include "noodles/geometry/import.h"

namespace noodles::import_program {

// The part of the progress that Assimp makes; the conversion makes the rest.
inline constexpr float kPartOfReading = 0.8f;

// Reports the progress of Assimp to the caller, and stops Assimp once the
// caller has cancelled.
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

#endif  // NOODLES_IMPORT_PROGRAM_ASSIMP_IMPORT_PROGRESS_H_
