// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/unseen.h"

namespace culvert {

char32_t nextCharacter(QStringView text, qsizetype &i)
{
    const QChar first = text[i++];
    if (first.isHighSurrogate() && i < text.size() && text[i].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[i++]);
    return first.unicode();
}

bool isUnseen(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Other_Control || (category == QChar::Other_Format && c != U'\u200C' && c != U'\u200D');
}

QString seen(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype from = i;
        const char32_t c = nextCharacter(text, i);
        if (isUnseen(c))
            out += QChar::isSpace(c) ? QChar(u' ') : QChar(QChar::ReplacementCharacter);
        else
            out += QStringView(text).sliced(from, i - from);
    }
    return out;
}

} // namespace culvert
