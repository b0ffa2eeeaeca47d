// Catch2, whichever of its two layouts is installed (2.13 has one header, 3 has several).
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
