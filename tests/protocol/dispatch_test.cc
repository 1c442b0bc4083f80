// Dispatch: the calls of the handler, and ignored content.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"

namespace noodles {
namespace {

using cbor::DecodeError;
using cbor::DecodeErrorCode;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Keeps the messages that it receives.
class Recorder final : public ServerMessageHandlerBase {
 public:
  std::vector<EntityID> deleted;
  std::vector<MsgBufferCreate> buffers;
  std::vector<std::pair<uint64_t, Bytes>> unknown;
  std::vector<std::pair<uint64_t, DecodeError>> invalid;

  void OnEntityDelete(MsgEntityDelete&& message) override {
    deleted.push_back(message.id);
  }
  void OnBufferCreate(MsgBufferCreate&& message) override {
    buffers.push_back(std::move(message));
  }
  void OnUnknownMessage(uint64_t number, const Bytes& content) override {
    unknown.emplace_back(number, content);
  }
  void OnInvalidMessage(uint64_t number, const DecodeError& error) override {
    invalid.emplace_back(number, error);
  }
};

constexpr EntityID kFirst = {1, 0};
constexpr EntityID kSecond = {2, 0};

// A frame of `count` messages in encoded parts.
Bytes Frame(size_t count, const std::vector<std::string>& parts) {
  cbor::Writer writer;
  writer.WriteArrayHead(2 * count);
  for (const std::string& part : parts) {
    writer.WriteEncoded(Bytes::Copy(part).span());
  }
  return writer.Take();
}

std::string Delete(EntityID id) {
  cbor::Writer writer;
  AppendMessage(writer, MsgEntityDelete{id});
  return std::string(writer.Take().text());
}

TEST(DispatchTest, DeliversInOrder) {
  Recorder recorder;
  const Bytes frame =
      EncodeFrame(MsgEntityDelete{kSecond}, MsgEntityDelete{kFirst});
  EXPECT_EQ(Dispatch(frame, recorder), std::nullopt);
  EXPECT_THAT(recorder.deleted, ElementsAre(kSecond, kFirst));
  EXPECT_THAT(recorder.invalid, IsEmpty());
}

TEST(DispatchTest, BaseIgnoresEverything) {
  ServerMessageHandlerBase server;
  ClientMessageHandlerBase client;
  EXPECT_EQ(Dispatch(Frame(2, {Delete(kFirst), "\x18\x63\xa0"}), server),
            std::nullopt);
  EXPECT_EQ(
      Dispatch(Frame(2, {std::string("\x00\xa0", 2), "\x05\xa0"}), client),
      std::nullopt);
}

TEST(DispatchTest, OneBadMessageDoesNotLoseTheOthers) {
  Recorder recorder;
  const Bytes frame =
      Frame(3, {Delete(kFirst), std::string("\x06\xa1\x62id\x81\x00", 7),
                Delete(kSecond)});
  EXPECT_EQ(Dispatch(frame, recorder), std::nullopt);
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst, kSecond));
  ASSERT_EQ(recorder.invalid.size(), 1u);
  EXPECT_EQ(recorder.invalid[0].first, 6u);
  EXPECT_EQ(recorder.invalid[0].second,
            (DecodeError{DecodeErrorCode::kWrongLength, "[3].id", 14,
                         "array of slot and generation", "array of 1"}));
}

TEST(DispatchTest, MalformedContentEndsTheFrame) {
  Recorder recorder;
  const Bytes frame =
      Frame(3, {Delete(kFirst), "\x06\xa1\x62id\x1c", Delete(kSecond)});
  const std::optional<DecodeError> error = Dispatch(frame, recorder);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code, DecodeErrorCode::kMalformed);
  EXPECT_EQ(error->path, "[3]");
  EXPECT_EQ(error->offset, 14u);
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
  ASSERT_EQ(recorder.invalid.size(), 1u);
  EXPECT_EQ(recorder.invalid[0].second.path, "[3].id");
}

TEST(DispatchTest, UnknownNumbersArePassedOnWithTheirContent) {
  Recorder recorder;
  const Bytes frame = Frame(2, {"\x18\x64\x82\x01\x61x", Delete(kFirst)});
  EXPECT_EQ(Dispatch(frame, recorder), std::nullopt);
  ASSERT_EQ(recorder.unknown.size(), 1u);
  EXPECT_EQ(recorder.unknown[0].first, 100u);
  EXPECT_EQ(recorder.unknown[0].second.text(), "\x82\x01\x61x");
  EXPECT_EQ(recorder.unknown[0].second.data(), frame.data() + 3);
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
}

TEST(DispatchTest, TrailingBytesCostNoMessage) {
  Recorder recorder;
  const std::optional<DecodeError> error =
      Dispatch(Frame(1, {Delete(kFirst), "\xf6"}), recorder);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(*error, (DecodeError{DecodeErrorCode::kTrailingBytes, "", 9,
                                 "the end of the frame", "null"}));
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
}

TEST(DispatchTest, ANumberNeedsAContent) {
  Recorder recorder;
  cbor::Writer writer;
  writer.WriteArrayHead(3);
  AppendMessage(writer, MsgEntityDelete{kFirst});
  writer.WriteUint(6);
  const std::optional<DecodeError> error = Dispatch(writer.Take(), recorder);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(*error, (DecodeError{DecodeErrorCode::kWrongLength, "", 0,
                                 "a content for each message number",
                                 "an array of 3"}));
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
}

TEST(DispatchLimitsTest, Messages) {
  Recorder recorder;
  cbor::DecodeLimits limits;
  limits.max_messages = 2;
  const Bytes two = Frame(2, {Delete(kFirst), Delete(kSecond)});
  EXPECT_EQ(Dispatch(two, recorder, limits), std::nullopt);
  recorder.deleted.clear();
  const Bytes three =
      Frame(3, {Delete(kFirst), Delete(kSecond), Delete(kFirst)});
  const std::optional<DecodeError> error = Dispatch(three, recorder, limits);
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code, DecodeErrorCode::kLimitExceeded);
  EXPECT_EQ(error->expected, "at most 2 messages");
  EXPECT_EQ(error->offset, 17u);
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst, kSecond));
}

TEST(DispatchLimitsTest, Depth) {
  Recorder recorder;
  cbor::DecodeLimits limits;
  limits.max_depth = 3;  // the frame, the message, the identifier
  const Bytes frame = Frame(1, {Delete(kFirst)});
  EXPECT_EQ(Dispatch(frame, recorder, limits), std::nullopt);
  limits.max_depth = 2;
  const std::optional<DecodeError> error = Dispatch(frame, recorder, limits);
  ASSERT_EQ(recorder.invalid.size(), 1u);
  EXPECT_EQ(recorder.invalid[0].second.code, DecodeErrorCode::kLimitExceeded);
  EXPECT_EQ(recorder.invalid[0].second.path, "[1].id");
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code, DecodeErrorCode::kLimitExceeded);
  EXPECT_EQ(error->path, "[1]");
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
}

TEST(DispatchLimitsTest, TextIsAFaultOfItsMessageOnly) {
  Recorder recorder;
  cbor::DecodeLimits limits;
  limits.max_text_bytes = 7;
  const Bytes frame = EncodeFrame(MsgEntityCreate{kFirst, {.name = "too long"}},
                                  MsgEntityDelete{kFirst});
  EXPECT_EQ(Dispatch(frame, recorder, limits), std::nullopt);
  ASSERT_EQ(recorder.invalid.size(), 1u);
  EXPECT_EQ(recorder.invalid[0].second.code, DecodeErrorCode::kLimitExceeded);
  EXPECT_EQ(recorder.invalid[0].second.path, "[1].name");
  EXPECT_THAT(recorder.deleted, ElementsAre(kFirst));
}

TEST(DispatchTest, BytesAreThoseOfTheFrame) {
  Recorder recorder;
  {
    std::string text(100, '\0');
    for (size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i);
    MsgBufferCreate message;
    message.id = {3, 0};
    message.content.size = text.size();
    message.content.source = Bytes::Copy(text);
    const Bytes frame = EncodeFrame(message);
    EXPECT_EQ(Dispatch(frame, recorder), std::nullopt);
    ASSERT_EQ(recorder.buffers.size(), 1u);
    const Bytes& bytes = std::get<Bytes>(recorder.buffers[0].content.source);
    EXPECT_EQ(bytes.data(), frame.data() + frame.size() - text.size());
    EXPECT_EQ(bytes.owner(), frame.owner());
  }
  // The bytes stay valid after the frame has been destroyed.
  const Bytes& bytes = std::get<Bytes>(recorder.buffers[0].content.source);
  ASSERT_EQ(bytes.size(), 100u);
  EXPECT_EQ(bytes[99], 99);
}

}  // namespace
}  // namespace noodles
