# Functions that add tests. Each test program is one entry of ctest.
include_guard(GLOBAL)

find_package(GTest REQUIRED)

# Time limits end tests that hang; sanitizers make tests slower.
set(noodles_time_factor 1)
if(NOODLES_SANITIZE)
  set(noodles_time_factor 4)
endif()

# These checks of pointers take a third of the time that GCC needs for a file of
# tests; the libraries have them, in which they say something.
set(noodles_test_options "$<$<CONFIG:Release>:-O1>")
if("undefined" IN_LIST NOODLES_SANITIZE)
  list(APPEND noodles_test_options -fno-sanitize=null,alignment,vptr)
endif()

set(noodles_sanitizer_environment
    "ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1"
    "UBSAN_OPTIONS=print_stacktrace=1"
    "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:suppressions=${CMAKE_CURRENT_LIST_DIR}/thread_sanitizer.txt")

# noodles_add_test(NAME name SOURCES files... [LIBRARIES targets...]
# [TIMEOUT seconds] [RESOURCES names...] [NO_SANITIZER] [SINGLE_THREADED])
#
# Makes a GoogleTest program with that name and one ctest entry that runs it.
# The program finds files of the source tree below the string constant
# NOODLES_SOURCE_DIRECTORY. Tests that name the same resource never run at the
# same time. NO_SANITIZER leaves it out of builds with a sanitizer, for programs
# that replace what a sanitizer replaces. SINGLE_THREADED leaves it out of builds
# with the thread sanitizer: the code that it tests starts no thread and shares
# nothing. TIMEOUT is 60 by default.
function(noodles_add_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "NO_SANITIZER;SINGLE_THREADED"
                        "NAME;TIMEOUT" "SOURCES;LIBRARIES;RESOURCES")
  noodles_check_test_arguments("${arg_NAME}" "${arg_UNPARSED_ARGUMENTS}")
  foreach(source IN LISTS arg_SOURCES)
    cmake_path(ABSOLUTE_PATH source NORMALIZE)
    set_property(GLOBAL APPEND PROPERTY NOODLES_TEST_SOURCES "${source}")
  endforeach()
  if(NOODLES_SANITIZE AND arg_NO_SANITIZER)
    return()
  endif()
  if("thread" IN_LIST NOODLES_SANITIZE AND arg_SINGLE_THREADED)
    return()
  endif()
  add_executable(${arg_NAME} ${arg_SOURCES})
  noodles_set_up_target(${arg_NAME})
  # Optimising the code of tests takes longer than it saves.
  target_compile_options(${arg_NAME} PRIVATE ${noodles_test_options})
  target_include_directories(${arg_NAME} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(
    ${arg_NAME}
    PRIVATE "NOODLES_SOURCE_DIRECTORY=\"${PROJECT_SOURCE_DIR}\"")
  target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBRARIES} GTest::gmock
                                            GTest::gtest_main)
  add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
  noodles_set_test_properties(
    ${arg_NAME} "${arg_TIMEOUT}" "${arg_RESOURCES}" unit
    "${noodles_sanitizer_environment}")
endfunction()

# noodles_leave_out_tests(files...)
#
# Marks these files *_test.cc as left out deliberately, because this build does
# not contain the tested code.
function(noodles_leave_out_tests)
  foreach(source IN LISTS ARGN)
    cmake_path(ABSOLUTE_PATH source NORMALIZE)
    set_property(GLOBAL APPEND PROPERTY NOODLES_TEST_SOURCES "${source}")
  endforeach()
endfunction()

# noodles_add_python_test(NAME name DIRECTORY folder [PROGRAMS targets...]
# [PEERS] [SINGLE_THREADED | THREADED files...] [TIMEOUT seconds]
# [RESOURCES names...])
#
# Adds one ctest entry that runs pytest over the folder, a path from the
# current one. The path of each program, say scenario_server, is in the
# environment as NOODLES_SCENARIO_SERVER, the source tree's as
# NOODLES_SOURCE_DIRECTORY, the folder of Node's packages as
# NOODLES_NODE_DIRECTORY, those of the page as NOODLES_VIEWER_MODULES, the built
# page as NOODLES_PAGE_DIRECTORY, the Python of the documentation as
# NOODLES_DOCUMENTATION_PYTHON, a folder for what the test makes and keeps as
# NOODLES_BINARY_DIRECTORY, the sanitizers of this build as NOODLES_SANITIZE,
# which is empty without one; the generator's package and the modules of
# tests/python can be imported. PEERS takes the environment in which the real
# peers are installed. A test without PROGRAMS does not depend on the compiler's
# options and is left out of builds with a sanitizer; one whose programs are
# SINGLE_THREADED is left out of those with the thread sanitizer, where only the
# THREADED files run if there are any. TIMEOUT is 300 by default.
function(noodles_add_python_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "PEERS;SINGLE_THREADED"
                        "NAME;DIRECTORY;TIMEOUT" "PROGRAMS;RESOURCES;THREADED")
  noodles_check_test_arguments("${arg_NAME}" "${arg_UNPARSED_ARGUMENTS}")
  if(NOODLES_SANITIZE AND NOT arg_PROGRAMS)
    return()
  endif()
  if("thread" IN_LIST NOODLES_SANITIZE AND arg_SINGLE_THREADED)
    return()
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 300)
  endif()
  set(paths "${arg_DIRECTORY}")
  if("thread" IN_LIST NOODLES_SANITIZE AND arg_THREADED)
    list(TRANSFORM arg_THREADED PREPEND "${arg_DIRECTORY}/" OUTPUT_VARIABLE paths)
  endif()
  set(environment_name venv)
  if(arg_PEERS)
    set(environment_name venv-peers)
  endif()
  set(environment
      ${noodles_sanitizer_environment}
      "HYPOTHESIS_STORAGE_DIRECTORY=${CMAKE_CURRENT_BINARY_DIR}/hypothesis"
      "PYTHONDONTWRITEBYTECODE=1"
      "PYTHONPATH=${PROJECT_SOURCE_DIR}/generator:${PROJECT_SOURCE_DIR}/tests/python"
      "NOODLES_SOURCE_DIRECTORY=${PROJECT_SOURCE_DIR}"
      "NOODLES_BINARY_DIRECTORY=${CMAKE_CURRENT_BINARY_DIR}"
      "NOODLES_NODE_DIRECTORY=${NOODLES_VENV_DIRECTORY}/typescript"
      "NOODLES_PAGE_DIRECTORY=${PROJECT_BINARY_DIR}/viewer"
      "NOODLES_VIEWER_MODULES=${NOODLES_VIEWER_MODULES}"
      "NOODLES_DOCUMENTATION_PYTHON=${NOODLES_VENV_DIRECTORY}/venv-docs/bin/python"
      "NOODLES_VALIDATOR_DIRECTORY=${NOODLES_VENV_DIRECTORY}/gltf-validator"
      "NOODLES_CXX_COMPILER=${CMAKE_CXX_COMPILER}"
      "NOODLES_SANITIZE=${noodles_sanitizers}")
  foreach(program IN LISTS arg_PROGRAMS)
    string(TOUPPER "${program}" variable)
    list(APPEND environment "NOODLES_${variable}=$<TARGET_FILE:${program}>")
  endforeach()
  add_test(
    NAME ${arg_NAME}
    COMMAND "${NOODLES_VENV_DIRECTORY}/${environment_name}/bin/python" -m pytest
            -q -p no:cacheprovider ${paths}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
  noodles_set_test_properties(${arg_NAME} "${arg_TIMEOUT}" "${arg_RESOURCES}"
                              python "${environment}")
endfunction()

# Adds a test that fails if a file *_test.cc is in no noodles_add_test, and
# would never run. Call it after all other functions.
function(noodles_add_completeness_test)
  get_property(listed GLOBAL PROPERTY NOODLES_TEST_SOURCES)
  list(JOIN listed "\n" listed)
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/test_sources.txt")
  file(WRITE "${list_file}" "${listed}\n")
  add_test(
    NAME all_tests_are_listed
    COMMAND
      "${CMAKE_COMMAND}" "-DTESTS_DIRECTORY=${CMAKE_CURRENT_SOURCE_DIR}"
      "-DLIST_FILE=${list_file}" -P
      "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_all_tests_are_listed.cmake")
  noodles_set_test_properties(all_tests_are_listed 60 "" unit "")
endfunction()

# Stops at an unknown argument or a missing name.
function(noodles_check_test_arguments name unparsed)
  if(NOT name OR unparsed)
    message(FATAL_ERROR "A test needs a NAME and knows no: ${unparsed}")
  endif()
endfunction()

function(noodles_set_test_properties name timeout resources label environment)
  if(NOT timeout)
    set(timeout 60)
  endif()
  math(EXPR timeout "${timeout} * ${noodles_time_factor}")
  set_tests_properties(
    ${name}
    PROPERTIES LABELS "${label}"
               TIMEOUT "${timeout}"
               RESOURCE_LOCK "${resources}"
               ENVIRONMENT "${environment}")
endfunction()
