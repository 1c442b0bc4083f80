// The servers that the network benchmarks compare. Each prints its port, serves
// until it is killed, and does what the load asks for.
#ifndef NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_
#define NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles::bench {

// What is sent to all clients once one of them has said so.
struct Broadcast {
  size_t clients = 0;
  // One frame: its pieces lie in memory of their own.
  std::vector<Bytes> pieces;
  size_t frames = 0;

  size_t frame_bytes() const {
    size_t size = 0;
    for (const Bytes& piece : pieces) size += piece.size();
    return size;
  }
};

void PrintPort(uint16_t port);

// A loop of writev over blocking sockets; for calls, epoll, one read and one
// write for all the frames that a read has brought, and no decoding.
void BroadcastRaw(const Broadcast& broadcast);
void AnswerCallsRaw();

// Boost.Beast as its examples use it: a synchronous write for each client; for
// calls, an asynchronous read and write for each message, on one thread.
void BroadcastWithBeast(const Broadcast& broadcast);
void AnswerCallsWithBeast();

// Linguine: its listener for a broadcast; a server with a method for calls.
// `is_paced`: a frame is sent when the one before has left to all.
void BroadcastWithLinguine(const Broadcast& broadcast, bool is_paced);
void AnswerCallsWithLinguine();

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_NETWORK_SERVERS_H_
