# Defines the rooms of the runtime: which rooms each may use, and which of its
# headers are installed.
#
# A room is a folder below runtime/noodles/. Headers at the top level of a room
# are its face: they are installed, and every program may include them. Headers
# in sub-rooms are inside: they are never installed, and only the room itself
# and the rooms to which it offers them may include them.
include_guard(GLOBAL)

# noodles_add_room(NAME name [LAYERS sub-rooms...] [USES rooms...]
# [OFFERED room/sub-room...])
#
# Installs the faces of the room in the current folder, and registers the room
# for noodles_check_rooms. USES lists the rooms whose faces the room may
# include, OFFERED the sub-rooms of those rooms that it may include too. LAYERS
# lists the sub-rooms of the room itself: each may include those before it.
function(noodles_add_room)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "LAYERS;USES;OFFERED")
  if(NOT arg_NAME OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "A room needs a NAME and knows no: "
                        "${arg_UNPARSED_ARGUMENTS}")
  endif()
  list(JOIN arg_LAYERS "," layers)
  list(JOIN arg_USES "," uses)
  list(JOIN arg_OFFERED "," offered)
  set_property(GLOBAL APPEND PROPERTY NOODLES_ROOMS
                                      "${arg_NAME}|${uses}|${offered}|${layers}")
  if(NOODLES_INSTALL)
    file(GLOB faces CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.h")
    install(FILES ${faces}
            DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/noodles/${arg_NAME}")
  endif()
endfunction()

# Adds a check of the includes of all rooms to every build, before compilation;
# check_rooms.cmake lists the rules. Call it after all rooms have been added.
function(noodles_check_rooms)
  get_property(rooms GLOBAL PROPERTY NOODLES_ROOMS)
  list(JOIN rooms "\n" lines)
  set(list_file "${CMAKE_CURRENT_BINARY_DIR}/rooms.txt")
  file(CONFIGURE OUTPUT "${list_file}" CONTENT "${lines}\n" @ONLY)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS
       "${CMAKE_CURRENT_SOURCE_DIR}/noodles/*.h"
       "${CMAKE_CURRENT_SOURCE_DIR}/noodles/*.cc")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/check_rooms.cmake")
  set(stamp "${CMAKE_CURRENT_BINARY_DIR}/rooms.stamp")
  add_custom_command(
    OUTPUT "${stamp}"
    COMMAND
      "${CMAKE_COMMAND}" "-DRUNTIME=${CMAKE_CURRENT_SOURCE_DIR}"
      "-DROOMS=${list_file}" -P "${script}"
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS ${sources} "${script}" "${list_file}"
    COMMENT "Checking what the rooms of the runtime include"
    VERBATIM)
  add_custom_target(noodles_rooms ALL DEPENDS "${stamp}")
  add_dependencies(noodles_codec noodles_rooms)
endfunction()
