// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notice_bar.h"

#include "api/sentences.h"
#include "ui/look/page_icon.h"
#include "ui/look/state_icon.h"

#include <QAccessible>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace culvert::ui {

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent), sign_(new QLabel(this)), text_(new QLabel(this)), undoButton_(new QPushButton(tr("Un&do"), this))
{
    auto *frame = new QFrame(this);
    frame->setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 10, 10, 0);
    column->addWidget(frame);
    setAccessibleName(tr("Message"));
    setObjectName(QStringLiteral("notice"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    undoButton_->setAutoDefault(false);
    undoButton_->setObjectName(QStringLiteral("undo"));
    connect(undoButton_, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto undo = std::exchange(undo_, nullptr))
            undo();
    });
    auto *close = new QPushButton(tr("Dismiss"), this);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QWidget::hide);

    auto *row = new QHBoxLayout(frame);
    row->addWidget(sign_);
    row->addWidget(text_, 1);
    row->addWidget(undoButton_);
    row->addWidget(close);
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
    sign_->setPixmap(trouble ? stateIcon(Overall::NeedsYou).pixmap(20, 20) : pageIcon(PageSign::Note, palette()).pixmap(20, 20));
    undoButton_->setVisible(undo_ != nullptr);
    text_->setText(text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString NoticeBar::text() const { return text_->text(); }

} // namespace culvert::ui
