// Echoes over websockets until its input ends: the program that other
// languages' websocket packages judge.
//
//   transport_server [--certificate FILE --key FILE] [--deflate]
//                    [--max-message-bytes N]
//
// Prints its port. A line "reload" reads the certificate again and prints OK or
// what is wrong.
#include <cstdlib>
#include <iostream>
#include <string>

#include "noodles/transport/connections/listener.h"

namespace noodles::transport_internal {
namespace {

class Echo final : public ConnectionHandler {
 public:
  void OnOpen(std::shared_ptr<Connection>) override {}
  void OnMessage(Connection& connection, Bytes message) override {
    connection.Send(std::move(message));
  }
  void OnTextMessage(Connection& connection, Bytes message) override {
    connection.Send(MakeOutgoingMessage({std::move(message)}, true));
  }
  void OnClose(Connection&, const CloseReason&) override {}
};

int Run(int argc, char** argv) {
  ListenerOptions options;
  options.address = "localhost";
  options.port = 0;
  options.connection.accept_text = true;
  options.connection.deflate.minimum_bytes = 1;
  TlsOptions tls;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--certificate") tls.certificate_file = argv[++i];
    if (word == "--key") tls.key_file = argv[++i];
    if (word == "--deflate") options.connection.deflate.is_on = true;
    if (word == "--max-message-bytes") {
      options.connection.max_message_bytes = std::strtoull(argv[++i], {}, 10);
    }
  }
  if (tls.is_on()) {
    auto context = TlsContext::Create(tls);
    if (!context.ok()) {
      std::cerr << context.status() << "\n";
      return 1;
    }
    options.tls = *std::move(context);
  }
  const auto listener = Listener::Start(options, std::make_shared<Echo>());
  if (!listener.ok()) {
    std::cerr << listener.status() << "\n";
    return 1;
  }
  std::cout << (*listener)->port() << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (line == "reload") std::cout << options.tls->Reload() << std::endl;
  }
  return 0;
}

}  // namespace
}  // namespace noodles::transport_internal

int main(int argc, char** argv) {
  return noodles::transport_internal::Run(argc, argv);
}
