// SPDX-License-Identifier: GPL-3.0-or-later
// What a program writes to the control socket: lines, and in each a command.
#include "fuzz.h"

#include "api/command_json.h"
#include "app/control/line_reader.h"

#include <QBuffer>

using namespace culvert;
using namespace culvert::test;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    QByteArray bytes = bytesOf(data, size);
    QBuffer in(&bytes);
    in.open(QIODevice::ReadOnly);
    constexpr qint64 most = 512; // less than libFuzzer's inputs have, so that the limit is met
    control::LineReader lines(in, most);
    qint64 before = 0;
    while (const auto line = lines.next()) {
        expect(in.pos() > before && in.pos() - before <= most + 1, "a line is at least its end, and no longer than the limit");
        before = in.pos();
        const auto command = api::commandFromJson(*line);
        if (!command) {
            expect(command.error().code == ErrorCode::CommandUnknown || command.error().code == ErrorCode::UsageWrong, "what is no command is said so");
            continue;
        }
        const auto again = api::commandFromJson(api::toJson(*command));
        expect(again.ok() && api::toJson(*again) == api::toJson(*command), "a command that was written anew is the same");
    }
    expect(lines.broken() || !in.canReadLine(), "every whole line was read, or the first that is none was said");
    return 0;
}
