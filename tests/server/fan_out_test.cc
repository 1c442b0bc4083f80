// The way of changes from writers to many clients, by several I/O threads: each
// client gets each change that is for it, once, in order, and each reply behind
// the changes before it, whoever joins, lags and leaves meanwhile.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/server/clients/client_queue.h"
#include "server/server_testing.h"
#include "state/random_changes.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using server_internal::Broadcast;
using server_internal::ClientQueue;
using transport_internal::BroadcastLog;
using transport_internal::BuildFrame;
using transport_internal::ConnectionThread;
using Need = ClientQueue::Need;

// ------------------------------------------------------------------- the log

struct Counted {
  explicit Counted(int& living, int v) : count(living), value(v) { ++count; }
  ~Counted() { --count; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  int& count;
  const int value;
};

std::vector<int> ReadAll(BroadcastLog<Counted>::Cursor& cursor) {
  std::vector<int> values;
  while (const Counted* const item = cursor.current()) {
    values.push_back(item->value);
    cursor.Advance();
  }
  return values;
}

TEST(BroadcastLogTest, EachReaderReadsFromItsPlaceOn) {
  int living = 0;
  BroadcastLog<Counted> log;
  BroadcastLog<Counted>::Cursor nowhere;
  EXPECT_TRUE(nowhere.is_nowhere());
  EXPECT_EQ(nowhere.current(), nullptr);
  log.Append(1, living, 0);
  auto first = log.End();
  log.Append(10, living, 1);
  log.Append(20, living, 2);
  auto second = log.End();
  log.Append(40, living, 3);
  EXPECT_THAT(ReadAll(second), ::testing::ElementsAre(3));
  EXPECT_THAT(ReadAll(first), ::testing::ElementsAre(1, 2, 3));
  EXPECT_THAT(ReadAll(first), ::testing::IsEmpty());
  EXPECT_EQ(first.position(), log.end_position());
  EXPECT_EQ(log.end_position(), 71u);
}

TEST(BroadcastLogTest, KeepsItemsForTheReaderFurthestBehind) {
  int living = 0;
  BroadcastLog<Counted> log;
  log.Append(1, living, 0);
  EXPECT_EQ(living, 0);  // nobody reads
  std::optional slow = log.End();
  auto quick = log.End();
  log.Append(10, living, 1);
  log.Append(20, living, 2);
  ReadAll(quick);
  EXPECT_EQ(living, 2);
  EXPECT_EQ(log.held_cost(), 30u);
  slow->Advance();
  EXPECT_EQ(living, 1);
  EXPECT_EQ(log.held_cost(), 20u);
  slow.reset();
  EXPECT_EQ(living, 0);
  EXPECT_EQ(log.held_cost(), 0u);
}

TEST(BroadcastLogTest, AReaderFarBehindLeavesWithoutARecursion) {
  int living = 0;
  BroadcastLog<Counted> log;
  std::optional slow = log.End();
  for (int i = 0; i < 300'000; ++i) log.Append(1, living, i);
  EXPECT_EQ(living, 300'000);
  slow.reset();
  EXPECT_EQ(living, 0);
}

// ---------------------------------------------------------------- the threads

// Calls `serve` on a thread of its own after each Wake.
class FakeThread final : public ConnectionThread {
 public:
  explicit FakeThread(std::function<void()> serve)
      : serve_(std::move(serve)), thread_([this] { Run(); }) {}
  ~FakeThread() override { End(); }

  void Wake() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_woken_ = true;
    changed_.notify_one();
  }
  // Serves what it was woken for, and ends.
  void End() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      is_ending_ = true;
      changed_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
  }

 private:
  void Run() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return is_woken_ || is_ending_; });
      if (!std::exchange(is_woken_, false)) return;
      lock.unlock();
      serve_();
      lock.lock();
    }
  }

  const std::function<void()> serve_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_woken_ = false;
  bool is_ending_ = false;
  std::thread thread_;
};

// ------------------------------------------------- queues that read one log

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

// ------------------------------------------------------------ a whole server

ServerOptions OptionsWith(SlowClientPolicy policy) {
  ServerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  options.network_threads = 3;
  options.assets.service = AssetService::kOff;
  options.slow_clients = policy;
  return options;
}

// Clients that stop reading at any time, so that updates are merged and clients
// start over, beside I/O threads that come late.
TEST(FanOutServerTest, ClientsThatLagEndWithTheDocument) {
  constexpr size_t kClients = 6;
  SetLogSink([](const LogRecord&) {});
  ServerOptions options = OptionsWith(SlowClientPolicy::kResynchronize);
  options.max_direct_bytes = 500;
  options.max_queue_bytes = 3000;
  options.document.max_frame_bytes = 2000;
  options.document.snapshot_step_bytes = 500;
  Server server(options);
  Must(server.Start());
  const MethodID reply =
      Must(server.AddMethod("reply", "", [] { return 1.0; }));
  auto& state = server_internal::ServerState::Of(server);
  std::vector<std::unique_ptr<FakeClient>> clients(kClients);
  std::atomic<bool> is_complete = false;
  std::vector<std::shared_ptr<FakeThread>> threads;
  for (size_t i = 0; i < 2; ++i) {
    threads.push_back(std::make_shared<FakeThread>([&, i] {
      if (!is_complete) return;
      for (size_t at = i; at < kClients; at += 2) clients[at]->OnWoken();
    }));
  }
  for (size_t i = 0; i < kClients; ++i) {
    clients[i] = std::make_unique<FakeClient>(state, kFirstNumber + i, nullptr,
                                              threads[i % 2]);
    clients[i]->Join();
  }
  is_complete = true;
  std::vector<std::thread> writers;
  for (uint32_t seed = 1; seed <= 2; ++seed) {
    writers.emplace_back(
        [&, seed] { RandomChanges(server.document(), seed).Run(1500); });
  }
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    FakeClient& client = *clients[random() % kClients];
    if (random() % 2 == 0) {
      client.Stall();
    } else {
      client.Resume();
    }
    std::this_thread::yield();
  }
  for (std::thread& writer : writers) writer.join();
  const auto is_behind = [](const ClientInformation& client) {
    return client.state == ClientPhase::kBehind;
  };
  for (const auto& thread : threads) thread->Wake();
  do {
    for (const auto& client : clients) client->Resume();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  } while (std::ranges::any_of(server.clients(), is_behind));
  for (const auto& client : clients) {
    client->Call(reply, {});
    client->ReceiveAll();
    ExpectEqual(client->mirror(), server.document());
    EXPECT_EQ(client->close_code(), std::nullopt);
  }
  for (const auto& thread : threads) thread->End();
  clients.clear();
  SetLogSink(nullptr);
}

// Counts what it is asked for, and does nothing.
struct CountingThread final : ConnectionThread {
  void Wake() override { ++wakes; }
  void WakeLater() override { ++later_wakes; }

  std::atomic<int> wakes = 0;
  std::atomic<int> later_wakes = 0;
};

TEST(FanOutServerTest, AMessageForFewClientsWakesThemAlone) {
  constexpr size_t kClients = 8;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  const SignalID signal = Must(server.document().Create(Signal{.name = "s"}));
  Must(server.document().SetSignals({signal}));
  Must(server.Start());
  auto& state = server_internal::ServerState::Of(server);
  const auto thread = std::make_shared<CountingThread>();
  std::vector<std::unique_ptr<FakeClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(
        std::make_unique<FakeClient>(state, kFirstNumber + i, nullptr, thread));
    clients.back()->Join();
  }
  const auto wakes_of_all = [&] {
    std::vector<int> wakes;
    for (const auto& client : clients) {
      wakes.push_back(client->requested_wakes());
    }
    return wakes;
  };
  // FakeConnection wakes its thread when it is to be woken alone.
  thread->wakes = 0;
  Must(server.Emit(signal, {1}, std::nullopt, {{kFirstNumber + 2}}));
  EXPECT_THAT(wakes_of_all(), ::testing::ElementsAre(0, 0, 1, 0, 0, 0, 0, 0));
  EXPECT_EQ(thread->wakes, 1);
  EXPECT_EQ(thread->later_wakes, 1);
  // Many clients, or all: none alone.
  Must(server.Emit(signal, {2}, std::nullopt,
                   {{kFirstNumber, kFirstNumber + 1, kFirstNumber + 3}}));
  Must(server.Emit(signal, {3}));
  EXPECT_THAT(wakes_of_all(), ::testing::ElementsAre(0, 0, 1, 0, 0, 0, 0, 0));
  EXPECT_EQ(thread->wakes, 3);
  EXPECT_EQ(thread->later_wakes, 1);
  // Not without end: the log holds what the others have not passed.
  const std::string large(100'000, 'x');
  for (int i = 0; i < 20; ++i) {
    Must(server.Emit(signal, {large}, std::nullopt, {{kFirstNumber + 2}}));
  }
  EXPECT_GT(thread->wakes, 3 + clients[2]->requested_wakes() - 1);
  for (const auto& client : clients) client->OnWoken();
  std::vector<size_t> signals;
  for (const auto& client : clients) {
    client->ReceiveAll();
    signals.push_back(client->signals().size());
  }
  EXPECT_THAT(signals, ::testing::ElementsAre(2, 2, 22, 2, 1, 1, 1, 1));
  clients.clear();
  SetLogSink(nullptr);
}

// Follows a counter, in the tags of an entity, over a socket.
class CountingClient {
 public:
  explicit CountingClient(uint16_t port) : client_(port) {
    client_.Upgrade();
    Send(MsgIntroduction{"counting"});
    while (!mirror_.is_complete() && !::testing::Test::HasFatalFailure()) {
      Receive();
    }
  }
  template <class Message>
  void Send(const Message& message) {
    client_.Send(
        BuildFrame({.payload = std::string(EncodeFrame(message).text())}));
  }
  void Receive() {
    const auto seen = client_.ReceiveFrames();
    ASSERT_FALSE(seen.empty()) << "the connection has ended";
    for (const auto& event : seen) {
      mirror_.ReceiveFrame(Bytes::Copy(event.payload));
    }
    EXPECT_THAT(mirror_.complaints(), ::testing::IsEmpty());
  }
  // Calls, and receives everything up to the reply: a number of the counter.
  void Call(MethodID method) {
    mirror_.reply.reset();
    Send(MsgInvokeMethod{method, std::nullopt, "call", {}});
    while (!mirror_.reply && !::testing::Test::HasFatalFailure()) Receive();
    // The change of the call came before the reply.
    EXPECT_GE(mirror_.value_at_reply, *mirror_.reply);
  }
  uint64_t value() const { return mirror_.value(); }
  size_t signals() const { return mirror_.signals; }

 private:
  struct Mirror : TestMirror {
    void OnEntityUpdate(MsgEntityUpdate&& message) override {
      const uint64_t before = value();
      TestMirror::OnEntityUpdate(std::move(message));
      EXPECT_EQ(value(), before + 1);
    }
    void OnMethodReply(MsgMethodReply&& message) override {
      reply = static_cast<uint64_t>(
          std::get<Any>(message.outcome).AsDouble().value_or(0));
      value_at_reply = value();
    }
    uint64_t value() const {
      const Entity& entity = all<Entity>().begin()->second;
      return std::stoull(entity.tags.front());
    }
    void OnSignalInvoke(MsgSignalInvoke&& message) override {
      TestMirror::OnSignalInvoke(std::move(message));
      ++signals;
    }
    std::optional<uint64_t> reply;
    uint64_t value_at_reply = 0;
    size_t signals = 0;
  };

  transport_internal::RawClient client_;
  Mirror mirror_;
};

TEST(FanOutServerTest, EachClientSeesEachValueOnceOverSeveralThreads) {
  constexpr uint64_t kValues = 3000;
  constexpr size_t kClients = 6;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  Document& document = server.document();
  uint64_t value = 0;  // with the document locked
  std::atomic<uint64_t> last = 0;
  const EntityID id =
      Must(document.Create(Entity{.tags = std::vector<std::string>{"0"}}));
  const auto count = [&] {
    std::this_thread::sleep_for(std::chrono::microseconds(100));
    uint64_t counted = 0;
    Must(document.Transact([&] {
      counted = ++value;
      EntityUpdate update;
      update.tags = {std::to_string(counted)};
      return document.Update(id, update);
    }));
    last = counted;
    return static_cast<double>(counted);
  };
  const MethodID method = Must(server.AddMethod("count", "", count));
  const SignalID signal = Must(document.Create(Signal{.name = "s"}));
  Must(document.SetSignals({signal}));
  Must(server.Start());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kClients; ++i) {
    threads.emplace_back([&, i] {
      std::mt19937 random(static_cast<uint32_t>(i));
      while (last < kValues) {
        CountingClient client(server.port());
        for (uint32_t calls = random() % 20; calls > 0; --calls) {
          client.Call(method);
        }
        // Leaves with changes on their way.
        if (random() % 2 == 0) continue;
        const uint64_t until = std::min(last + random() % 200, kValues);
        while (client.value() < until && !::testing::Test::HasFatalFailure()) {
          client.Receive();
        }
      }
    });
  }
  for (uint32_t i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      std::mt19937 random(100 + i);
      while (last < kValues + 200) {
        count();
        if (random() % 2 == 0) continue;
        const std::vector<ClientInformation> clients = server.clients();
        if (clients.empty()) continue;
        const ClientNumber one = clients[random() % clients.size()].number;
        Must(server.Emit(signal, {}, std::nullopt, {{one}}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CountingClient client(server.port());
  client.Call(method);
  EXPECT_EQ(client.value(), last);
  SetLogSink(nullptr);
}

// The one client gets the message at once; the others leave it behind although
// nothing else happens.
TEST(FanOutServerTest, ClientsPassWhatIsForOthersBeforeLong) {
  constexpr size_t kClients = 8;
  SetLogSink([](const LogRecord&) {});
  Server server(OptionsWith(SlowClientPolicy::kDrop));
  Must(server.document().Create(Entity{.tags = std::vector<std::string>{"0"}}));
  const SignalID signal = Must(server.document().Create(Signal{.name = "s"}));
  Must(server.document().SetSignals({signal}));
  Must(server.Start());
  std::vector<std::unique_ptr<CountingClient>> clients;
  for (size_t i = 0; i < kClients; ++i) {
    clients.push_back(std::make_unique<CountingClient>(server.port()));
  }
  const ClientNumber last = server.clients().back().number;
  for (int i = 0; i < 3; ++i) {
    Must(server.Emit(signal, {i}, std::nullopt, {{last}}));
    while (clients.back()->signals() <= static_cast<size_t>(i)) {
      clients.back()->Receive();
      ASSERT_FALSE(::testing::Test::HasFatalFailure());
    }
    // Ends by the time limit of the test, if the others are not woken.
    const auto waits = [](const ClientInformation& client) {
      return client.queued_bytes > 0;
    };
    while (std::ranges::any_of(server.clients(), waits)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  for (size_t i = 0; i + 1 < kClients; ++i) {
    EXPECT_EQ(clients[i]->signals(), 0u);
  }
  clients.clear();
  SetLogSink(nullptr);
}

}  // namespace
}  // namespace noodles
