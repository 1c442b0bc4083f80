# Installs the manual page and the completions, which the tool generates. A
# cross-compiled tool cannot run during the build, so nothing is installed then.

if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  return()
endif()

# Writes the output of `noodles ARGUMENTS` to a file, and installs it as
# `destination`/`name`.
function(noodles_install_tool_text directory name destination)
  set(file "${CMAKE_CURRENT_BINARY_DIR}/texts/${directory}/${name}")
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/texts/${directory}")
  add_custom_command(
    OUTPUT "${file}"
    COMMAND noodles_tool ${ARGN} > "${file}"
    DEPENDS noodles_tool
    VERBATIM)
  add_custom_target(noodles_tool_${directory} ALL DEPENDS "${file}")
  install(
    FILES "${file}"
    DESTINATION "${destination}"
    COMPONENT tool)
endfunction()

noodles_install_tool_text(man noodles.1 "${CMAKE_INSTALL_MANDIR}/man1" man)
noodles_install_tool_text(
  bash noodles "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" completion
  bash)
noodles_install_tool_text(
  zsh _noodles "${CMAKE_INSTALL_DATADIR}/zsh/site-functions" completion zsh)
noodles_install_tool_text(
  fish noodles.fish "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d"
  completion fish)
