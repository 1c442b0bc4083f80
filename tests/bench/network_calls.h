// The call of the network benchmarks and its reply, as encoded frames.
#ifndef NOODLES_TESTS_BENCH_NETWORK_CALLS_H_
#define NOODLES_TESTS_BENCH_NETWORK_CALLS_H_

#include <string>

#include "noodles/codec.h"

namespace noodles::bench {

// Adds two numbers; the first method of the document.
inline std::string EncodedCall() {
  MsgInvokeMethod call;
  call.method = {0, 0};
  call.invoke_id = "12345678";
  call.args = {1.5, 2.25};
  return std::string(EncodeFrame(call).text());
}

inline std::string EncodedReply() {
  MsgMethodReply reply{"12345678", {}};
  reply.outcome.emplace<cbor::Any>(3.75);
  return std::string(EncodeFrame(reply).text());
}

inline std::string EncodedIntroduction() {
  return std::string(EncodeFrame(MsgIntroduction{"benchmark"}).text());
}

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_NETWORK_CALLS_H_
