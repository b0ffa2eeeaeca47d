# What the program is made of beyond its own source, as CycloneDX 1.5: the archives whose members the linker took, the
# libraries it will load and the headers that were compiled in, each with the Debian package and version it came from.
#
# cmake -DMAP=<the linker's map> -DHEADERS=<paths> -DVERSION=<ours> -DOUTPUT=<file> -P sbom.cmake
# The same system gives the same bytes: no time, no number of its own. Where there is no dpkg, versions are left out.
cmake_minimum_required(VERSION 3.22)

set(terms_yaml-cpp MIT)
set(terms_fmtlib MIT)
set(terms_howardhinnant-date MIT)
set(terms_utf8proc MIT)
set(terms_nettle "LGPL-3.0-or-later OR GPL-2.0-or-later")
set(terms_re2 BSD-3-Clause)
set(terms_boost1.74 BSL-1.0)
set(terms_libcsv LGPL-2.1-or-later)
set(terms_nlohmann-json3 MIT)
set(terms_libxlsxwriter BSD-2-Clause)
set(terms_zlib Zlib)
set(terms_minizip Zlib)
set(terms_cli11 BSD-3-Clause)
set(terms_glibc LGPL-2.1-or-later)
set(terms_gcc-12 "GPL-3.0-or-later WITH GCC-exception-3.1")

find_program(DPKG_QUERY dpkg-query)

# package, version, source package and architecture of a file.
function(owner path)
  get_filename_component(real ${path} REALPATH)
  get_filename_component(file ${real} NAME)
  set(package ${file})
  set(facts "||")
  string(REGEX REPLACE "^/usr/lib/" "/lib/" short ${real})
  foreach(candidate ${real} ${short})
    if(DPKG_QUERY)
      execute_process(COMMAND ${DPKG_QUERY} -S ${candidate} OUTPUT_VARIABLE found ERROR_QUIET RESULT_VARIABLE failed)
      if(failed EQUAL 0 AND found MATCHES "^([a-z0-9.+-]+)(:[a-z0-9]+)?: ")
        set(package ${CMAKE_MATCH_1})
        execute_process(COMMAND ${DPKG_QUERY} -W "-f=\${Version}|\${source:Package}|\${Architecture}" "${package}${CMAKE_MATCH_2}"
                        OUTPUT_VARIABLE facts)
        break()
      endif()
    endif()
  endforeach()
  set(package ${package} PARENT_SCOPE)
  set(facts ${facts} PARENT_SCOPE)
  set(file ${file} PARENT_SCOPE)
endfunction()

# Keeps `package|facts` in owners, and how and by which file it came in uses_<package>.
macro(note path how)
  owner(${path})
  list(APPEND owners "${package}|${facts}")
  list(APPEND uses_${package} "${how} ${file}")
endmacro()

file(STRINGS ${MAP} lines)
set(owners "")
set(archives "")
set(shared "")
set(in_members FALSE)
foreach(line IN LISTS lines)
  if(line MATCHES "^Archive member included")
    set(in_members TRUE)
  elseif(line MATCHES "^(Memory Configuration|Discarded input sections|Allocating common symbols)")
    set(in_members FALSE)
  elseif(in_members AND line MATCHES "^(/[^(]+\\.a)\\(")
    list(APPEND archives ${CMAKE_MATCH_1})
  elseif(line MATCHES "^LOAD (/.*\\.so[.0-9]*)$")
    list(APPEND shared ${CMAKE_MATCH_1})
  elseif(NOT line MATCHES "CMakeFiles" AND line MATCHES "^LOAD (/.*\\.o)$")
    list(APPEND archives ${CMAKE_MATCH_1})
  endif()
endforeach()
list(REMOVE_DUPLICATES archives)
list(REMOVE_DUPLICATES shared)
foreach(path IN LISTS archives)
  note(${path} static)
endforeach()
foreach(path IN LISTS shared)
  note(${path} shared)
endforeach()
foreach(path IN LISTS HEADERS)
  note(${path} header)
endforeach()
list(REMOVE_DUPLICATES owners)
list(SORT owners)

function(percent text result)
  string(REPLACE "%" "%25" text "${text}")
  string(REPLACE "+" "%2B" text "${text}")
  string(REPLACE ":" "%3A" text "${text}")
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

set(components "")
set(references "")
foreach(one IN LISTS owners)
  string(REPLACE "|" ";" parts "${one}")
  list(GET parts 0 package)
  list(GET parts 1 version)
  list(GET parts 2 source)
  list(GET parts 3 architecture)
  percent("${package}" name_in_url)
  percent("${version}" version_in_url)
  set(reference "pkg:deb/debian/${name_in_url}@${version_in_url}?arch=${architecture}")
  set(identity "\"bom-ref\": \"${reference}\", \"name\": \"${package}\", \"version\": \"${version}\", \"purl\": \"${reference}\"")
  if(version STREQUAL "")
    set(reference "file:${package}")
    set(identity "\"bom-ref\": \"${reference}\", \"name\": \"${package}\"")
  endif()
  set(terms "")
  if(DEFINED "terms_${source}")
    set(terms ",\n     \"licenses\": [{\"expression\": \"${terms_${source}}\"}]")
  endif()
  list(REMOVE_DUPLICATES uses_${package})
  list(SORT uses_${package})
  set(properties "")
  foreach(use IN LISTS uses_${package})
    string(REGEX MATCH "^[a-z]+" how "${use}")
    string(REGEX REPLACE "^[a-z]+ " "" file "${use}")
    list(APPEND properties "{\"name\": \"zhudun:${how}\", \"value\": \"${file}\"}")
  endforeach()
  list(JOIN properties ", " properties)
  list(APPEND components
       "    {\"type\": \"library\", ${identity}${terms},\n     \"properties\": [${properties}]}")
  list(APPEND references "\"${reference}\"")
endforeach()
list(JOIN components ",\n" components)
list(JOIN references ", " references)
file(WRITE ${OUTPUT} "{
  \"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.5\",
  \"version\": 1,
  \"metadata\": {
    \"component\": {\"type\": \"application\", \"bom-ref\": \"zhudun\", \"name\": \"zhudun\", \"version\": \"${VERSION}\"}
  },
  \"components\": [
${components}
  ],
  \"dependencies\": [{\"ref\": \"zhudun\", \"dependsOn\": [${references}]}]
}
")
