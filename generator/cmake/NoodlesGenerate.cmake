# noodles_generate: C++ from an application's own CDDL, as part of its build.
#
# Works the same in this project's build and from the installed package. Needs
# Python 3.11 with Jinja2: NOODLES_PYTHON names the interpreter, else CMake
# looks for one.
include_guard(GLOBAL)

# The installed package sets where its copy of the generator is.
if(NOT NOODLES_GENERATOR_DIRECTORY)
  cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH NOODLES_GENERATOR_DIRECTORY)
endif()
set_property(GLOBAL PROPERTY NOODLES_GENERATOR_DIRECTORY
                             "${NOODLES_GENERATOR_DIRECTORY}")

# noodles_generate(TARGET target SPEC file.cddl [BINDINGS file.toml]
# [NAMESPACE name] [INCLUDE_PREFIX folder])
#
# Adds what the generator makes of the specification to the target: sources to
# compile and a folder to include from. Generates again when the specification,
# the bindings, a template or any source of the generator changes. The files
# belong to this target alone; a second target that needs them links the first.
# The folder in `#include "folder/..."` is the specification's file name without
# its ending, say pumps, where it is not given, and the namespace is then
# noodles::pumps; it must lie in noodles, whose names the generated code uses.
function(noodles_generate)
  cmake_parse_arguments(PARSE_ARGV 0 arg ""
                        "TARGET;SPEC;BINDINGS;NAMESPACE;INCLUDE_PREFIX" "")
  if(NOT TARGET "${arg_TARGET}"
     OR NOT arg_SPEC
     OR arg_UNPARSED_ARGUMENTS)
    message(
      FATAL_ERROR
        "noodles_generate needs a TARGET that exists and a SPEC; it does not "
        "understand '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  noodles_find_generator_python(python)
  get_property(generator GLOBAL PROPERTY NOODLES_GENERATOR_DIRECTORY)

  cmake_path(ABSOLUTE_PATH arg_SPEC NORMALIZE)
  cmake_path(GET arg_SPEC STEM name)
  set(output_directory
      "${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}_generated/${name}")
  set(inputs "${arg_SPEC}")
  if(NOT arg_NAMESPACE)
    set(arg_NAMESPACE "noodles::${name}")
  endif()
  if(NOT arg_INCLUDE_PREFIX)
    set(arg_INCLUDE_PREFIX "${name}")
  endif()
  set(options "${arg_SPEC}" --output "${output_directory}" --namespace
              "${arg_NAMESPACE}" --include-prefix "${arg_INCLUDE_PREFIX}")
  if(arg_BINDINGS)
    cmake_path(ABSOLUTE_PATH arg_BINDINGS NORMALIZE)
    list(APPEND inputs "${arg_BINDINGS}")
    list(APPEND options --bindings "${arg_BINDINGS}")
  endif()
  file(GLOB_RECURSE generator_sources CONFIGURE_DEPENDS
       "${generator}/linguine/*.py" "${generator}/linguine/templates/*")
  list(APPEND inputs ${generator_sources})
  set(command
      "${CMAKE_COMMAND}" -E env PYTHONDONTWRITEBYTECODE=1
      "PYTHONPATH=${generator}" "${python}" -m linguine generate ${options})

  # Which files there are depends on what is in the specification, so CMake
  # generates as well, and does so again when an input changes.
  set_property(
    DIRECTORY
    APPEND
    PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
  execute_process(
    COMMAND ${command}
    RESULT_VARIABLE code
    OUTPUT_QUIET
    ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "noodles_generate: ${arg_SPEC}:\n${errors}")
  endif()
  set(output_folder "${output_directory}/${arg_INCLUDE_PREFIX}")
  file(STRINGS "${output_folder}/.linguine-manifest" outputs)
  list(TRANSFORM outputs PREPEND "${output_folder}/")

  # The stamp is the command's output, since the generator leaves files alone
  # that would not change.
  set(stamp "${output_directory}.stamp")
  add_custom_command(
    OUTPUT "${stamp}"
    BYPRODUCTS ${outputs}
    COMMAND ${command}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${inputs}
    COMMENT "Generating C++ from ${arg_SPEC}"
    VERBATIM)
  add_custom_target(${arg_TARGET}_generate_${name} DEPENDS "${stamp}")
  add_dependencies(${arg_TARGET} ${arg_TARGET}_generate_${name})
  target_sources(${arg_TARGET} PRIVATE ${outputs})
  target_include_directories(${arg_TARGET} PUBLIC
                             "$<BUILD_INTERFACE:${output_directory}>")
endfunction()

# Finds a Python that can run the generator, once.
function(noodles_find_generator_python result)
  if(NOT NOODLES_PYTHON)
    find_package(Python3 3.11 REQUIRED COMPONENTS Interpreter)
    set(NOODLES_PYTHON
        "${Python3_EXECUTABLE}"
        CACHE FILEPATH "The Python that runs the generator")
  endif()
  execute_process(COMMAND "${NOODLES_PYTHON}" -c "import jinja2, tomllib"
                  RESULT_VARIABLE code OUTPUT_QUIET ERROR_QUIET)
  if(NOT code EQUAL 0)
    message(
      FATAL_ERROR
        "noodles_generate: ${NOODLES_PYTHON} is no Python 3.11 with Jinja2; "
        "install python3-jinja2 or set NOODLES_PYTHON")
  endif()
  set(${result}
      "${NOODLES_PYTHON}"
      PARENT_SCOPE)
endfunction()
