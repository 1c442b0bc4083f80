# noodles_generate: C++ from an application's own CDDL, as part of its build.
#
# Works the same in this project's build and from the installed package. Needs
# Python 3.11 with Jinja2: NOODLES_PYTHON names the interpreter, else CMake
# looks for one, and in the list NOODLES_PYTHON_HINTS.
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
# compile and a folder to include from. The specification may use the types of
# noodles.cddl and methods.cddl. Generates again when the specification, the
# bindings, those two, a template or any source of the generator changes. The
# files belong to this target alone; a second target that needs them links the
# first. The folder in `#include "folder/..."` is the specification's file name
# without its ending, say pumps, where it is not given, and the namespace is then
# noodles::pumps. The target links noodles::codec itself; noodles::calls (or
# noodles::server, which has it) where the specification has interfaces.
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
  cmake_path(GET generator PARENT_PATH specifications)
  string(APPEND specifications "/spec")
  foreach(import noodles=noodles/protocol methods=noodles/interfaces)
    string(REGEX MATCH "^[a-z]+" imported "${import}")
    string(REPLACE "${imported}=" "${specifications}/${imported}.cddl=" import
                   "${import}")
    list(APPEND options --import "${import}")
    list(APPEND inputs "${specifications}/${imported}.cddl"
         "${specifications}/${imported}.bindings.toml")
  endforeach()
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
    # CMake breaks lines that do not begin with a blank, which would take
    # `file:line:column: error: ...` apart.
    string(REPLACE "\n" "\n  " errors "\n${errors}")
    message(FATAL_ERROR "noodles_generate cannot read\n  ${arg_SPEC}:${errors}")
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

# Finds a Python that can run the generator; stops without one.
function(noodles_find_generator_python result)
  noodles_look_for_generator_python(python)
  if(NOT python)
    message(
      FATAL_ERROR
        "noodles_generate: there is no Python 3.11 with Jinja2; install "
        "python3-jinja2 or set NOODLES_PYTHON")
  endif()
  set(${result}
      "${python}"
      PARENT_SCOPE)
endfunction()

# Sets a Python that can run the generator, or nothing. NOODLES_PYTHON, where it
# is set, is the only one that is tried.
function(noodles_look_for_generator_python result)
  set(candidates "${NOODLES_PYTHON}")
  if(NOT NOODLES_PYTHON)
    find_package(Python3 3.11 QUIET COMPONENTS Interpreter)
    set(candidates "${Python3_EXECUTABLE}" ${NOODLES_PYTHON_HINTS})
  endif()
  set(found "")
  foreach(candidate IN LISTS candidates)
    execute_process(
      COMMAND "${candidate}" -c "import jinja2, tomllib"
      RESULT_VARIABLE code
      OUTPUT_QUIET ERROR_QUIET)
    if(code EQUAL 0)
      set(found "${candidate}")
      break()
    endif()
  endforeach()
  set(${result}
      "${found}"
      PARENT_SCOPE)
endfunction()
