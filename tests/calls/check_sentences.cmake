# Compiles bad_calls.cc, and checks that the compiler gives one sentence for each
# fault in it, names the types, and says little else:
#
#   cmake -DCOMMAND=compiler;flags -DSOURCE=bad_calls.cc -P check_sentences.cmake

cmake_minimum_required(VERSION 3.25)

execute_process(
  COMMAND ${COMMAND} "${SOURCE}"
  RESULT_VARIABLE code
  OUTPUT_VARIABLE output
  ERROR_VARIABLE output)
if(code EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, with all its faults")
endif()

# Brackets and semicolons would break CMake's lists.
string(REGEX REPLACE "[][;]" " " text "${output}")
string(REPLACE "\n" ";" lines "${text}")
list(LENGTH lines line_count)
set(errors ${lines})
list(FILTER errors INCLUDE REGEX "error: ")
list(LENGTH errors error_count)
set(others ${errors})
list(FILTER others EXCLUDE REGEX "error: static assertion failed.*NOODLES: ")

file(STRINGS "${SOURCE}" faults REGEX "^ *// [0-9]+\\. ")
list(LENGTH faults fault_count)
set(problems "")
if(others)
  string(APPEND problems "\nnot a sentence: ${others}")
endif()
if(NOT error_count EQUAL fault_count)
  string(APPEND problems "\n${error_count} errors for ${fault_count} faults")
endif()
# The place of the template, the place of the call, the sentence, and why.
math(EXPR most_lines "15 * ${fault_count}")
if(line_count GREATER most_lines)
  string(APPEND problems "\n${line_count} lines, more than ${most_lines}")
endif()
foreach(
  named
  "T = Celsius"
  "T = std::(__cxx11::)?basic_string_view<char>"
  "T = std::vector<short int"
  "T = Kelvin"
  "T = Rankine"
  "Parameter = long int"
  "Function = .*Heater::"
  "Interface = Heater"
  "Function = Use"
  "T = noodles::Entity")
  if(NOT text MATCHES "${named}")
    string(APPEND problems "\nno line names ${named}")
  endif()
endforeach()
if(problems)
  message(FATAL_ERROR "${problems}\n\nThe compiler said:\n${output}")
endif()
message(NOTICE "${error_count} faults, ${line_count} lines")
