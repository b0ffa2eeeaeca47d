# Writes OUTPUT, a C++ file that holds the page's style and script: cmake -DSOURCES=FOLDER -DOUTPUT=... -P embed.cmake
set(text "#include \"render/html_parts.h\"\n\nnamespace zhudun::render {\nnamespace {\n\n")
set(functions "")
foreach(part "style;report.css" "script;report.js")
  list(GET part 0 name)
  list(GET part 1 file)
  file(READ ${SOURCES}/${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  string(APPEND text "constexpr unsigned char k_${name}[] = {${bytes}0};\n")
  string(APPEND functions "std::string_view html_${name}() {\n"
         "  return {reinterpret_cast<const char*>(k_${name}), sizeof k_${name} - 1};\n}\n")
endforeach()
file(WRITE ${OUTPUT} "${text}\n}  // namespace\n\n${functions}\n}  // namespace zhudun::render\n")
