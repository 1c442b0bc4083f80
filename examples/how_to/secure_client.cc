// A client that sends a token and trusts one certificate.
//
//   secure_client URL TOKEN CERTIFICATE_FILE
#include <noodles/client.h>

#include <fstream>
#include <iostream>
#include <iterator>

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: secure_client URL TOKEN CERTIFICATE_FILE\n";
    return 2;
  }
  noodles::ClientOptions options;
  options.token = arguments[2];
  std::ifstream file(arguments[3]);
  options.tls.trusted_pem = {std::istreambuf_iterator<char>(file), {}};

  noodles::Client client(options);
  absl::Status status = client.Connect(arguments[1]);
  if (status.ok()) status = client.WaitUntilReady();
  if (!status.ok()) {
    std::cerr << status << "\n";
    return 1;
  }
  std::cout << client.mirror().All<noodles::Entity>().size() << " entities\n";
  return 0;
}
