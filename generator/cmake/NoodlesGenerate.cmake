# noodles_generate: C++ or TypeScript from an application's own CDDL, as part of its
# build.
#
# Works the same in this project's build and from the installed package. Needs
# Python 3.11 with Jinja2: NOODLES_PYTHON names the interpreter, else CMake
# looks for one, and in the list NOODLES_PYTHON_HINTS.
include_guard(GLOBAL)
include("${CMAKE_CURRENT_LIST_DIR}/NoodlesGenerateImports.cmake")

# The installed package sets where its copy of the generator is.
if(NOT NOODLES_GENERATOR_DIRECTORY)
  cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH NOODLES_GENERATOR_DIRECTORY)
endif()
set_property(GLOBAL PROPERTY NOODLES_GENERATOR_DIRECTORY
                             "${NOODLES_GENERATOR_DIRECTORY}")

# noodles_generate(TARGET target SPEC file.cddl [BINDINGS file.toml]
# [IMPORT file.cddl...] [LANGUAGE cpp|typescript]
# [NAMESPACE name] [INCLUDE_PREFIX folder] [OUTPUT folder])
#
# Adds what the generator makes of the specification to the target: sources to
# compile and a folder to include from. The specification may use the types of
# noodles.cddl and methods.cddl. Generates again when the specification, the
# bindings, an imported file, a template or any source of the generator changes.
# The files belong to this target alone; a second target that needs them links the
# first. The target links noodles::codec itself; noodles::calls (or
# noodles::server, which has it) where the specification has interfaces.
#
# The folder in `#include "folder/..."` is INCLUDE_PREFIX: where it is not given,
# the specification's file name without its ending, say pumps. The namespace is
# then noodles::pumps. Of two specifications with one file name in one target,
# the second needs both options, and so does a file name that is no identifier of
# C++. BINDINGS is pumps.bindings.toml beside pumps.cddl, where there is such a
# file.
#
# IMPORT names specifications whose types this one may use, too. Each is one that
# an earlier noodles_generate made code of in the same language, in this target or
# in one that this target links; what it imports itself comes along. Other code is
# told as IMPORT "file.cddl=folder=namespace", in TypeScript "file.cddl=module".
# The bindings of an imported specification are those beside it.
#
# With LANGUAGE typescript, modules are written to OUTPUT, at first
# <target>_generated/typescript/<name> in the build folder; the target may be any,
# and builds them before itself. NAMESPACE and INCLUDE_PREFIX belong to C++.
#
# Generated code has no macros: a shared library exports it as the target's
# CXX_VISIBILITY_PRESET says.
#
# Errors in the specification are printed as `file:line:column: error: ...`, each
# at the beginning of a line. A generated file that was changed by hand stops the
# build; who deletes the file and builds again gets it back.
function(noodles_generate)
  cmake_parse_arguments(
    PARSE_ARGV 0 arg ""
    "TARGET;SPEC;BINDINGS;LANGUAGE;NAMESPACE;INCLUDE_PREFIX;OUTPUT" "IMPORT")
  if(NOT TARGET "${arg_TARGET}"
     OR NOT arg_SPEC
     OR arg_UNPARSED_ARGUMENTS
     OR arg_KEYWORDS_MISSING_VALUES)
    message(
      FATAL_ERROR
        "noodles_generate needs a TARGET that exists and a SPEC; it does not "
        "understand '${arg_UNPARSED_ARGUMENTS}${arg_KEYWORDS_MISSING_VALUES}'")
  endif()
  if(NOT arg_LANGUAGE)
    set(arg_LANGUAGE cpp)
  endif()
  noodles_check_generate_options("${arg_LANGUAGE}" "${arg_NAMESPACE}"
                                 "${arg_INCLUDE_PREFIX}" "${arg_OUTPUT}")
  noodles_check_generate_target("${arg_TARGET}" "${arg_LANGUAGE}")
  noodles_find_generator_python(python)
  get_property(generator GLOBAL PROPERTY NOODLES_GENERATOR_DIRECTORY)

  cmake_path(ABSOLUTE_PATH arg_SPEC NORMALIZE)
  noodles_check_generate_file("${arg_SPEC}" "specification")
  cmake_path(GET arg_SPEC STEM LAST_ONLY name)
  noodles_find_bindings(bindings_beside "${arg_SPEC}")
  if(arg_BINDINGS)
    cmake_path(ABSOLUTE_PATH arg_BINDINGS NORMALIZE)
    noodles_check_generate_file("${arg_BINDINGS}" "bindings file")
  else()
    set(arg_BINDINGS "${bindings_beside}")
  endif()
  if(arg_LANGUAGE STREQUAL "cpp")
    set(has_namespace "${arg_NAMESPACE}")
    if(NOT arg_NAMESPACE)
      set(arg_NAMESPACE "noodles::${name}")
    endif()
    if(NOT arg_INCLUDE_PREFIX)
      set(arg_INCLUDE_PREFIX "${name}")
    endif()
    string(REGEX REPLACE "^/+|/+$" "" prefix "${arg_INCLUDE_PREFIX}")
    noodles_claim_generated_name("${arg_TARGET}" INCLUDE_PREFIX "${prefix}"
                                 "${arg_SPEC}")
    if(NOT has_namespace)
      noodles_claim_generated_name("${arg_TARGET}" NAMESPACE "${arg_NAMESPACE}"
                                   "${arg_SPEC}")
    endif()
    # Each specification has a root of its own for #include, so that nothing of
    # another, or of an earlier prefix, is ever found in it.
    string(REPLACE "/" "." id "${prefix}")
    set(place "${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}_generated/${id}")
    set(folder "${place}/${prefix}")
    set(options --output "${place}" --namespace "${arg_NAMESPACE}"
                --include-prefix "${prefix}")
  else()
    set(id "typescript.${name}")
    set(place "${CMAKE_CURRENT_BINARY_DIR}/${arg_TARGET}_generated/typescript")
    if(NOT arg_OUTPUT)
      set(arg_OUTPUT "${place}/${name}")
    endif()
    cmake_path(ABSOLUTE_PATH arg_OUTPUT NORMALIZE OUTPUT_VARIABLE folder)
    noodles_claim_generated_name("${arg_TARGET}" OUTPUT "${folder}"
                                 "${arg_SPEC}")
    string(SHA256 digits "${folder}")
    string(SUBSTRING "${digits}" 0 8 digits)
    string(APPEND place "/.${name}-${digits}")
    set(options --language typescript --output "${folder}")
  endif()

  set(inputs "${arg_SPEC}" ${arg_BINDINGS})
  if(arg_BINDINGS)
    list(APPEND options --bindings "${arg_BINDINGS}")
  endif()
  noodles_collect_imports(imports "${arg_LANGUAGE}" "${arg_TARGET}"
                          "${folder}" ${arg_IMPORT})
  foreach(import IN LISTS imports)
    string(REPLACE "|" ";" import "${import}")
    list(GET import 0 imported)
    list(GET import 1 code)
    list(GET import 2 namespace)
    if(arg_LANGUAGE STREQUAL "typescript" AND IS_ABSOLUTE "${code}")
      # Code of this build: the modules lie at some place beside these.
      file(RELATIVE_PATH code "${folder}" "${code}/index.js")
      if(NOT code MATCHES "^[.]")
        string(PREPEND code "./")
      endif()
    endif()
    list(APPEND options --import "${imported}=${code}")
    if(NOT namespace STREQUAL "-")
      list(APPEND options --import-namespace "${code}=${namespace}")
    endif()
    noodles_find_bindings(beside "${imported}")
    list(APPEND inputs "${imported}" ${beside})
  endforeach()
  set(code "${folder}|-")
  if(arg_LANGUAGE STREQUAL "cpp")
    set(code "${prefix}|${arg_NAMESPACE}")
  endif()
  if(NOT arg_BINDINGS STREQUAL bindings_beside)
    set(code "${code}|${arg_BINDINGS}")
  endif()
  noodles_remember_code("${arg_LANGUAGE}" "${arg_TARGET}" "${arg_SPEC}"
                        "${code}" ${imports})

  file(GLOB_RECURSE generator_sources CONFIGURE_DEPENDS
       "${generator}/linguine/*.py" "${generator}/linguine/templates/*")
  list(APPEND inputs ${generator_sources})
  set(command
      "${CMAKE_COMMAND}" -E env PYTHONDONTWRITEBYTECODE=1
      "PYTHONPATH=${generator}" "${python}" -m linguine generate "${arg_SPEC}"
      ${options})
  noodles_add_generated_files("${arg_TARGET}" "${arg_LANGUAGE}" "${id}"
                              "${place}" "${folder}" "${arg_SPEC}")
endfunction()

# Runs `command`, of the caller, and adds its files to the target: at configuration,
# and in the build when one of `inputs`, of the caller, changes. The files are below
# `folder`; beside `place` is what the build remembers.
function(noodles_add_generated_files target language id place folder spec)
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_generated_files.cmake")
  set(sums "${place}.sha256")
  set(check "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DSUMS=${sums}"
            "-DSPEC=${spec}")

  # Which files there are depends on what is in the specification, so CMake
  # generates as well, and does so again when an input changes.
  set_property(
    DIRECTORY
    APPEND
    PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
  noodles_run_generator("a generated file was changed by hand" ${check} -P
                        "${script}")
  noodles_run_generator("${spec} cannot be used" ${command})
  noodles_run_generator("cannot write ${sums}" ${check} -DWRITE=ON -P
                        "${script}")
  file(STRINGS "${folder}/.linguine-manifest" outputs)
  list(TRANSFORM outputs PREPEND "${folder}/")

  # The stamp is the command's output, since the generator leaves files alone
  # that would not change. The second command runs when a generated file changes.
  add_custom_command(
    OUTPUT "${place}.stamp"
    BYPRODUCTS ${outputs}
    COMMAND ${check} -P "${script}"
    COMMAND ${command}
    COMMAND ${check} -DWRITE=ON -P "${script}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${place}.stamp"
    DEPENDS ${inputs} "${script}"
    COMMENT "Generating code from ${spec}"
    VERBATIM)
  add_custom_command(
    OUTPUT "${place}.checked"
    COMMAND ${check} -P "${script}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${place}.checked"
    DEPENDS ${outputs} "${place}.stamp"
    COMMENT "Checking the code from ${spec}"
    VERBATIM)
  string(MAKE_C_IDENTIFIER "${id}" id)
  set(make "${target}_generate_${id}")
  while(TARGET ${make})
    string(APPEND make "_")
  endwhile()
  add_custom_target(${make} DEPENDS "${place}.stamp" "${place}.checked")
  add_dependencies(${target} ${make})
  if(language STREQUAL "cpp")
    target_sources(${target} PRIVATE ${outputs})
    target_include_directories(${target} PUBLIC "$<BUILD_INTERFACE:${place}>")
  endif()
endfunction()

# Stops with a sentence where an option belongs to another language.
function(noodles_check_generate_options language namespace prefix output)
  set(wrong "")
  if(language STREQUAL "cpp")
    if(output)
      set(wrong "OUTPUT belongs to LANGUAGE typescript")
    endif()
  elseif(language STREQUAL "typescript")
    if(namespace OR prefix)
      set(wrong "NAMESPACE and INCLUDE_PREFIX belong to LANGUAGE cpp")
    endif()
  else()
    set(wrong "there is no LANGUAGE ${language}, but cpp and typescript")
  endif()
  if(wrong)
    message(FATAL_ERROR "noodles_generate: ${wrong}")
  endif()
endfunction()

# Runs a command; where it fails, prints what it says as it is, since CMake would
# break or indent lines of its own messages, and stops.
function(noodles_run_generator what)
  execute_process(
    COMMAND ${ARGN}
    RESULT_VARIABLE code
    OUTPUT_QUIET
    ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    string(STRIP "${errors}" errors)
    message(NOTICE "${errors}")
    message(FATAL_ERROR "noodles_generate: ${what}; the lines above tell why")
  endif()
endfunction()

# Stops with a sentence where the code cannot be added to the target.
function(noodles_check_generate_target target language)
  get_target_property(aliased ${target} ALIASED_TARGET)
  get_target_property(imported ${target} IMPORTED)
  get_target_property(type ${target} TYPE)
  set(why "")
  if(aliased)
    set(why "is another name of ${aliased}, which is the TARGET to give")
  elseif(imported)
    set(why "is imported, so it is not compiled here")
  elseif(language STREQUAL "cpp" AND
         NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    set(why "compiles nothing (${type}); give a program or a library")
  endif()
  if(why)
    message(FATAL_ERROR "noodles_generate: the target ${target} ${why}")
  endif()
endfunction()

# Stops with a sentence where there is no such file.
function(noodles_check_generate_file path what)
  if(NOT EXISTS "${path}" OR IS_DIRECTORY "${path}")
    message(FATAL_ERROR "noodles_generate: there is no ${what} ${path}; a "
                        "relative path begins in ${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
endfunction()

# Remembers that the specification has this name in the target; stops where
# another specification has it.
function(noodles_claim_generated_name target option name spec)
  get_property(owner TARGET ${target} PROPERTY "NOODLES_${option}_${name}")
  if(owner STREQUAL spec)
    message(FATAL_ERROR "noodles_generate: the target ${target} has the code of "
                        "${spec} already")
  elseif(owner)
    message(
      FATAL_ERROR
        "noodles_generate: the target ${target} has the ${option} ${name} "
        "already, from ${owner}; give another ${option} for ${spec}")
  endif()
  set_property(TARGET ${target} PROPERTY "NOODLES_${option}_${name}" "${spec}")
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
