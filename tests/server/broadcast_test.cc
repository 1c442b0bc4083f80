#include "noodles/server/clients/broadcast.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "noodles/codec.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr uint64_t kSubscriber = 7;
constexpr uint64_t kOther = 8;
constexpr size_t kEnough = 1000;
const server_internal::AssetLinks kLinks;

EncodedMessages Create(uint32_t slot) {
  cbor::Writer writer;
  AppendMessage(writer, MsgEntityCreate{{slot, 0}, {}});
  EncodedMessages messages{writer.Take(), 1, nullptr};
  messages.structure.push_back(
      {StructureChange::What::kCreated, EntityID{slot, 0}});
  return messages;
}

EncodedMessages SignalTo(std::vector<uint64_t> clients) {
  cbor::Writer writer;
  AppendMessage(writer, MsgSignalInvoke{SignalID{0, 0}, std::nullopt, {}});
  return {writer.Take(), 1, std::make_shared<Audience>(std::move(clients))};
}

std::string FrameText(const server_internal::QueuedFrame& frame) {
  std::string text;
  for (const Bytes& segment : frame.segments) text += segment.text();
  EXPECT_EQ(text.size(), frame.size);
  return text;
}

std::vector<std::string> TextsOf(
    const std::vector<server_internal::FramePointer>& frames) {
  std::vector<std::string> texts;
  for (const server_internal::FramePointer& frame : frames)
    texts.push_back(FrameText(*frame));
  return texts;
}

std::string Frame(const auto&... messages) {
  return std::string(EncodeFrame(messages...).text());
}

const MsgEntityCreate kFirst{{1, 0}, {}};
const MsgEntityCreate kSecond{{2, 0}, {}};
const MsgSignalInvoke kSignal{SignalID{0, 0}, std::nullopt, {}};

TEST(BroadcastTest, WhatSomeGetStandsAmongTheRest) {
  const std::vector<EncodedMessages> messages = {
      Create(1), SignalTo({kSubscriber}), Create(2)};
  server_internal::Broadcast frames(messages, kEnough, kLinks);
  EXPECT_THAT(TextsOf(frames.For(kSubscriber)),
              ElementsAre(Frame(kFirst, kSignal, kSecond)));
  EXPECT_THAT(TextsOf(frames.For(kOther)), ElementsAre(Frame(kFirst, kSecond)));
  EXPECT_EQ(frames.For(kOther).front()->count, 2u);
  ASSERT_EQ(frames.For(kOther).front()->structure.size(), 2u);
  EXPECT_EQ(frames.For(kOther).front()->structure[1].ref,
            ComponentRef(EntityID{2, 0}));
}

TEST(BroadcastTest, ClientsThatSeeTheSameShareIt) {
  const std::vector<EncodedMessages> messages = {Create(1),
                                                 SignalTo({kSubscriber})};
  server_internal::Broadcast frames(messages, kEnough, kLinks);
  const server_internal::FramePointer one = frames.For(kOther).front();
  EXPECT_EQ(frames.For(kOther + 1).front(), one);
  EXPECT_NE(frames.For(kSubscriber).front(), one);

  server_internal::Broadcast only({messages.data(), 1}, kEnough, kLinks);
  EXPECT_EQ(only.For(kOther).front(), only.For(kSubscriber).front());
}

TEST(BroadcastTest, WhoIsNotMeantGetsNothing) {
  const std::vector<EncodedMessages> messages = {SignalTo({kSubscriber}),
                                                 SignalTo({kSubscriber})};
  server_internal::Broadcast one({messages.data(), 1}, kEnough, kLinks);
  EXPECT_THAT(one.For(kOther), IsEmpty());
  EXPECT_THAT(TextsOf(one.For(kSubscriber)), ElementsAre(Frame(kSignal)));
  server_internal::Broadcast two(messages, kEnough, kLinks);
  EXPECT_THAT(two.For(kOther), IsEmpty());
  EXPECT_THAT(TextsOf(two.For(kSubscriber)),
              ElementsAre(Frame(kSignal, kSignal)));
}

TEST(BroadcastTest, AFrameStaysWithinItsLimit) {
  const std::vector<EncodedMessages> messages = {
      Create(1), SignalTo({kSubscriber}), Create(2)};
  const size_t most = 9 + messages[0].size() + messages[1].size();
  server_internal::Broadcast fits(messages, most, kLinks);
  EXPECT_THAT(TextsOf(fits.For(kSubscriber)),
              ElementsAre(Frame(kFirst, kSignal), Frame(kSecond)));
  server_internal::Broadcast below(messages, most - 1, kLinks);
  EXPECT_THAT(TextsOf(below.For(kSubscriber)),
              ElementsAre(Frame(kFirst), Frame(kSignal), Frame(kSecond)));
}

TEST(BroadcastTest, TheHeadCountsTheMessagesOfAFrame) {
  for (const uint64_t count : {0, 1, 2, 11, 12, 13, 127, 128, 1000}) {
    EncodedMessages messages;
    messages.count = count;
    cbor::Writer head;
    head.WriteArrayHead(2 * count);
    EXPECT_EQ(FrameText(*server_internal::MakeFrame(messages)),
              head.Take().text())
        << count;
  }
}

TEST(BroadcastTest, LargePiecesAreSharedNotCopied) {
  std::vector<EncodedMessages> messages = {Create(1), SignalTo({kSubscriber})};
  const Bytes large = Bytes::Adopt(std::string(100, '\x01'));
  messages[0].more = {large};
  server_internal::Broadcast frames(messages, kEnough, kLinks);
  const server_internal::FramePointer frame = frames.For(kSubscriber).front();
  ASSERT_EQ(frame->segments.size(), 5u);
  EXPECT_EQ(frame->segments[3].data(), large.data());
  EXPECT_EQ(FrameText(*frame).substr(1),
            std::string(messages[0].items.text()) + std::string(large.text()) +
                std::string(messages[1].items.text()));
}

}  // namespace
}  // namespace noodles
