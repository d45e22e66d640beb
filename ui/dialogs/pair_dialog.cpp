// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/pair_dialog.h"

#include "api/sentences.h"
#include "core/ids.h"
#include "core/invite_link.h"
#include "core/limits.h"
#include "ui/text/format.h"
#include "ui/widgets/checked_field.h"
#include "ui/widgets/hint_label.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace culvert::ui {

namespace {

constexpr qsizetype targetsShown = 3;
constexpr qsizetype mostAround = 4 * qsizetype(limits::inviteLinkSize); // characters in which a link is looked for, with what a mail puts into it

// The digits of an address as it is shown, in groups; empty for what is none, or one that was cut.
QString addressDigits(QString text)
{
    text.removeIf([](QChar c) { return c.isSpace(); });
    const bool whole = text.size() == 2 * qsizetype(ToxAddress::size);
    return whole && std::all_of(text.begin(), text.end(), [](QChar c) { return c.isDigit() || (c.toLower() >= u'a' && c.toLower() <= u'f'); }) ? text : QString();
}

bool isOfLink(QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-' || c == u'_'; }

// Whether it has the look of a link; what is in it is the engine's to judge.
bool looksLikeLink(const QString &text)
{
    if (!hasInviteScheme(text) || text.size() <= inviteScheme.size() || std::size_t(text.size()) > limits::inviteLinkSize)
        return false;
    return std::all_of(text.begin() + inviteScheme.size(), text.end(), isOfLink);
}

// What may be one link, at the beginning of a text.
struct Candidate {
    QStringList links; // each with one word more
    bool wordPerLine = true;
};

Candidate candidateAt(const QString &text)
{
    Candidate out;
    QString link;
    for (QString line : text.split(u'\n')) {
        while (!line.isEmpty() && (line.front().isSpace() || line.front() == u'>'))
            line.remove(0, 1);
        const QStringList words = line.simplified().split(u' ', Qt::SkipEmptyParts);
        out.wordPerLine = out.wordPerLine && words.size() <= 1;
        bool ends = words.isEmpty();
        for (const QString &word : words) {
            const auto scheme = link.isEmpty() ? inviteScheme.size() : 0;
            const auto end = std::find_if_not(word.begin() + scheme, word.end(), isOfLink);
            link += QStringView(word.begin(), end);
            out.links << link;
            ends = end != word.end() || std::size_t(link.size()) > limits::inviteLinkSize;
            if (ends)
                break;
        }
        if (ends)
            break;
    }
    return out;
}

// The link in what a mail made of it: folded, quoted, in angle brackets, with words around it, "Culvert:" among them. Which of these
// words are the link, only a reader can tell; without one, what stands behind it is taken for more of it where it has a line of its
// own. Text without a link is given back as it is.
QString linkIn(const QString &text, const LinkReader &read)
{
    const qsizetype first = text.indexOf(inviteScheme, 0, Qt::CaseInsensitive);
    if (first < 0)
        return text;
    qsizetype likely = -1;
    for (qsizetype from = first; from >= 0; from = text.indexOf(inviteScheme, from + inviteScheme.size(), Qt::CaseInsensitive)) {
        if (const qsizetype behind = from + inviteScheme.size(); likely < 0 && behind < text.size() && isOfLink(text[behind]))
            likely = from;
        if (!read)
            continue;
        for (const QString &link : candidateAt(text.mid(from, mostAround)).links) {
            if (looksLikeLink(link) && read(link).ok())
                return link;
        }
    }
    const Candidate candidate = candidateAt(text.mid(likely < 0 ? first : likely));
    return candidate.wordPerLine ? candidate.links.last() : text;
}

// A sentence names what was typed; of a whole page pasted by mistake its beginning is enough.
QString shortened(const QString &text) { return text.size() > 40 ? text.left(40) + QStringLiteral("…") : text; }

} // namespace

PairDialog::PairDialog(api::EngineClient &client, QWidget *parent, const QString &link, LinkReader read)
    : CommandDialog(client, tr("Pair with a machine"), tr("Pair"), parent), read_(std::move(read)), link_(new QPlainTextEdit(this)),
      linkHint_(new HintLabel(this)),
      name_(new CheckedField(tr("Name"), tr("How that machine is called here. Left empty, it says its own name."), checkName(), this))
{
    setIntroduction(tr("Make an invite on the other machine and paste its link here."));
    link_->setObjectName(QStringLiteral("link"));
    link_->setAccessibleName(tr("Link"));
    link_->setPlaceholderText(QStringLiteral("culvert:…"));
    link_->setTabChangesFocus(true);
    link_->setWordWrapMode(QTextOption::WrapAnywhere);
    link_->setFixedHeight(link_->fontMetrics().lineSpacing() * 5);
    QVBoxLayout *linkColumn = linkHint_->columnUnder(link_);

    name_->setMayBeEmpty(true);
    name_->edit()->setObjectName(QStringLiteral("name"));
    form()->addRow(tr("&Link:"), linkColumn);
    if (auto *label = qobject_cast<QLabel *>(form()->labelForField(linkColumn)))
        label->setBuddy(link_);
    form()->addRow(tr("&Name:"), name_);

    const QString copied = linkIn(QGuiApplication::clipboard()->text().trimmed(), read_);
    if (!link.isEmpty())
        link_->setPlainText(link);
    else if (looksLikeLink(copied))
        link_->setPlainText(copied);
    connect(link_, &QPlainTextEdit::textChanged, this, &PairDialog::judge);
    connect(name_, &CheckedField::edited, this, [this] { change(); });
    judge();
    link_->setFocus();
}

QString PairDialog::link() const
{
    const QString text = link_->toPlainText().trimmed();
    const QString digits = addressDigits(text);
    return digits.isEmpty() ? linkIn(text, read_) : digits;
}

void PairDialog::judge()
{
    const bool address = !addressDigits(link()).isEmpty();
    if (address && !ToxAddress::fromHex(link()))
        linkHint_->warn(api::sentence(Error{ErrorCode::AddressInvalid, shortened(link())}));
    else if (address)
        linkHint_->advise(tr("The address alone asks a person: somebody at that machine has to accept this one."));
    else if (!link().isEmpty() && !looksLikeLink(link()))
        linkHint_->warn(api::sentence(Error{ErrorCode::InviteInvalid, shortened(link())}));
    else if (!link().isEmpty() && read_)
        tellOfLink();
    else
        linkHint_->advise(tr("It begins with \"culvert:\" and can be used once. Where there is none, the Tox address of that machine does, too."));
    change();
}

// So that a link that was only clicked, or came by a doubtful way, is looked at first.
void PairDialog::tellOfLink()
{
    const auto words = read_(link());
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if (!words)
        return linkHint_->warn(api::sentence(words.error()));
    if (words->expiresAt <= now)
        return linkHint_->warn(api::sentence(Error{ErrorCode::InviteExpired}));
    const QString key = fingerprintText(words->key);
    const QString who = words->name.isEmpty() ? tr("From the machine whose key begins with %1").arg(key)
                                              : tr("From \"%1\", whose key begins with %2").arg(words->name, key);
    QString allow = words->allow.mid(0, targetsShown).join(QStringLiteral(", "));
    if (words->allow.size() > targetsShown)
        allow += QStringLiteral(", …");
    linkHint_->advise(tr("%1; to be used until %2.").arg(who, timeText(words->expiresAt, now)) + u' '
                      + (allow.isEmpty() ? tr("It opens nothing there yet.") : tr("It opens there: %1").arg(allow)));
}

bool PairDialog::complete() const { return (looksLikeLink(link()) || ToxAddress::fromHex(link())) && name_->usable(); }

api::Command PairDialog::command() const { return api::Pair{link(), name_->text()}; }

} // namespace culvert::ui
