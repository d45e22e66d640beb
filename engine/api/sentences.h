// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/error.h"

#include <QString>

namespace culvert::api {

// What happened, to what, and what to do about it: one or two sentences in the language of the installed translator.
// The only place where sentences about errors are made. What others wrote stands in them as seen() makes it. Any thread.
[[nodiscard]] QString sentence(const Error &error);

// What to know of a tunnel that listens on `listen` ([ADDR:]PORT): that other machines can connect to it. Empty if it is for
// this machine alone, or no such text. Any thread.
[[nodiscard]] QString exposureWarning(const QString &listen);

} // namespace culvert::api
