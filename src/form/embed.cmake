# Writes OUTPUT, a C++ file that holds the pack format's schema: cmake -DSOURCE=FILE -DOUTPUT=... -P embed.cmake
file(READ ${SOURCE} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include <string_view>\n\nnamespace zhudun::form {\n\n"
     "std::string_view pack_schema_source();\n\n"
     "static constexpr unsigned char kBytes[] = {${bytes}0};\n"
     "std::string_view pack_schema_source() {\n"
     "  return {reinterpret_cast<const char*>(kBytes), sizeof kBytes - 1};\n}\n\n}  // namespace zhudun::form\n")
