# Generated from lab.cddl, lab.bindings.toml; changes belong there.
set(LAB_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/measuring.cc
  ${CMAKE_CURRENT_LIST_DIR}/measuring_codec.cc
)
set(LAB_CALL_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/lab_methods.cc
  ${CMAKE_CURRENT_LIST_DIR}/lab_methods_proxy.cc
  ${CMAKE_CURRENT_LIST_DIR}/lab_signals.cc
  ${CMAKE_CURRENT_LIST_DIR}/lab_signals_listener.cc
)
