// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

// Preloaded into a program (LD_PRELOAD), makes the disk crawl below SQLite: while the file exists that SLOWDISK_WHILE names, each write
// takes as long as at SLOWDISK_RATE bytes a second, and each sync SLOWDISK_SYNC_MS milliseconds. The machine's own disk is not synced
// meanwhile: what else is on it would be measured as well.

#include <chrono>
#include <cstdlib>
#include <thread>

#include <dlfcn.h>
#include <unistd.h>

namespace {

long numberFrom(const char *variable)
{
    const char *text = std::getenv(variable);
    return text ? std::strtol(text, nullptr, 10) : 0;
}

bool isSlow()
{
    static const char *const file = std::getenv("SLOWDISK_WHILE");
    return file && ::access(file, F_OK) == 0;
}

void writeSlowly(size_t bytes)
{
    static const long rate = numberFrom("SLOWDISK_RATE");
    if (rate > 0 && isSlow())
        std::this_thread::sleep_for(std::chrono::nanoseconds(1'000'000'000L * static_cast<long>(bytes) / rate));
}

int syncSlowly(int file, int (*real)(int))
{
    static const std::chrono::milliseconds time(numberFrom("SLOWDISK_SYNC_MS"));
    if (!isSlow())
        return real(file);
    std::this_thread::sleep_for(time);
    return 0;
}

template<typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    static auto *const real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    writeSlowly(size);
    return real(file, data, size, offset);
}

__attribute__((visibility("default"))) int fdatasync(int file)
{
    static auto *const real = next<int(int)>("fdatasync");
    return syncSlowly(file, real);
}

__attribute__((visibility("default"))) int fsync(int file)
{
    static auto *const real = next<int(int)>("fsync");
    return syncSlowly(file, real);
}

} // extern "C"
