// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"
#include "ui/look/page_icon.h"
#include "ui/look/state_icon.h"

#include <QLabel>
#include <QPushButton>

#include <utility>

namespace culvert::ui {

NoticeBar::NoticeBar(QWidget *parent) : MessageBar(parent), undoButton_(addButton(tr("Un&do"), "undo"))
{
    setAccessibleName(tr("Message"));
    setObjectName(QStringLiteral("notice"));
    connect(undoButton_, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto undo = std::exchange(undo_, nullptr))
            undo();
    });
    connect(addButton(tr("Dismiss"), nullptr), &QPushButton::clicked, this, &QWidget::hide);
    hide();
}

void NoticeBar::showError(const Error &error)
{
    undo_ = nullptr;
    say(api::sentence(error), true);
}

void NoticeBar::showErrors(const QList<Error> &errors)
{
    QStringList lines;
    for (const Error &error : errors)
        lines << (error.tunnel.isEmpty() ? api::sentence(error) : tr("%1: %2").arg(error.tunnel, api::sentence(error)));
    undo_ = nullptr;
    say(lines.join(u'\n'), true);
}

void NoticeBar::offerUndo(const QString &text, std::function<void()> undo)
{
    undo_ = std::move(undo);
    say(text, false);
}

void NoticeBar::say(const QString &text, bool trouble)
{
    sign()->setPixmap(trouble ? stateIcon(Overall::NeedsYou).pixmap(20, 20) : pageIcon(PageSign::Note, palette()).pixmap(20, 20));
    undoButton_->setVisible(undo_ != nullptr);
    message()->setText(text);
    show();
    alert();
}

QString NoticeBar::text() const { return message()->text(); }

} // namespace culvert::ui
