// Certificates that sign themselves, made for one run of a test.
#ifndef NOODLES_TESTS_TRANSPORT_TEST_CERTIFICATE_H_
#define NOODLES_TESTS_TRANSPORT_TEST_CERTIFICATE_H_

#include <string>

namespace noodles::transport_internal {

struct TestCertificate {
  std::string certificate_pem;
  std::string key_pem;
};

// For localhost, with `name` as its common name. `is_rsa`: with an RSA key,
// else with one of the curve P-256.
TestCertificate MakeTestCertificate(const std::string& name,
                                    bool is_rsa = false);

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_TEST_CERTIFICATE_H_
