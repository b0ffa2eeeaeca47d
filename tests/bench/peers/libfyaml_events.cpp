// libfyaml's events, counted and dropped.
#include <libfyaml.h>

#include "inputs.h"

int main(int count, char** words) {
  return peers::run(count, words, [](const std::string& bytes) {
    const fy_parse_cfg settings{"", FYPCF_QUIET, nullptr, nullptr};
    fy_parser* parser = fy_parser_create(&settings);
    if (!parser || fy_parser_set_string(parser, bytes.data(), bytes.size()) != 0) return -1L;
    long events = 0;
    while (fy_event* event = fy_parser_parse(parser)) {
      ++events;
      fy_parser_event_free(parser, event);
    }
    const bool good = !fy_parser_get_stream_error(parser);
    fy_parser_destroy(parser);
    return good ? events : -1L;
  });
}
