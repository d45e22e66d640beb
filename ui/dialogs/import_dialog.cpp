// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/import_dialog.h"

#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "ui/look/tone.h"
#include "ui/widgets/table_view.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QStyle>
#include <QTreeWidget>

#include <algorithm>

namespace culvert::ui {

namespace {

enum Column { Name, Listen, Peer, Target, Here, Columns };

constexpr int remarkRole = Qt::UserRole;

QString changeWord(const QString &key)
{
    if (key == u"kind")
        return ImportDialog::tr("kind");
    if (key == u"peer")
        return ImportDialog::tr("peer");
    if (key == u"listen")
        return ImportDialog::tr("port");
    if (key == u"target")
        return ImportDialog::tr("target");
    return key == u"group" ? ImportDialog::tr("group") : ImportDialog::tr("speed limit");
}

QString changeWords(const QJsonObject &tunnel)
{
    QStringList words;
    for (const QJsonValue &key : tunnel[QStringLiteral("changes")].toArray())
        words << changeWord(key.toString());
    return words.join(ImportDialog::tr(", "));
}

QString verdictText(const QJsonObject &tunnel)
{
    const QString verdict = tunnel[QStringLiteral("verdict")].toString();
    if (verdict == u"new")
        return ImportDialog::tr("New");
    if (verdict == u"changed")
        return ImportDialog::tr("Changes: %1").arg(changeWords(tunnel));
    if (verdict == u"same")
        return ImportDialog::tr("Is here already");
    return verdict == u"conflict" ? ImportDialog::tr("Conflict") : ImportDialog::tr("Cannot be used");
}

Tone tone(const QString &verdict)
{
    if (verdict == u"unusable")
        return Tone::Bad;
    if (verdict == u"conflict")
        return Tone::Waiting;
    return verdict == u"same" ? Tone::Faint : Tone::Plain;
}

// What there is to know of one before it is taken; empty: nothing.
QString remarkOf(const QJsonObject &tunnel)
{
    const auto error = api::errorFromJson(tunnel[QStringLiteral("error")].toObject());
    const QString verdict = tunnel[QStringLiteral("verdict")].toString();
    QStringList words;
    if (verdict == u"conflict" && error && error->code == ErrorCode::PortInUse)
        words << ImportDialog::tr("The tunnel \"%1\" has the port %2. If you choose this one, it comes stopped: give it another port, or stop the other one first.").arg(error->detail, error->subject);
    else if (verdict == u"conflict")
        words << ImportDialog::tr("A tunnel of this name and of another kind is here. If you choose this one, it takes its place.");
    else if (error)
        words << api::sentence(*error);
    if (tunnel[QStringLiteral("needsPassword")].toBool())
        words << ImportDialog::tr("Passwords are in no file: it comes stopped and without its user name and password. Give it both before you start it.");
    return words.join(u' ');
}

} // namespace

ImportDialog::ImportDialog(api::EngineClient &client, const QString &text, const QJsonObject &preview, QWidget *parent)
    : CommandDialog(client, tr("Import tunnels"), tr("Take over"), parent), text_(text), list_(new QTreeWidget(this)), remark_(new QLabel(this))
{
    setObjectName(QStringLiteral("import"));
    setIntroduction(tr("Nothing has been changed yet. Choose what is to be taken over."));
    list_->setObjectName(QStringLiteral("importList"));
    list_->setAccessibleName(tr("Tunnels in the file"));
    list_->setHeaderLabels({tr("Tunnel"), tr("Listens on"), tr("Through"), tr("To"), tr("Here")});
    likeTableView(*list_);
    remark_->setObjectName(QStringLiteral("remark"));
    remark_->setWordWrap(true);
    remark_->setTextFormat(Qt::PlainText);
    remark_->setMinimumHeight(remark_->fontMetrics().lineSpacing() * 2);
    remark_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    for (const QJsonValue &tunnel : preview[QStringLiteral("tunnels")].toArray())
        add(tunnel.toObject());
    list_->header()->setStretchLastSection(true);
    for (int column = 0; column < Columns; ++column) {
        list_->resizeColumnToContents(column);
        list_->setColumnWidth(column, list_->columnWidth(column) + fontMetrics().averageCharWidth());
    }
    list_->setMinimumSize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 12);
    form()->addRow(list_);
    form()->addRow(remark_);
    connect(list_, &QTreeWidget::itemChanged, this, [this] { change(); });
    connect(list_, &QTreeWidget::currentItemChanged, this, &ImportDialog::tell);
    if (list_->topLevelItemCount() > 0)
        list_->setCurrentItem(list_->topLevelItem(0));
    else
        setIntroduction(tr("There is no tunnel in this file."));
    list_->setFocus();
    tell();
    change();
}

void ImportDialog::add(const QJsonObject &tunnel)
{
    const QString verdict = tunnel[QStringLiteral("verdict")].toString();
    const QString target = tunnel[QStringLiteral("target")].toString();
    auto *item = new QTreeWidgetItem(list_, {tunnel[QStringLiteral("name")].toString(), tunnel[QStringLiteral("listen")].toString(),
                                             tunnel[QStringLiteral("peer")].toString(), target.isEmpty() ? tr("Any (proxy)") : target, verdictText(tunnel)});
    const bool usual = verdict == u"new" || verdict == u"changed";
    const bool choosable = usual || verdict == u"conflict";
    item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled | (choosable ? Qt::ItemIsUserCheckable : Qt::NoItemFlags));
    if (choosable) {
        item->setCheckState(Name, usual ? Qt::Checked : Qt::Unchecked);
    } else { // the room of the box that the others have
        QPixmap room(style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, list_), 1);
        room.fill(Qt::transparent);
        item->setIcon(Name, room);
    }
    if (tone(verdict) != Tone::Plain)
        item->setForeground(Here, toneColor(tone(verdict), palette()));
    item->setData(Name, remarkRole, remarkOf(tunnel));
    if (!remarkOf(tunnel).isEmpty() && usual)
        item->setText(Here, tr("%1 (see below)").arg(verdictText(tunnel)));
}

void ImportDialog::tell()
{
    const QTreeWidgetItem *item = list_->currentItem();
    remark_->setText(item ? item->data(Name, remarkRole).toString() : QString());
}

QStringList ImportDialog::chosen() const
{
    QStringList names;
    for (int row = 0; row < list_->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = list_->topLevelItem(row);
        if ((item->flags() & Qt::ItemIsUserCheckable) && item->checkState(Name) == Qt::Checked)
            names << item->text(Name);
    }
    return names;
}

void ImportDialog::succeeded(const QJsonValue &reply)
{
    Q_EMIT takenOver(reply[QStringLiteral("taken")].toInt());
    done(Accepted);
}

} // namespace culvert::ui
