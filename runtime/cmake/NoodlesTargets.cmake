# Settings of every target of this project: language standard and warnings.
include_guard(GLOBAL)

# Sets C++20 without extensions, and the project's warnings. Programs that link
# the target do not inherit the warnings.
function(noodles_set_up_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION
                                              VERSION_LESS 13)
    # GCC 12 reports overlaps in string concatenation that do not exist (GCC bug
    # 105651).
    target_compile_options(${target} PRIVATE -Wno-restrict)
  endif()
  if(NOODLES_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# noodles_add_library(NAME SOURCES files... PUBLIC libraries... PRIVATE
# libraries...)
#
# Makes the library noodles_NAME with the alias noodles::NAME. Headers are
# included by their paths below runtime/ and generated/.
function(noodles_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  set(target noodles_${name})
  add_library(${target} ${arg_SOURCES})
  add_library(noodles::${name} ALIAS ${target})
  noodles_set_up_target(${target})
  set_target_properties(
    ${target} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON
                         VERSION "${PROJECT_VERSION}")
  if(NOT NOODLES_JOIN_LIBRARY_FILES)
    set_target_properties(${target} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_include_directories(
    ${target}
    PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/runtime>"
           "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/generated>"
           "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
  target_link_libraries(
    ${target}
    PUBLIC ${arg_PUBLIC}
    PRIVATE ${arg_PRIVATE})
  if(NOODLES_INSTALL)
    install(TARGETS ${target} EXPORT noodlesTargets)
  endif()
endfunction()
