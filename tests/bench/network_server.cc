// One server of the network benchmarks.
//
//   network_server raw|beast|linguine|linguine-paced broadcast
//                  CLIENTS PIECES PIECE_BYTES FRAMES
//   network_server raw|raw-decoded|beast|linguine call
//   network_server linguine|raw updates CLIENTS
//   network_server linguine ticks COMPONENTS UPDATES_PER_SECOND CLIENTS
//
// Prints its port and serves until it is killed.
#include <cstdlib>
#include <iostream>

#include "bench/network_servers.h"
#include "bench/network_socket.h"

namespace noodles::bench {

void PrintPort(uint16_t port) { std::cout << port << std::endl; }

namespace {

void RunBroadcast(const std::string& kind, const Broadcast& broadcast) {
  if (kind == "raw") return BroadcastRaw(broadcast);
  if (kind == "beast") return BroadcastWithBeast(broadcast);
  if (kind == "linguine") return BroadcastWithLinguine(broadcast, false);
  if (kind == "linguine-paced") return BroadcastWithLinguine(broadcast, true);
  Fail("there is no server " + kind);
}

void RunCalls(const std::string& kind) {
  if (kind == "raw") return AnswerCallsRaw();
  if (kind == "raw-decoded") return AnswerCallsDecoded();
  if (kind == "beast") return AnswerCallsWithBeast();
  if (kind == "linguine") return AnswerCallsWithLinguine();
  Fail("there is no server " + kind);
}

void Run(const std::vector<std::string>& words) {
  RaiseFileLimit();
  if (words.size() == 3 && words[2] == "call") return RunCalls(words[1]);
  if (words.size() == 4 && words[2] == "updates") {
    if (words[1] == "raw") return MeasureUpdateFloor();
    return MeasureUpdates(std::strtoull(words[3].c_str(), nullptr, 10));
  }
  if (words.size() == 6 && words[2] == "ticks") {
    return ServeTicks(std::strtoull(words[3].c_str(), nullptr, 10),
                      std::strtod(words[4].c_str(), nullptr),
                      std::strtoull(words[5].c_str(), nullptr, 10));
  }
  if (words.size() != 7) Fail("see the top of network_server.cc for its words");
  const auto number = [&](size_t i) {
    return std::strtoull(words[i].c_str(), nullptr, 10);
  };
  Broadcast broadcast;
  broadcast.clients = number(3);
  for (size_t i = 0; i < number(4); ++i) {
    broadcast.pieces.push_back(Bytes::Adopt(std::string(number(5), 'x')));
  }
  broadcast.frames = number(6);
  RunBroadcast(words[1], broadcast);
}

}  // namespace
}  // namespace noodles::bench

int main(int argc, char** argv) { noodles::bench::Run({argv, argv + argc}); }
