// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Tries each file of the folders that are given, once: what was found before stays mended, with any compiler.

#include "fuzztarget.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

int main(int count, char **arguments)
{
    int tried = 0;
    for (int i = 1; i < count; ++i) {
        for (const auto &entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
            if (!entry.is_regular_file())
                continue;
            std::fprintf(stderr, "%s\n", entry.path().string().c_str()); // the last one, should it crash
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string bytes((std::istreambuf_iterator<char>(file)), {});
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
            ++tried;
        }
    }
    std::printf("inputs: %d\n", tried);
    return tried > 0 ? 0 : 1;
}
