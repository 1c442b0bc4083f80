// The way of changes from writers to many clients, by several I/O threads: each
// client gets each change that is for it, once, in order, and each reply behind
// the changes before it, whoever joins, lags and leaves meanwhile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "noodles/server/clients/client_queue.h"
#include "server/fake_thread.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using server_internal::Broadcast;
using server_internal::ClientQueue;
using Need = ClientQueue::Need;

constexpr uint64_t kReplyBit = uint64_t{1} << 63;
constexpr uint64_t kSnapshot = 0;

Bytes BytesOf(uint64_t number) {
  return Bytes::Copy({reinterpret_cast<const uint8_t*>(&number), 8});
}

// Keeps the numbers that it is sent; takes bytes when TakeAll is called.
class NumberConnection final : public transport_internal::Connection {
 public:
  explicit NumberConnection(uint64_t id) : id_(id) {}

  void Send(std::shared_ptr<const transport_internal::OutgoingMessage> message)
      override {
    std::string text;
    const bool is_reply = message->segments.size() == 1;
    for (size_t i = is_reply ? 0 : 1; i < message->segments.size(); ++i) {
      text += message->segments[i].text();
    }
    Add(text, message->cost());
  }
  void Send(Bytes message) override {
    Add(message.text(),
        message.size() + transport_internal::kQueuedMessageCost);
  }
  void Close(transport_internal::CloseCode, std::string_view) override {
    ADD_FAILURE() << "dropped";
  }
  bool is_open() const override { return true; }
  size_t queued_bytes() const override { return queued_; }
  uint64_t id() const override { return id_; }
  const std::string& remote_address() const override { return address_; }
  const transport_internal::Traffic& traffic() const override {
    return traffic_;
  }

  void TakeAll() { queued_ = 0; }
  void End() {
    const std::lock_guard<std::mutex> lock(mutex_);
    has_ended_ = true;
  }
  std::vector<uint64_t> numbers() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return numbers_;
  }

 private:
  void Add(std::string_view text, size_t cost) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (has_ended_) return;
    for (size_t at = 0; at + 8 <= text.size(); at += 8) {
      numbers_.emplace_back();
      std::memcpy(&numbers_.back(), text.data() + at, 8);
    }
    queued_ += cost;
  }

  const uint64_t id_;
  const std::string address_ = "192.0.2.1:4000";
  const transport_internal::Traffic traffic_;
  std::atomic<size_t> queued_ = 0;
  mutable std::mutex mutex_;
  std::vector<uint64_t> numbers_;
  bool has_ended_ = false;
};

struct Reader {
  std::shared_ptr<NumberConnection> connection;
  std::unique_ptr<ClientQueue> queue;
  uint64_t joined_behind = 0;
  bool has_left = false;
};
using ReaderPointer = std::shared_ptr<Reader>;

class FanOutTest : public ::testing::TestWithParam<uint32_t> {
 protected:
  static constexpr size_t kThreads = 3;
  static constexpr size_t kReaders = 24;
  static constexpr uint64_t kNumbers = 6000;

  FanOutTest()
      : shared_(std::make_shared<server_internal::SharedQueueState>()) {
    for (size_t i = 0; i < kThreads; ++i) {
      threads_.push_back(std::make_unique<FakeThread>([this, i] { Serve(i); }));
    }
    feed_ = std::make_unique<FakeThread>([this] { RelieveAll(); });
  }

  // As the writer of a document: numbers for all readers or for some.
  void Write(std::mt19937& random) {
    const std::lock_guard<std::mutex> document(document_mutex_);
    std::vector<EncodedMessages> messages(1 + random() % 4 / 3);
    for (EncodedMessages& one : messages) {
      one.items = BytesOf(++last_);
      one.count = 1;
      if (random() % 3 == 0) {
        auto audience = std::make_shared<Audience>();
        for (uint64_t id = 1; id <= kReaders; ++id) {
          if (random() % 2 == 0) audience->push_back(id);
        }
        one.audience = audience;
      }
      audiences_.push_back(one.audience);
    }
    shared_->broadcasts.Append(Broadcast::CostOf(messages), messages,
                               size_t{1000}, links_,
                               server_internal::FramePlace{++transaction_, 1});
    // The sender may do a part of the threads' work.
    if (random() % 8 == 0) {
      const ReaderPointer reader = PickReader(random);
      if (reader != nullptr) Attend(reader, reader->queue->Pull());
    }
    for (const auto& thread : threads_) thread->Wake();
    committed_ = last_;
  }

  void Join(uint64_t id, std::mt19937& random) {
    auto reader = std::make_shared<Reader>();
    reader->connection = std::make_shared<NumberConnection>(id);
    server_internal::ClientQueueLimits limits;
    limits.direct_bytes = random() % 2 == 0 ? 500 : 100'000;
    limits.waiting_bytes = size_t{1} << 30;
    reader->queue =
        std::make_unique<ClientQueue>(reader->connection, limits, shared_);
    {
      const std::lock_guard<std::mutex> document(document_mutex_);
      reader->joined_behind = last_;
      reader->queue->BeginSnapshot();
      const std::lock_guard<std::mutex> lock(readers_mutex_);
      readers_.push_back(reader);
      of_thread_[id % kThreads].push_back(reader);
    }
    EncodedMessages snapshot;
    snapshot.items = BytesOf(kSnapshot);
    snapshot.count = 1;
    reader->queue->SendSnapshot(server_internal::MakeFrame(snapshot));
    reader->queue->EndSnapshot();
  }

  void Leave(const ReaderPointer& reader) {
    reader->connection->End();
    {
      const std::lock_guard<std::mutex> lock(readers_mutex_);
      reader->has_left = true;
      for (auto& list : of_thread_) std::erase(list, reader);
    }
    reader->queue->Leave();
  }

  ReaderPointer PickReader(std::mt19937& random) {
    const std::lock_guard<std::mutex> lock(readers_mutex_);
    return readers_.empty() ? nullptr : readers_[random() % readers_.size()];
  }

  // As an I/O thread: some connections take what they have, some do not.
  void Serve(size_t thread) {
    thread_local std::mt19937 random(static_cast<uint32_t>(thread));
    std::vector<ReaderPointer> readers;
    {
      const std::lock_guard<std::mutex> lock(readers_mutex_);
      readers = of_thread_[thread];
    }
    for (const ReaderPointer& reader : readers) {
      Attend(reader, reader->queue->Pull());
      if (random() % 4 != 0) continue;
      reader->connection->TakeAll();
      Attend(reader, reader->queue->OnDrained());
    }
  }

  void Attend(const ReaderPointer& reader, Need need) {
    ASSERT_NE(need, Need::kStartOver);
    if (need == Need::kNothing) return;
    {
      const std::lock_guard<std::mutex> lock(relief_mutex_);
      to_relieve_.push_back(reader);
    }
    feed_->Wake();
  }
  void RelieveAll() {
    while (true) {
      ReaderPointer reader;
      {
        const std::lock_guard<std::mutex> lock(relief_mutex_);
        if (to_relieve_.empty()) return;
        reader = to_relieve_.front();
        to_relieve_.pop_front();
      }
      Attend(reader, reader->queue->Relieve(merger_, 1));
    }
  }

  // Hands everything over.
  void Finish() {
    for (const auto& thread : threads_) thread->End();
    feed_->End();
    RelieveAll();
    for (const ReaderPointer& reader : readers_) {
      if (reader->has_left) continue;
      Attend(reader, reader->queue->Pull());
      RelieveAll();
      while (reader->queue->account().in_queue() > 0) {
        reader->connection->TakeAll();
        Attend(reader, reader->queue->OnDrained());
        RelieveAll();
      }
    }
  }

  void Check(const Reader& reader) {
    const std::vector<uint64_t> numbers = reader.connection->numbers();
    ASSERT_FALSE(numbers.empty());
    ASSERT_EQ(numbers.front(), kSnapshot);
    uint64_t next = reader.joined_behind + 1;
    const auto skip = [&] {
      while (next <= last_ && audiences_[next - 1] != nullptr &&
             !std::binary_search(audiences_[next - 1]->begin(),
                                 audiences_[next - 1]->end(),
                                 reader.connection->id())) {
        ++next;
      }
    };
    skip();
    for (size_t i = 1; i < numbers.size(); ++i) {
      if ((numbers[i] & kReplyBit) != 0) {
        ASSERT_GT(next, numbers[i] & ~kReplyBit) << "a reply came too early";
        continue;
      }
      ASSERT_EQ(numbers[i], next);
      ++next;
      skip();
    }
    if (!reader.has_left) {
      EXPECT_EQ(next, last_ + 1);
    }
  }

  std::shared_ptr<server_internal::SharedQueueState> shared_;
  const server_internal::AssetLinks links_;
  server_internal::SharedMerger merger_{10'000, 10'000};

  std::mutex document_mutex_;  // as the document's lock
  uint64_t last_ = 0;
  uint64_t transaction_ = 0;
  std::vector<std::shared_ptr<const Audience>> audiences_;
  std::atomic<uint64_t> committed_ = 0;

  std::mutex readers_mutex_;
  std::vector<ReaderPointer> readers_;
  std::array<std::vector<ReaderPointer>, kThreads> of_thread_;
  std::mutex relief_mutex_;
  std::deque<ReaderPointer> to_relieve_;

  std::vector<std::unique_ptr<FakeThread>> threads_;
  std::unique_ptr<FakeThread> feed_;
};

TEST_P(FanOutTest, EachReaderGetsAllThatIsForItInOrder) {
  const uint32_t seed = GetParam();
  std::vector<std::thread> writers;
  for (uint32_t i = 0; i < 2; ++i) {
    writers.emplace_back([this, seed, i] {
      std::mt19937 random(10 * seed + i);
      while (committed_ < kNumbers) Write(random);
    });
  }
  std::thread caller([this, seed] {
    std::mt19937 random(10 * seed + 2);
    while (committed_ < kNumbers) {
      const uint64_t before = committed_;
      const ReaderPointer reader = PickReader(random);
      if (reader == nullptr) continue;
      reader->queue->SendReply(BytesOf(before | kReplyBit));
    }
  });
  std::mt19937 random(10 * seed + 3);
  for (uint64_t id = 1; id <= kReaders; ++id) {
    Join(id, random);
    if (random() % 3 == 0) Leave(PickReader(random));
    const uint64_t until = id * kNumbers / (kReaders + 2);
    while (committed_ < until) std::this_thread::yield();
  }
  for (std::thread& writer : writers) writer.join();
  caller.join();
  Finish();
  size_t stayed = 0;
  for (const ReaderPointer& reader : readers_) {
    Check(*reader);
    if (!reader->has_left) ++stayed;
  }
  EXPECT_GT(stayed, kReaders / 3);
  EXPECT_EQ(shared_->broadcasts.held_cost(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, FanOutTest, ::testing::Range(1u, 4u));

}  // namespace
}  // namespace noodles
