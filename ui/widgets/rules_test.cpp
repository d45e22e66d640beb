// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rules_test.h"

#include "api/sentences.h"
#include "core/rule.h"
#include "ui/engine_state.h"
#include "ui/widgets/checked_field.h"

#include <QHBoxLayout>
#include <QHostAddress>
#include <QHostInfo>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace culvert::ui {

namespace {

QString decisionText(const QJsonValue &decision)
{
    const QString verdict = decision[QStringLiteral("verdict")].toString();
    if (decision[QStringLiteral("opens")] == QStringLiteral("address"))
        return RulesTest::tr("denied, because no line opens this address by a name; make it the target, and allow that");
    if (decision[QStringLiteral("opens")] == QStringLiteral("name"))
        return RulesTest::tr("denied, because a line *.NAME opens public addresses alone; allow the whole name");
    if (decision[QStringLiteral("index")].isNull())
        return RulesTest::tr("denied, because no line matches");
    const QString said = verdict == u"allow" ? RulesTest::tr("allowed") : verdict == u"ask" ? RulesTest::tr("asked for") : RulesTest::tr("denied");
    return RulesTest::tr("%1 by line %2, \"%3\"").arg(said).arg(decision[QStringLiteral("index")].toInt()).arg(decision[QStringLiteral("rule")].toString());
}

// One line for the target; for a name also what becomes of each of its addresses.
QString answerText(const QJsonValue &answer)
{
    const QString target = answer[QStringLiteral("target")].toString();
    QStringList lines{RulesTest::tr("%1 is %2.").arg(target, decisionText(answer))};
    const auto asked = parseTarget(target);
    for (const QJsonValue &each : answer[QStringLiteral("addresses")].toArray()) {
        const QString address = each[QStringLiteral("address")].toString();
        if (!asked || asked->endpoint.host != address)
            lines << RulesTest::tr("Its address %1 is %2.").arg(address, decisionText(each));
    }
    return lines.join(u'\n');
}

} // namespace

RulesTest::RulesTest(EngineState &engine, QWidget *parent)
    : QWidget(parent), engine_(engine), target_(new QLineEdit(this)), test_(new QPushButton(tr("&Test"), this)), answer_(new QLabel(parent))
{
    target_->setObjectName(QStringLiteral("testTarget"));
    target_->setAccessibleName(tr("Target to test"));
    target_->setToolTip(tr("Which line decides about a target, for example nas.lan:445 or 192.168.1.1:53/udp?"));
    target_->setAccessibleDescription(target_->toolTip());
    target_->setPlaceholderText(tr("HOST:PORT to test"));
    test_->setObjectName(QStringLiteral("ruleTest"));
    test_->setAutoDefault(false);
    answer_->setObjectName(QStringLiteral("testAnswer"));
    answer_->setAccessibleName(tr("What the rules say"));
    answer_->setWordWrap(true);
    answer_->setTextFormat(Qt::PlainText);
    answer_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    answer_->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(target_, 1);
    row->addWidget(test_);
    connect(target_, &QLineEdit::textChanged, this, &RulesTest::judge);
    connect(target_, &QLineEdit::returnPressed, this, &RulesTest::test);
    connect(test_, &QPushButton::clicked, this, &RulesTest::test);
    judge();
}

void RulesTest::setPeer(const api::PeerInfo *peer)
{
    QStringList lines;
    if (peer) {
        for (const api::RuleInfo &rule : peer->rules)
            lines << rule.rule;
    }
    const QString key = peer ? peer->id.toHex() : QString();
    if (key == peer_ && lines == lines_)
        return;
    peer_ = key;
    lines_ = lines;
    judge();
}

// What was found was about another target, or other rules.
void RulesTest::judge()
{
    const QString text = target_->text().trimmed();
    const auto error = text.isEmpty() ? std::nullopt : checkTarget(text);
    say(error && !text.endsWith(u':') && text.contains(u':') ? api::sentence(*error) : QString());
    test_->setEnabled(!peer_.isEmpty() && !text.isEmpty() && !error);
}

// Whatever is still on its way answers something else.
void RulesTest::say(const QString &text)
{
    ++asking_;
    answer_->setText(text);
    answer_->setVisible(!text.isEmpty());
}

void RulesTest::test()
{
    if (test_->isEnabled())
        ask({});
}

void RulesTest::ask(const QStringList &addresses)
{
    const int asking = ++asking_;
    engine_.client().send(api::TestRules{peer_, target_->text().trimmed(), addresses}, this, [this, asking](const api::Reply &reply) {
        if (asking != asking_)
            return;
        const QString name = reply ? (*reply)[QStringLiteral("lookUp")].toString() : QString();
        if (!name.isEmpty())
            lookUp(name);
        else
            say(reply ? answerText(*reply) : api::sentence(reply.error()));
    });
}

void RulesTest::lookUp(const QString &name)
{
    say(tr("Looking up %1…").arg(name));
    const int asking = asking_;
    QHostInfo::lookupHost(name, this, [this, asking, name](const QHostInfo &found) {
        if (asking != asking_)
            return;
        QStringList addresses;
        for (const QHostAddress &address : found.addresses())
            addresses << address.toString();
        if (addresses.isEmpty())
            say(tr("%1 has no address: no such name is known to this machine. A connection to it would fail.").arg(name));
        else
            ask(addresses);
    });
}

} // namespace culvert::ui
