#include "noodles/transport/websocket/message_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace noodles::transport_internal {
namespace {

std::string TextOf(const QueuedMessage& message) {
  const std::span<const uint8_t> bytes = message.single.span();
  return std::string(bytes.begin(), bytes.end());
}

void Push(MessageQueue& queue, int first, int end) {
  for (int i = first; i < end; ++i) {
    queue.Push({.shared = nullptr, .single = Bytes::Copy(std::to_string(i))});
  }
}

std::vector<std::string> Take(MessageQueue& queue, size_t count) {
  std::vector<QueuedMessage> taken;
  queue.Take(count, taken);
  std::vector<std::string> texts;
  for (const QueuedMessage& message : taken) texts.push_back(TextOf(message));
  return texts;
}

TEST(MessageQueueTest, GivesMessagesInTheirOrderHoweverTheyAreTaken) {
  MessageQueue queue;
  std::vector<std::string> taken;
  int pushed = 0;
  // Takes of all sizes, among them none, all and a few of many.
  for (int round = 0; round < 200; ++round) {
    const int more = (round * 37) % 11;
    Push(queue, pushed, pushed + more);
    pushed += more;
    const size_t waiting = queue.messages().size();
    EXPECT_EQ(waiting, static_cast<size_t>(pushed) - taken.size());
    const size_t count = round % 5 == 4 ? waiting : waiting / 3;
    for (std::string& text : Take(queue, count)) {
      taken.push_back(std::move(text));
    }
  }
  for (const QueuedMessage& message : queue.TakeAll()) {
    taken.push_back(TextOf(message));
  }
  EXPECT_TRUE(queue.empty());
  ASSERT_EQ(taken.size(), static_cast<size_t>(pushed));
  for (int i = 0; i < pushed; ++i) EXPECT_EQ(taken[i], std::to_string(i));
}

TEST(MessageQueueTest, ShowsWhatWaits) {
  MessageQueue queue;
  EXPECT_TRUE(queue.empty());
  Push(queue, 0, 10);
  EXPECT_EQ(Take(queue, 2), (std::vector<std::string>{"0", "1"}));
  EXPECT_FALSE(queue.empty());
  ASSERT_EQ(queue.messages().size(), 8u);
  EXPECT_EQ(TextOf(queue.messages().front()), "2");
  EXPECT_EQ(TextOf(queue.messages().back()), "9");
  EXPECT_EQ(Take(queue, 8).size(), 8u);
  EXPECT_TRUE(queue.empty());
  EXPECT_TRUE(queue.messages().empty());
}

TEST(MessageQueueTest, GivesTheMemoryOfABurstBack) {
  std::vector<QueuedMessage> few(kKeptMessages);
  const size_t kept = few.capacity();
  ClearMessages(few);
  EXPECT_EQ(few.capacity(), kept);
  std::vector<QueuedMessage> many(kKeptMessages + 1);
  ClearMessages(many);
  EXPECT_EQ(many.capacity(), 0u);
}

}  // namespace
}  // namespace noodles::transport_internal
