# What noodles_generate knows of bindings and of the code that other calls have made.
include_guard(GLOBAL)

# Sets the path of the bindings beside a specification, "" where there are none.
function(noodles_find_bindings result spec)
  cmake_path(REPLACE_EXTENSION spec LAST_ONLY ".bindings.toml"
             OUTPUT_VARIABLE beside)
  # CMake runs again when such a file appears.
  file(GLOB ignored CONFIGURE_DEPENDS "${beside}")
  if(NOT EXISTS "${beside}")
    set(beside "")
  endif()
  set(${result} "${beside}" PARENT_SCOPE)
endfunction()

# Remembers where the code of a specification is, as "folder|namespace", and what
# the specification imports, for those that import it.
function(noodles_remember_code language target spec code)
  foreach(key "${target}" "")
    set(property "NOODLES_CODE_${language}_${key}_${spec}")
    get_property(known GLOBAL PROPERTY "${property}")
    if(NOT known)
      set_property(GLOBAL PROPERTY "${property}" "${code}")
      set_property(GLOBAL PROPERTY "${property}_IMPORTS" "${ARGN}")
    endif()
  endforeach()
endfunction()

# Sets what --import and --import-namespace need, as "file|code|namespace", where
# "-" stands for the namespace of the runtime: noodles.cddl and methods.cddl, then
# the other specifications, each behind those that it imports.
function(noodles_collect_imports result language target folder)
  get_property(generator GLOBAL PROPERTY NOODLES_GENERATOR_DIRECTORY)
  cmake_path(GET generator PARENT_PATH specifications)
  string(APPEND specifications "/spec")
  set(package "noodles")
  if(language STREQUAL "typescript")
    set(package "linguine-noodles")
  endif()
  set(imports "${specifications}/noodles.cddl|${package}/protocol|-"
              "${specifications}/methods.cddl|${package}/interfaces|-")
  foreach(import IN LISTS ARGN)
    set(place "")
    if(language STREQUAL "cpp" AND import MATCHES "^(.+)=([^=]+)=([^=]+)$")
      set(import "${CMAKE_MATCH_1}")
      set(place "${CMAKE_MATCH_2}|${CMAKE_MATCH_3}")
    elseif(language STREQUAL "typescript" AND import MATCHES "^(.+)=([^=]+)$")
      set(import "${CMAKE_MATCH_1}")
      set(place "${CMAKE_MATCH_2}|-")
    endif()
    cmake_path(ABSOLUTE_PATH import NORMALIZE)
    noodles_check_generate_file("${import}" "specification to import")
    if(import STREQUAL "${specifications}/noodles.cddl"
       OR import STREQUAL "${specifications}/methods.cddl")
      continue()
    endif()
    if(NOT place)
      noodles_recall_code(place its_imports "${language}" "${target}"
                          "${import}")
      list(APPEND imports ${its_imports})
    endif()
    list(APPEND imports "${import}|${place}")
  endforeach()
  list(REMOVE_DUPLICATES imports)
  set(${result} "${imports}" PARENT_SCOPE)
endfunction()

# Sets what noodles_remember_code has of a specification: that of this target, else
# that of the first target.
function(noodles_recall_code result result_imports language target spec)
  set(property "NOODLES_CODE_${language}_${target}_${spec}")
  get_property(code GLOBAL PROPERTY "${property}")
  if(NOT code)
    set(property "NOODLES_CODE_${language}__${spec}")
    get_property(code GLOBAL PROPERTY "${property}")
  endif()
  if(NOT code)
    set(form "folder=namespace")
    if(language STREQUAL "typescript")
      set(form "module")
    endif()
    message(
      FATAL_ERROR
        "noodles_generate: no earlier noodles_generate made code of ${spec}, "
        "which is imported; call it for that file first, or tell where its code "
        "is: IMPORT ${spec}=${form}")
  endif()
  if(code MATCHES "^[^|]+[|][^|]+[|](.+)$")
    message(
      FATAL_ERROR
        "noodles_generate: ${spec} has the BINDINGS ${CMAKE_MATCH_1}, and cannot "
        "be imported: those of an imported specification are beside it")
  endif()
  get_property(imports GLOBAL PROPERTY "${property}_IMPORTS")
  set(${result} "${code}" PARENT_SCOPE)
  set(${result_imports} "${imports}" PARENT_SCOPE)
endfunction()
