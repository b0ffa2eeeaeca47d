// yaml-cpp's nodes, as most programs use it: the keys at the top are counted.
#include <yaml-cpp/yaml.h>

#include "inputs.h"

int main(int count, char** words) {
  return peers::run(count, words, [](const std::string& bytes) { return static_cast<long>(YAML::Load(bytes).size()); });
}
