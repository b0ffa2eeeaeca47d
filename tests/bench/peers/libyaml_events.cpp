// libyaml's events, counted and dropped.
#include <yaml.h>

#include "inputs.h"

int main(int count, char** words) {
  return peers::run(count, words, [](const std::string& bytes) {
    yaml_parser_t parser;
    yaml_parser_initialize(&parser);
    yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    long events = 0;
    for (bool more = true; more; ++events) {
      yaml_event_t event;
      if (!yaml_parser_parse(&parser, &event)) {
        events = -1;
        break;
      }
      more = event.type != YAML_STREAM_END_EVENT;
      yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return events;
  });
}
