# Tells which generated files were changed by hand: compares them with the sums
# that were written when they were generated.
#
# cmake -DFOLDER=folder -DSUMS=file -DSPEC=file [-DWRITE=ON] -P
# check_generated_files.cmake
#
# FOLDER holds the files and the generator's list of them. With WRITE the sums are
# written anew. A file that is missing is no finding: the generator writes it.

if(WRITE)
  file(STRINGS "${FOLDER}/.linguine-manifest" names)
  set(text "")
  foreach(name IN LISTS names)
    file(SHA256 "${FOLDER}/${name}" sum)
    string(APPEND text "${sum} ${name}\n")
  endforeach()
  file(WRITE "${SUMS}" "${text}")
  return()
endif()

if(NOT EXISTS "${SUMS}")
  return()
endif()
file(STRINGS "${SUMS}" lines)
set(has_findings OFF)
foreach(line IN LISTS lines)
  if(NOT line MATCHES "^([0-9a-f]+) (.+)$")
    continue()
  endif()
  set(expected "${CMAKE_MATCH_1}")
  set(path "${FOLDER}/${CMAKE_MATCH_2}")
  if(NOT EXISTS "${path}")
    continue()
  endif()
  file(SHA256 "${path}" found)
  if(NOT found STREQUAL expected)
    set(has_findings ON)
    message(NOTICE "${path}:1:1: error: this generated file was changed by "
                   "hand; change ${SPEC} instead, and delete the file: the next "
                   "build writes it again")
  endif()
endforeach()
if(has_findings)
  message(FATAL_ERROR "Generated files were changed by hand, see above")
endif()
