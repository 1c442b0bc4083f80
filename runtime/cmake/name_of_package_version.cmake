# Every version of another name will do: name_of_package.cmake tells the right one.
set(PACKAGE_VERSION "${PACKAGE_FIND_VERSION}")
if(NOT PACKAGE_FIND_NAME STREQUAL "noodles")
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
