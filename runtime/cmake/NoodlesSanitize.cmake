# Applies NOODLES_SANITIZE, and what the fuzzers need, to every target that is
# defined after this file is included. A finding ends the program, so that a test cannot pass over it.
include_guard(GLOBAL)

if(NOODLES_SANITIZE)
  list(JOIN NOODLES_SANITIZE "," noodles_sanitizers)
  add_compile_options(
    "-fsanitize=${noodles_sanitizers}" -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options("-fsanitize=${noodles_sanitizers}")
  # GCC warns wrongly about variables in code that a sanitizer has rewritten.
  add_compile_options(-Wno-maybe-uninitialized)
  if("thread" IN_LIST NOODLES_SANITIZE)
    # GCC's thread sanitizer does not model fences; Boost.Asio has some.
    add_compile_options(-Wno-tsan)
  endif()
endif()

if(NOODLES_BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "NOODLES_BUILD_FUZZERS needs Clang for libFuzzer")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
