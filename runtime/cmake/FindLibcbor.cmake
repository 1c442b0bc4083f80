# Finds libcbor, which has no CMake package.
#
# Defines the target Libcbor::Libcbor, and Libcbor_VERSION from the headers.

find_path(Libcbor_INCLUDE_DIR NAMES cbor/streaming.h)
find_library(Libcbor_LIBRARY NAMES cbor)
mark_as_advanced(Libcbor_INCLUDE_DIR Libcbor_LIBRARY)

if(Libcbor_INCLUDE_DIR AND EXISTS
                           "${Libcbor_INCLUDE_DIR}/cbor/configuration.h")
  file(STRINGS "${Libcbor_INCLUDE_DIR}/cbor/configuration.h" version_lines
       REGEX "^#define CBOR_(MAJOR|MINOR|PATCH)_VERSION [0-9]+")
  list(TRANSFORM version_lines REPLACE "^[^ ]+ [^ ]+ " "")
  list(JOIN version_lines "." Libcbor_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Libcbor
  REQUIRED_VARS Libcbor_LIBRARY Libcbor_INCLUDE_DIR
  VERSION_VAR Libcbor_VERSION)

if(Libcbor_FOUND AND NOT TARGET Libcbor::Libcbor)
  add_library(Libcbor::Libcbor UNKNOWN IMPORTED)
  set_target_properties(
    Libcbor::Libcbor
    PROPERTIES IMPORTED_LOCATION "${Libcbor_LIBRARY}"
               INTERFACE_INCLUDE_DIRECTORIES "${Libcbor_INCLUDE_DIR}")
endif()
