# What `cmake --install` puts where, and the Debian package that `cpack -G DEB` makes of it.
include(GNUInstallDirs)
set(documents ${PROJECT_BINARY_DIR}/documents)
set(package ${PROJECT_SOURCE_DIR}/.ci/package)
set(doc_folder ${CMAKE_INSTALL_DATAROOTDIR}/doc/zhudun)

# Packed without a name and a time, so that the same input gives the same bytes.
add_custom_command(
  OUTPUT ${documents}/zhudun.1.gz
  COMMAND gzip -9 -n -c zhudun.1 > zhudun.1.gz
  DEPENDS ${documents}/zhudun.1 WORKING_DIRECTORY ${documents})
execute_process(COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C date -u -R -d ${ZHUDUN_RELEASED}
                OUTPUT_VARIABLE ZHUDUN_RELEASED_2822 OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(${package}/changelog.in ${documents}/changelog.Debian @ONLY)
add_custom_command(
  OUTPUT ${documents}/changelog.Debian.gz
  COMMAND gzip -9 -n -c changelog.Debian > changelog.Debian.gz
  DEPENDS ${documents}/changelog.Debian WORKING_DIRECTORY ${documents})
# Of libraries that are headers alone the linker knows nothing; tests/supply holds these to what was compiled.
set(headers fmt/core.h CLI/CLI.hpp date/date.h boost/version.hpp nlohmann/json.hpp re2/re2.h yaml-cpp/yaml.h csv.h
            xlsxwriter.h zlib.h minizip/zip.h nettle/sha2.h utf8proc.h)
set(header_paths "")
foreach(header IN LISTS headers)
  string(MAKE_C_IDENTIFIER HEADER_${header} known)
  find_path(${known} ${header} REQUIRED)
  list(APPEND header_paths ${${known}}/${header})
endforeach()
add_custom_command(
  OUTPUT ${documents}/sbom.cdx.json
  COMMAND ${CMAKE_COMMAND} -DMAP=${PROJECT_BINARY_DIR}/zhudun.map -DLOADED=${xlsxwriter_SHARED} "-DHEADERS=${header_paths}" -DVERSION=${PROJECT_VERSION}
          -DOUTPUT=${documents}/sbom.cdx.json -P ${package}/sbom.cmake
  DEPENDS zhudun ${package}/sbom.cmake VERBATIM)
add_custom_target(zhudun_packed ALL DEPENDS ${documents}/zhudun.1.gz ${documents}/changelog.Debian.gz ${documents}/sbom.cdx.json)
add_dependencies(zhudun_packed zhudun_documents)

set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
install(TARGETS zhudun RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${documents}/zhudun.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${documents}/zhudun.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME zhudun)
install(FILES ${documents}/zhudun.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# Of /usr zsh on Debian reads the folder of packages, of any other prefix the folder of the site.
install(CODE "
  set(zsh_folder site-functions)
  if(\"\${CMAKE_INSTALL_PREFIX}\" MATCHES \"/usr/?$\")
    set(zsh_folder vendor-completions)
  endif()
  file(INSTALL \"${documents}/zhudun.zsh\" RENAME _zhudun
       DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${zsh_folder}\"
       PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)")

install(FILES ${PROJECT_SOURCE_DIR}/README.md ${package}/copyright ${documents}/sbom.cdx.json DESTINATION ${doc_folder})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules DESTINATION ${doc_folder})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${doc_folder} PATTERN quickstart EXCLUDE)
# The terms of the libraries that a build needs, as Debian's packages of them state them.
file(READ ${PROJECT_SOURCE_DIR}/.ci/install packages)
string(REGEX MATCH "build_packages='[^']*'" packages "${packages}")
string(REGEX MATCHALL "[a-z0-9.+-]+-dev[|]" libraries "${packages}")
foreach(library IN LISTS libraries)
  string(REPLACE "-dev|" "" library "${library}")
  if(EXISTS /usr/share/doc/${library}-dev/copyright)
    install(FILES /usr/share/doc/${library}-dev/copyright DESTINATION ${doc_folder}/libraries RENAME ${library})
  endif()
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME zhudun)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "zhudun maintainers <zhudun@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Loaded, not linked, so that no tool finds it: libxlsxwriter.so.4 is in libxlsxwriter4.
string(REPLACE ".so." "" CPACK_DEBIAN_PACKAGE_DEPENDS ${ZHUDUN_XLSXWRITER})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "judges self-declarations of companies against rule packs")
file(READ ${package}/description description)
string(STRIP "${description}" CPACK_PACKAGE_DESCRIPTION)
# The list of changes belongs to the package alone.
set(CPACK_INSTALL_SCRIPTS ${package}/add_changelog.cmake)
set(CPACK_ZHUDUN_CHANGELOG ${documents}/changelog.Debian.gz)
include(CPack)
