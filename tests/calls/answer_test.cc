#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"
#include "noodles/calls/pending_result.h"

namespace noodles {
namespace {

TEST(AnswerSlotTest, OneAnswerReachesOneReceiverWhicheverComesFirst) {
  std::vector<Answer> received;
  const auto receive = [&](Answer answer) {
    received.push_back(std::move(answer));
  };
  AnswerSlot early;
  EXPECT_TRUE(early.Give(ResultValue(Any(1))));
  EXPECT_FALSE(early.Give(ResultValue(Any(2))));
  EXPECT_TRUE(received.empty());
  early.Receive(receive);
  AnswerSlot late;
  late.Receive(receive);
  EXPECT_FALSE(late.is_answered());
  EXPECT_TRUE(late.Give(ResultValue(Any(3))));
  EXPECT_FALSE(late.Give(ResultValue(Any(4))));
  ASSERT_EQ(received.size(), 2u);
  EXPECT_EQ(std::get<Any>(*received[0]), Any(1));
  EXPECT_EQ(std::get<Any>(*received[1]), Any(3));
}

TEST(AnswerSlotTest, ThreadsRaceForOneAnswer) {
  for (int round = 0; round < 200; ++round) {
    auto [result, sender] = MakePendingResult<int>();
    std::atomic<int> taken = 0;
    std::atomic<int> received = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back(
          [&taken, sender = sender, i] { taken += sender.Send(i) ? 1 : 0; });
    }
    result.slot()->Receive([&](const Answer&) { ++received; });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(taken, 1);
    EXPECT_EQ(received, 1);
  }
}

TEST(PendingResultTest, TheLastSenderThatGoesAnswers) {
  std::string status;
  {
    auto pair = MakePendingResult<void>();
    pair.result.slot()->Receive([&](const Answer& answer) {
      status = std::string(StatusMessage(answer.status()));
    });
    const auto copy = pair.sender;
    pair = MakePendingResult<void>();
    EXPECT_EQ(status, "");
  }
  EXPECT_EQ(status, "the method ended without an answer");
}

TEST(MethodErrorTest, HasTheMatchingStatusCode) {
  const std::pair<int64_t, absl::StatusCode> codes[] = {
      {kInvalidParametersCode, absl::StatusCode::kInvalidArgument},
      {kParseErrorCode, absl::StatusCode::kInvalidArgument},
      {kInvalidRequestCode, absl::StatusCode::kFailedPrecondition},
      {kMethodNotFoundCode, absl::StatusCode::kNotFound},
      {kInternalErrorCode, absl::StatusCode::kInternal},
      {-32000, absl::StatusCode::kUnknown},
      {0, absl::StatusCode::kUnknown},
      {17, absl::StatusCode::kUnknown},
      {std::numeric_limits<int64_t>::min(), absl::StatusCode::kUnknown},
  };
  for (const auto& [code, expected] : codes) {
    const absl::Status status = MethodError(code, "why");
    EXPECT_EQ(status.code(), expected) << code;
    EXPECT_EQ(ToMethodException(status),
              (MethodException{code, "why", std::nullopt}));
    EXPECT_TRUE(IsMethodError(status));
  }
  EXPECT_FALSE(IsMethodError(InvalidArgument("local")));
  EXPECT_FALSE(IsMethodError(absl::OkStatus()));
}

TEST(MethodErrorTest, KeepsAnAbsentMessageApartFromAnEmptyOne) {
  for (const MethodException& exception :
       {MethodException{5, std::nullopt, std::nullopt},
        MethodException{5, "", std::nullopt},
        MethodException{-32603, std::nullopt, Any("data")}}) {
    EXPECT_EQ(ToMethodException(MethodError(exception)), exception);
  }
}

// A status is printed with its payloads.
TEST(MethodErrorTest, IsReadableWhenPrinted) {
  std::ostringstream printed;
  printed << MethodError(kInvalidParametersCode, "no such row",
                         Any::Map{{"row", 3}, {"text", "a\x1b"}});
  const std::string text = printed.str();
  EXPECT_NE(text.find("INVALID_ARGUMENT: no such row"), std::string::npos);
  EXPECT_NE(text.find("[noodles.code='-32602']"), std::string::npos) << text;
  EXPECT_NE(text.find("noodles.data.text='{"), std::string::npos) << text;
  for (const char c : text) EXPECT_TRUE(c >= 0x20 && c < 0x7f) << text;
  std::ostringstream large;
  large << MethodError(1, "m", Any(std::string(1'000'000, 'x')));
  EXPECT_NE(large.str().find("[noodles.data.text='1000005 bytes']"),
            std::string::npos);
}

TEST(MethodErrorTest, TravelsAsAStatus) {
  const MethodException exception{17, "dry", Any::Map{{"level", 0}}};
  EXPECT_EQ(ToMethodException(MethodError(17, "dry", *exception.data)),
            exception);
  EXPECT_EQ(ToMethodException(MethodError(exception)), exception);
  EXPECT_EQ(ToMethodException(InvalidArgument("a")),
            (MethodException{-32602, "a", std::nullopt}));
  EXPECT_EQ(ToMethodException(NotFound("b")),
            (MethodException{-32603, "b", std::nullopt}));
}

}  // namespace
}  // namespace noodles
