// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/question_dialog.h"

#include "ui/engine_state.h"
#include "ui/look/state_icon.h"
#include "ui/text/format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

QuestionDialog::QuestionDialog(EngineState &engine, const api::QuestionInfo &question, QWidget *parent)
    : QDialog(parent), engine_(engine), id_(question.id), left_(new QLabel(this))
{
    setWindowTitle(tr("A peer asks"));
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("question"));

    const auto plain = [this](const QString &text, const char *name) {
        auto *label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        label->setObjectName(QString::fromLatin1(name));
        return label;
    };
    QLabel *what = plain(tr("\"%1\" wants to reach %2 from this machine.").arg(question.peer, question.targetText()), "questionText");
    QFont bold = what->font();
    bold.setBold(true);
    what->setFont(bold);
    QString more = tr("The rule that asks: %1").arg(question.rule);
    if (question.addresses != QStringList{question.target.host})
        more = tr("Its address: %1").arg(question.addresses.join(QStringLiteral(", "))) + u'\n' + more;
    left_->setObjectName(QStringLiteral("questionTime"));

    auto *icon = new QLabel(this);
    icon->setPixmap(stateIcon(Overall::NeedsYou).pixmap(32, 32));
    auto *texts = new QVBoxLayout;
    texts->addWidget(what);
    texts->addWidget(plain(more, "questionDetails"));
    texts->addWidget(left_);
    auto *top = new QHBoxLayout;
    top->addWidget(icon, 0, Qt::AlignTop);
    top->addLayout(texts, 1);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    const auto button = [&](const QString &text, const QString &word) {
        auto *made = new QPushButton(text, this);
        made->setAutoDefault(false); // a key pressed for something else must not answer
        made->setObjectName(word);
        connect(made, &QPushButton::clicked, this, [this, word] { answer(word); });
        buttons->addWidget(made);
        return made;
    };
    button(tr("Allow &once"), QStringLiteral("once"));
    button(tr("Allow &always"), QStringLiteral("always"));
    button(tr("&Never"), QStringLiteral("never"));
    auto *later = new QPushButton(tr("Decide later"), this);
    later->setDefault(true);
    connect(later, &QPushButton::clicked, this, &QDialog::reject);
    buttons->addWidget(later);
    later->setFocus();

    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    column->addLayout(top, 1);
    column->addLayout(buttons);
    resize(fontMetrics().averageCharWidth() * 76, sizeHint().height());

    connect(&engine_, &EngineState::updated, this, &QuestionDialog::refresh);
    refresh();
}

void QuestionDialog::refresh()
{
    const auto &questions = engine_.snapshot().questions;
    const auto here = std::find_if(questions.begin(), questions.end(), [this](const auto &q) { return q.id == id_; });
    if (here == questions.end()) {
        done(Rejected);
        return;
    }
    left_->setText(tr("Connections that wait: %1. Refused without an answer in %2.").arg(numberText(here->waiting), durationText(here->leftMs)));
}

void QuestionDialog::answer(const QString &word)
{
    engine_.ask(api::AnswerQuestion{id_, word});
    done(Accepted);
}

} // namespace culvert::ui
