# Fails if a file *_test.cc below TESTS_DIRECTORY is not in LIST_FILE, which has
# the sources of all tests, one on a line.

file(GLOB_RECURSE present "${TESTS_DIRECTORY}/*_test.cc")
file(STRINGS "${LIST_FILE}" listed)
list(REMOVE_ITEM present ${listed})
if(present)
  list(JOIN present "\n  " present)
  message(FATAL_ERROR "In no noodles_add_test:\n  ${present}")
endif()
