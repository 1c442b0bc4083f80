// Methods that take long, without making other callers wait, and a function
// that the server calls at intervals.
//
//   slow_methods [PORT]
#include <noodles/server.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <thread>
#include <vector>

namespace {

using std::chrono::milliseconds;

// Stands for a computation of a second.
double Integrate(double from, double to, const std::stop_token& stop) {
  for (int i = 0; i < 100 && !stop.stop_requested(); ++i) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  return (to - from) * (to - from) / 2;
}

// Joins its threads at its end.
class Workers {
 public:
  // Returns at once; the answer comes later, from another thread.
  noodles::PendingResult<double> Start(double from, double to) {
    auto [result, sender] = noodles::MakePendingResult<double>();
    threads_.emplace_back(
        [from, to, sender = sender](const std::stop_token& stop) {
          sender.Send(Integrate(from, to, stop));
        });
    return result;
  }

 private:
  std::vector<std::jthread> threads_;
};

}  // namespace

int main(int count, char** arguments) {
  noodles::ServerOptions options;
  if (count > 1) options.port = static_cast<uint16_t>(std::atoi(arguments[1]));
  // A call that takes longer is answered with an error.
  options.method_time_limit = std::chrono::minutes(5);

  Workers workers;
  noodles::Server server(options);
  server
      .AddMethod("integrate", "Answers later; other calls run meanwhile",
                 [&workers](double from, double to) {
                   return workers.Start(from, to);
                 },
                 {"from", "to"})
      .value();
  server
      .AddMethod("wait", "Other calls wait; Ctrl-C ends it early",
                 [](noodles::CallContext& context) {
                   return Integrate(0, 1, context.stop);
                 })
      .value();

  // On the methods' thread, so that it needs no lock against methods.
  const noodles::EntityID clock =
      server.document().Create(noodles::Entity{.name = "clock"}).value();
  int seconds = 0;
  server.Every(std::chrono::seconds(1), [&] {
    noodles::EntityUpdate update;
    update.representation =
        noodles::TextRepresentation{.txt = std::to_string(++seconds)};
    server.document().Update(clock, update).IgnoreError();
  });

  const absl::Status status = server.Run([&server] {
    std::cout << "listening on port " << server.port() << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
