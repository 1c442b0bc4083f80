# Applies NOODLES_SANITIZE, and the flags of fuzzers, to every target that is
# defined after this file is included. A finding ends the program, so the test
# fails.
include_guard(GLOBAL)

if(NOODLES_SANITIZE)
  list(JOIN NOODLES_SANITIZE "," noodles_sanitizers)
  add_compile_options(
    "-fsanitize=${noodles_sanitizers}" -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${noodles_sanitizers}")
  # GCC reports false positives in code that a sanitizer has instrumented.
  add_compile_options(-Wno-maybe-uninitialized)
  if("thread" IN_LIST NOODLES_SANITIZE)
    # GCC's thread sanitizer does not support fences, which Boost.Asio uses.
    add_compile_options(-Wno-tsan)
  endif()
endif()

if(NOODLES_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "NOODLES_BUILD_FUZZERS needs Clang for libFuzzer")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
