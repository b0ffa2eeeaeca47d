# Writes OUTPUT, a C++ file that holds the JSON Schema of the report: cmake -DSCHEMA=FILE -DOUTPUT=... -P embed.cmake
file(READ ${SCHEMA} hex HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include \"zhudun/render/render.h\"\n\nnamespace zhudun::render {\nnamespace {\n\n"
     "constexpr unsigned char kSchema[] = {${bytes}0};\n\n}  // namespace\n\n"
     "std::string_view report_schema() {\n"
     "  return {reinterpret_cast<const char*>(kSchema), sizeof kSchema - 1};\n}\n\n}  // namespace zhudun::render\n")
