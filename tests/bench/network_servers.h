// The servers that the network benchmarks compare. Each prints its port, serves
// until it is killed, and handles the requests of network_load.
#ifndef NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_
#define NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::bench {

// Frames to send to all clients after one of them has sent a message.
struct Broadcast {
  size_t clients = 0;
  // One frame, in pieces with separate memory.
  std::vector<Bytes> pieces;
  size_t frames = 0;

  size_t frame_bytes() const {
    size_t size = 0;
    for (const Bytes& piece : pieces) size += piece.size();
    return size;
  }
};

void PrintPort(uint16_t port);

// Blocking sockets and writev. For calls: epoll, one read, and one write for
// all frames of the read, without decoding.
void BroadcastRaw(const Broadcast& broadcast);
void AnswerCallsRaw();

// The same loop with what no server can leave out: each call is decoded by a
// codec that knows this form of call only, its method is looked up and called,
// and the reply is encoded. Checks no limits, keeps no order between clients,
// holds no lock, and stops at the first bad byte.
void AnswerCallsDecoded();

// Boost.Beast as in its examples: a synchronous write for each client; for
// calls, an asynchronous read and write for each message, on one thread.
void BroadcastWithBeast(const Broadcast& broadcast);
void AnswerCallsWithBeast();

// Linguine: the listener for a broadcast, a Server with one method for calls.
// If `is_paced`, a frame is sent when the previous one has been written to all
// clients.
void BroadcastWithLinguine(const Broadcast& broadcast, bool is_paced);
void AnswerCallsWithLinguine();

// A Server with one entity. When so many clients have joined, prints the
// nanoseconds that updates take ("update 310"); with one client the processor
// time, too, that the process takes for an update which leaves by itself,
// beyond that of an update without a client ("frame 5000"); then "end".
void MeasureUpdates(size_t clients);

// A Server with so many entities, one of which moves so often, for any number
// of clients up to `clients`. Serves its counters, too.
void ServeTicks(size_t components, double updates_per_second, size_t clients);

// The least work of MeasureUpdates, for one client of a plain socket:
// prints the nanoseconds of processor time of one write of the frame by the
// writer itself ("frame 4000"), of one by another thread, which sleeps in epoll
// and is woken ("handed 9000"), and the nanoseconds that waking this thread
// takes the writer, at the pace of the updates ("wake 3000"); then "end".
void MeasureUpdateFloor();

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_
