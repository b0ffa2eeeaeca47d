// What a program costs that does nothing: built twice, linked statically and dynamically.
#include <iostream>

int main() { return std::cout.good() ? 0 : 1; }
