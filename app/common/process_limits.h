// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// To be called once at the start of a program that carries connections, before other threads exist.
namespace culvert::app {

// stdin, stdout and stderr that were closed by whoever started this program lead nowhere from here on; else the next file
// that it opens would be taken for one of them. To be called first.
void fillStandardDescriptors();

// As many open files as the system lets this user have, up to a number that no desktop needs: every connection is one,
// and the usual soft limit of 1024 is soon reached by a browser.
void raiseDescriptorLimit();

// RLIMIT_MEMLOCK 0: toxcore locks and unlocks scratch buffers in memory twice for every packet, which is most of its
// work; with the limit at 0 these calls fail at once. It never locks a long-term key, so no key is less safe.
void refuseMemoryLocking();

} // namespace culvert::app
