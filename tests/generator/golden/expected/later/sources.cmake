# Generated from later.cddl, later.bindings.toml; changes belong there.
set(LATER_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/dispatch.cc
  ${CMAKE_CURRENT_LIST_DIR}/handlers.cc
  ${CMAKE_CURRENT_LIST_DIR}/ids.cc
  ${CMAKE_CURRENT_LIST_DIR}/lamps.cc
  ${CMAKE_CURRENT_LIST_DIR}/lamps_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/notes_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/traits.cc
)
