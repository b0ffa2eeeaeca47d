// Declarations for fuzzing: made from a schema, changed one part at a time, so that they come past the first error.
// In: a declaration as text and a seed. Out: another declaration as text; the same for the same seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "zhudun/schema/schema.h"
#include "zhudun/yaml/tree.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace fuzz {

// Of the packs that are built in, the default one first.
std::vector<const zhudun::schema::Schema*> builtin_schemas();
// Two declarations of other subjects, as trees.
std::vector<const zhudun::yaml::Tree*> sample_declarations();

std::string make_declaration(unsigned seed);
// Most often a change that the schema knows of, else one of bytes, as LLVMFuzzerCustomMutator has it.
std::size_t mutate_declaration(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed);

}  // namespace fuzz
