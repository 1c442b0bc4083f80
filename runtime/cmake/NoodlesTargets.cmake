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

# The part of the version that every change of the binary interface changes.
set(NOODLES_SOVERSION "${PROJECT_VERSION_MAJOR}")
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(NOODLES_SOVERSION "0.${PROJECT_VERSION_MINOR}")
endif()

# Whether the installation belongs to the system, which finds libraries and
# documentation in its own places.
set(NOODLES_SYSTEM_INSTALLATION OFF)
if(CMAKE_INSTALL_PREFIX STREQUAL "/usr")
  set(NOODLES_SYSTEM_INSTALLATION ON)
endif()

# noodles_add_library(NAME DESCRIPTION text SOURCES files... PUBLIC libraries...
# PRIVATE libraries...)
#
# Makes the library noodles_NAME with the alias noodles::NAME: a shared one where
# BUILD_SHARED_LIBS is on. Headers are included by their paths below runtime/ and
# generated/. The library is a component of the package, and has a file for
# pkg-config; NoodlesPackage.cmake must know what the library links.
function(noodles_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DESCRIPTION"
                        "SOURCES;PUBLIC;PRIVATE")
  set(target noodles_${name})
  add_library(${target} ${arg_SOURCES})
  add_library(noodles::${name} ALIAS ${target})
  noodles_set_up_target(${target})
  # Without DEFINE_SYMBOL, shared and static libraries are compiled by the same
  # commands, and share what the compiler cache holds.
  set_target_properties(
    ${target}
    PROPERTIES EXPORT_NAME ${name}
               POSITION_INDEPENDENT_CODE ON
               VERSION "${PROJECT_VERSION}"
               SOVERSION "${NOODLES_SOVERSION}"
               DEFINE_SYMBOL "")
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
  noodles_limit_symbols(${target})
  set_property(GLOBAL APPEND PROPERTY NOODLES_LIBRARIES ${name})
  foreach(property DESCRIPTION PUBLIC PRIVATE)
    set_property(GLOBAL PROPERTY NOODLES_${name}_${property}
                                 "${arg_${property}}")
  endforeach()
  if(NOODLES_INSTALL)
    noodles_set_install_rpath(${target} "${CMAKE_INSTALL_LIBDIR}")
    install(
      TARGETS ${target}
      EXPORT noodlesTargets
      LIBRARY COMPONENT runtime NAMELINK_COMPONENT dev
      ARCHIVE COMPONENT dev)
  endif()
endfunction()

# Lets a shared library export the symbols of namespace noodles alone, by a
# version script for the linker; noodles_write_symbols writes the script. Neither
# handwritten nor generated code needs macros or attributes.
function(noodles_limit_symbols target)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL "SHARED_LIBRARY" OR NOT UNIX OR APPLE)
    return()
  endif()
  set(script "${PROJECT_BINARY_DIR}/noodles_symbols.map")
  target_link_options(${target} PRIVATE "LINKER:--version-script=${script}"
                      "LINKER:-z,defs")
  set_property(TARGET ${target} PROPERTY LINK_DEPENDS "${script}")
endfunction()

# Writes the version script of all shared libraries; call it after all libraries
# and rooms have been added.
#
# NOODLES_<soversion> holds the symbols of the faces, and
# NOODLES_PRIVATE_<soversion> those of internal namespaces, which the other
# libraries and inline functions of the faces use. Patterns are mangled names, as
# the linkers agree on these: of two patterns that fit, the later version counts.
function(noodles_write_symbols)
  get_property(libraries GLOBAL PROPERTY NOODLES_LIBRARIES)
  get_property(rooms GLOBAL PROPERTY NOODLES_ROOMS)
  list(TRANSFORM rooms REPLACE "[|].*" "")
  set(names ${libraries} ${rooms})
  list(REMOVE_DUPLICATES names)
  set(insides "4cbor8internal")
  foreach(name IN LISTS names)
    string(LENGTH "${name}_internal" length)
    list(APPEND insides "${length}${name}_internal")
  endforeach()
  # Functions and variables, by the qualifiers of members; tables and type
  # information of classes; thunks; guards and static variables of functions.
  set(kinds N NK NR NO NKR NKO TVN TIN TSN TTN Th*_N Th*_NK Tv*_N Tv*_NK Tc*_N
            GVN ZN ZNK GVZN GVZNK THN TWN GRN)
  set(faces "")
  set(insides_text "")
  foreach(kind IN LISTS kinds)
    string(APPEND faces "    _Z${kind}7noodles*;\n")
    foreach(inside IN LISTS insides)
      string(APPEND insides_text "    _Z${kind}7noodles${inside}*;\n")
    endforeach()
  endforeach()
  file(
    CONFIGURE
    OUTPUT "${PROJECT_BINARY_DIR}/noodles_symbols.map"
    CONTENT
      "NOODLES_${NOODLES_SOVERSION} {\n  global:\n${faces}\
  local:\n    *;\n};\n
NOODLES_PRIVATE_${NOODLES_SOVERSION} {\n  global:\n${insides_text}};\n"
    @ONLY)
endfunction()

# Lets an installed program or shared library in `folder` of the prefix find the
# shared libraries of the same prefix, wherever that is.
function(noodles_set_install_rpath target folder)
  if(NOT BUILD_SHARED_LIBS
     OR NOODLES_SYSTEM_INSTALLATION
     OR NOT UNIX
     OR APPLE)
    return()
  endif()
  file(RELATIVE_PATH way "/prefix/${folder}" "/prefix/${CMAKE_INSTALL_LIBDIR}")
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "$ORIGIN/${way}")
endfunction()
