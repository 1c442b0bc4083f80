// absl::Status from std::string_view: each function has its own code.
#include "noodles/base/status.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace noodles {
namespace {

TEST(Status, HasTheCodeOfItsFunction) {
  EXPECT_EQ(Aborted("m").code(), absl::StatusCode::kAborted);
  EXPECT_EQ(AlreadyExists("m").code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Cancelled("m").code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(DataLoss("m").code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DeadlineExceeded("m").code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(FailedPrecondition("m").code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(Internal("m").code(), absl::StatusCode::kInternal);
  EXPECT_EQ(InvalidArgument("m").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(NotFound("m").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(OutOfRange("m").code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(PermissionDenied("m").code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(ResourceExhausted("m").code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Unauthenticated("m").code(), absl::StatusCode::kUnauthenticated);
  EXPECT_EQ(Unavailable("m").code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Unimplemented("m").code(), absl::StatusCode::kUnimplemented);
  EXPECT_EQ(Unknown("m").code(), absl::StatusCode::kUnknown);
}

TEST(Status, CopiesItsMessage) {
  std::string text = "no such entity";
  const absl::Status status = NotFound(std::string_view(text).substr(3, 8));
  text.assign(text.size(), '?');
  EXPECT_EQ(StatusMessage(status), "such ent");
  EXPECT_EQ(status.ToString(), "NOT_FOUND: such ent");
}

TEST(Status, OfOkHasNoMessage) {
  const absl::Status status = MakeStatus(absl::StatusCode::kOk, "dropped");
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(StatusMessage(status), "");
}

}  // namespace
}  // namespace noodles
