// SPDX-License-Identifier: GPL-3.0-or-later
// What is taken from texts and files, and what the engine says before anything is done: tunnels, bootstrap nodes, rules.
#include "api/sentences.h"
#include "api/snapshot_json.h"
#include "core/limits.h"
#include "ui/desk.h"
#include "ui/page.h"

#include "ui/dialogs/import_dialog.h"
#include "ui/dialogs/invite_dialog.h"
#include "ui/dialogs/node_dialog.h"
#include "ui/dialogs/paste_nodes_dialog.h"
#include "ui/models/ended_invites_model.h"
#include "ui/text/node_text.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTreeWidget>

#include <memory>

using namespace culvert;
using namespace culvert::ui;
using culvert::test::Desk;

namespace {

QJsonObject found(const char *name, const char *verdict, const QJsonObject &more = {})
{
    QJsonObject out{{QStringLiteral("name"), QString::fromLatin1(name)}, {QStringLiteral("verdict"), QString::fromLatin1(verdict)},
                    {QStringLiteral("listen"), QStringLiteral("127.0.0.1:8080")}, {QStringLiteral("peer"), QStringLiteral("office")},
                    {QStringLiteral("target"), QStringLiteral("127.0.0.1:80")}};
    for (auto it = more.begin(); it != more.end(); ++it)
        out.insert(it.key(), *it);
    return out;
}

QJsonValue preview()
{
    const auto error = [](const Error &why) { return QJsonObject{{QStringLiteral("error"), api::toJson(why)}}; };
    return QJsonObject{{QStringLiteral("tunnels"),
                        QJsonArray{found("fresh", "new"),
                                   found("edited", "changed", {{QStringLiteral("changes"), QJsonArray{QStringLiteral("listen"), QStringLiteral("limit")}}}),
                                   found("kept", "same"),
                                   found("clash", "conflict", error({ErrorCode::PortInUse, QStringLiteral("127.0.0.1:8080"), QStringLiteral("web")})),
                                   found("lost", "unusable", error({ErrorCode::PeerUnknown, QStringLiteral("attic")}))}}};
}

BootstrapNode node(const char *host) { return {QString::fromLatin1(host), 33445, {443}, *PublicKey::fromHex(QString(64, u'A'))}; }

QJsonValue nodesReply(const char *source, const QList<BootstrapNode> &nodes)
{
    QJsonArray list;
    for (const BootstrapNode &one : nodes)
        list.append(QJsonObject{{QStringLiteral("host"), one.host}, {QStringLiteral("port"), one.udpPort}, {QStringLiteral("tcpPorts"), QJsonArray{443}},
                                {QStringLiteral("key"), one.key.toHex()}});
    return QJsonObject{{QStringLiteral("source"), QString::fromLatin1(source)}, {QStringLiteral("nodes"), list}};
}

// An engine with a list of nodes, as the real one keeps it.
struct Nodes {
    QList<BootstrapNode> own;
    int kept = 0;

    std::optional<api::Reply> operator()(const api::Command &command)
    {
        if (std::holds_alternative<api::ListNodes>(command))
            return own.isEmpty() ? nodesReply("builtIn", {node("one"), node("two"), node("three")}) : nodesReply("own", own);
        const auto *set = std::get_if<api::SetNodes>(&command);
        if (!set)
            return std::nullopt;
        const QJsonArray list = QJsonDocument::fromJson(set->text.toUtf8())[QStringLiteral("nodes")].toArray();
        if (list.isEmpty() && !set->text.isEmpty())
            return Error{ErrorCode::NodesBroken, QStringLiteral("nodes.json"), QStringLiteral("no usable node in it")};
        QList<BootstrapNode> read;
        for (const QJsonValue &one : list)
            read << BootstrapNode{one[QStringLiteral("ipv4")].toString(), quint16(one[QStringLiteral("port")].toInt()), {443}, *PublicKey::fromHex(one[QStringLiteral("public_key")].toString())};
        if (!set->keep)
            return nodesReply("own", read);
        own = read;
        ++kept;
        return nodesReply(own.isEmpty() ? "builtIn" : "own", own);
    }
};

} // namespace

class UiTransfer : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int made_ = 0;

    using enum test::Page;

    QString newIni() { return folder_.filePath(QStringLiteral("w%1.ini").arg(++made_)); }
    QString written(const QByteArray &bytes)
    {
        const QString path = folder_.filePath(QStringLiteral("file%1.json").arg(++made_));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
        return path;
    }
    static void choose(Desk &desk, const char *dialog, const QString &path)
    {
        auto *files = desk.find<QFileDialog>(dialog);
        QVERIFY(files && files->isVisible());
        Q_EMIT files->fileSelected(path); // the system's dialog may be in its place
        files->reject();
        QTRY_VERIFY(!desk.find<QFileDialog>(dialog));
    }
    static void addNode(Desk &desk, const char *host)
    {
        desk.click(QStringLiteral("Add a node…"));
        auto *dialog = desk.window.findChild<NodeDialog *>();
        QVERIFY(dialog);
        const auto type = [dialog](const char *name, const QString &text) { dialog->findChild<QLineEdit *>(QString::fromLatin1(name))->setText(text); };
        type("nodeHost", QString::fromLatin1(host));
        type("nodePort", QStringLiteral("33445"));
        type("nodeTcp", QStringLiteral("443"));
        type("nodeKey", QString(64, u'A'));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(!desk.window.findChild<NodeDialog *>());
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(folder_.isValid());
    }

    // --- Tunnels ---

    void whatAFileWouldChangeIsShownAndChosenBeforeAnythingIsDone()
    {
        Desk desk(newIni());
        desk.engine.follow([](const api::Command &command) -> std::optional<api::Reply> {
            const auto *import = std::get_if<api::ImportTunnels>(&command);
            if (!import)
                return std::nullopt;
            return import->take ? QJsonValue(QJsonObject{{QStringLiteral("taken"), import->names.size()}}) : preview();
        });
        desk.goTo(Settings);
        desk.click(QStringLiteral("Import tunnels…"));
        choose(desk, "importFile", written("the file"));
        QTRY_VERIFY(desk.window.findChild<ImportDialog *>());
        auto *dialog = desk.window.findChild<ImportDialog *>();
        QTRY_VERIFY(dialog->isVisible());
        QCOMPARE(desk.engine.last<api::ImportTunnels>()->text, QStringLiteral("the file"));
        QVERIFY(!desk.engine.last<api::ImportTunnels>()->take);
        auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("importList"));
        auto *remark = dialog->findChild<QLabel *>(QStringLiteral("remark"));
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        QStringList here;
        for (int row = 0; row < list->topLevelItemCount(); ++row)
            here << list->topLevelItem(row)->text(4);
        QCOMPARE(here, (QStringList{QStringLiteral("New"), QStringLiteral("Changes: port, speed limit"), QStringLiteral("Is here already"), QStringLiteral("Conflict"), QStringLiteral("Cannot be used")}));
        QVERIFY(!(list->topLevelItem(2)->flags() & Qt::ItemIsUserCheckable));
        QVERIFY(!(list->topLevelItem(4)->flags() & Qt::ItemIsUserCheckable));
        QCOMPARE(list->topLevelItem(3)->checkState(0), Qt::Unchecked);
        // By keyboard: down to the conflict, and choose it.
        list->setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(remark->text().contains(QStringLiteral("\"web\" has the port 127.0.0.1:8080")));
        QTest::keyClick(list, Qt::Key_Space);
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(remark->text().contains(QStringLiteral("attic")));
        QTest::keyClick(list, Qt::Key_Home);
        QTest::keyClick(list, Qt::Key_Space); // not this one
        QVERIFY(accept->isEnabled());
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_VERIFY(!desk.window.findChild<ImportDialog *>());
        const auto asked = desk.engine.last<api::ImportTunnels>();
        QVERIFY(asked->take);
        QCOMPARE(asked->names, (QStringList{QStringLiteral("edited"), QStringLiteral("clash")}));
        QTRY_VERIFY(desk.window.statusBar()->currentMessage().contains(QStringLiteral("2")));
    }

    void nothingChosenIsNothingToTakeOver()
    {
        Desk desk(newIni());
        desk.engine.follow([](const api::Command &command) -> std::optional<api::Reply> {
            return std::holds_alternative<api::ImportTunnels>(command) ? std::optional(api::Reply(QJsonValue(QJsonObject{{QStringLiteral("tunnels"), QJsonArray{found("fresh", "new")}}}))) : std::nullopt;
        });
        ImportDialog dialog(desk.engine, QString(), QJsonObject{{QStringLiteral("tunnels"), QJsonArray{found("fresh", "new")}}}, &desk.window);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *accept = dialog.findChild<QPushButton *>(QStringLiteral("accept"));
        QVERIFY(accept->isEnabled());
        dialog.findChild<QTreeWidget *>(QStringLiteral("importList"))->topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QVERIFY(!accept->isEnabled());
    }

    void aFileThatIsNoListIsSaidOnTheWindow()
    {
        Desk desk(newIni());
        const auto notice = [&] {
            QStringList texts;
            for (const QLabel *label : desk.window.findChildren<QLabel *>()) {
                if (label->isVisible())
                    texts << label->text();
            }
            return texts.join(u'\n');
        };
        desk.goTo(Settings);
        desk.engine.follow([](const api::Command &command) -> std::optional<api::Reply> {
            if (std::holds_alternative<api::ImportTunnels>(command))
                return Error{ErrorCode::ImportBroken, {}, QStringLiteral("illegal value")};
            return std::nullopt;
        });
        desk.click(QStringLiteral("Import tunnels…"));
        choose(desk, "importFile", written("x"));
        QTRY_VERIFY(notice().contains(QStringLiteral("no list of tunnels of Culvert (illegal value)")));
        const qsizetype asked = desk.engine.asked().size();
        desk.click(QStringLiteral("Import tunnels…"));
        choose(desk, "importFile", written(QByteArray(limits::importSize + 1, ' ')));
        QTRY_VERIFY(notice().contains(QString::number(limits::importSize)));
        desk.click(QStringLiteral("Import tunnels…"));
        choose(desk, "importFile", folder_.filePath(QStringLiteral("absent")));
        QTRY_VERIFY(notice().contains(QStringLiteral("absent")));
        QCOMPARE(desk.engine.asked().size(), asked); // neither was sent
    }

    void tunnelsAreExportedToAFile()
    {
        Desk desk(newIni());
        const QJsonObject list{{QStringLiteral("culvertTunnels"), 1}, {QStringLiteral("tunnels"), QJsonArray()}};
        desk.engine.follow([list](const api::Command &command) { return std::holds_alternative<api::ExportTunnels>(command) ? std::optional(api::Reply(QJsonValue(list))) : std::nullopt; });
        desk.goTo(Settings);
        desk.click(QStringLiteral("Export tunnels…"));
        const QString path = folder_.filePath(QStringLiteral("out.json"));
        choose(desk, "exportFile", path);
        QTRY_VERIFY(QFile::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QJsonDocument::fromJson(file.readAll()).object(), list);
        QTRY_VERIFY(desk.window.statusBar()->currentMessage().contains(QStringLiteral("out.json")));
    }

    void anAnswerThatComesAfterTheWindowIsGoneIsNoMatter()
    {
        test::FakeEngine engine;
        EngineState state(engine);
        QSettings memory(newIni(), QSettings::IniFormat);
        engine.publish(test::sampleDesk(0));
        const QString out = folder_.filePath(QStringLiteral("late.json"));
        auto window = std::make_unique<MainWindow>(state, memory); // it is made anew with another language
        engine.follow([](const api::Command &command) { return std::holds_alternative<api::ImportTunnels>(command) ? std::optional(api::Reply(preview())) : std::nullopt; });
        engine.holdAnswers();
        const auto choose = [&](const char *action, const char *dialog, const QString &path) {
            window->findChild<QAction *>(QString::fromLatin1(action))->trigger();
            Q_EMIT window->findChild<QFileDialog *>(QString::fromLatin1(dialog))->fileSelected(path);
        };
        choose("importTunnels", "importFile", written("the file"));
        choose("exportTunnels", "exportFile", out);
        QVERIFY(engine.last<api::ImportTunnels>() && engine.last<api::ExportTunnels>());
        window.reset();
        engine.answerHeld();
        QVERIFY(QFile::exists(out)); // what was asked for is done
    }

    // --- Bootstrap nodes ---

    void aNodeOfOnesOwnIsAddedEditedRemovedAndPutBack()
    {
        Desk desk(newIni());
        auto nodes = std::make_shared<Nodes>();
        desk.engine.follow([nodes](const api::Command &command) { return (*nodes)(command); });
        desk.goTo(Settings);
        auto *source = desk.find<QLabel>("nodesSource");
        auto *list = desk.find<QTreeWidget>("nodes");
        QTRY_VERIFY(source->text().contains(QStringLiteral("3")));
        QVERIFY(!list->isVisibleTo(&desk.window));
        desk.click(QStringLiteral("Add a node…"));
        auto *dialog = desk.window.findChild<NodeDialog *>();
        QVERIFY(dialog);
        const auto line = [&](const char *name) { return dialog->findChild<QLineEdit *>(QString::fromLatin1(name)); };
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        QTest::keyClicks(line("nodeHost"), QStringLiteral("node example"));
        QVERIFY(line("nodeHost")->accessibleDescription().contains(QStringLiteral("is no host")));
        line("nodeHost")->clear();
        QTest::keyClicks(line("nodeHost"), QStringLiteral("node.example"));
        QTest::keyClicks(line("nodePort"), QStringLiteral("70000"));
        QVERIFY(line("nodePort")->accessibleDescription().contains(QStringLiteral("is no port")));
        line("nodePort")->clear();
        QTest::keyClicks(line("nodeKey"), QString(63, u'A'));
        QVERIFY(line("nodeKey")->accessibleDescription().contains(QStringLiteral("is no key")));
        QTest::keyClicks(line("nodeKey"), QStringLiteral("A"));
        QVERIFY(!accept->isEnabled()); // no port at all
        QTest::keyClicks(line("nodeTcp"), QStringLiteral("443, x"));
        QVERIFY(line("nodeTcp")->accessibleDescription().contains(QStringLiteral("\"x\" is no port")));
        line("nodeTcp")->setText(QStringLiteral("443"));
        QTest::keyClicks(line("nodePort"), QStringLiteral("33445"));
        QVERIFY(accept->isEnabled());
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_VERIFY(!desk.window.findChild<NodeDialog *>());
        QCOMPARE(nodes->own, QList<BootstrapNode>{node("node.example")});
        QTRY_VERIFY(list->isVisibleTo(&desk.window));
        QCOMPARE(list->topLevelItem(0)->text(0), QStringLiteral("node.example"));

        list->setCurrentItem(list->topLevelItem(0));
        desk.click(QStringLiteral("Edit node…"));
        dialog = desk.window.findChild<NodeDialog *>();
        QCOMPARE(line("nodeTcp")->text(), QStringLiteral("443"));
        line("nodeHost")->setText(QStringLiteral("other.example"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QTRY_COMPARE(nodes->own, QList<BootstrapNode>{node("other.example")});

        QTRY_COMPARE(list->topLevelItem(0)->text(0), QStringLiteral("other.example"));
        list->setCurrentItem(list->topLevelItem(0));
        QTRY_VERIFY(!desk.window.findChild<NodeDialog *>());
        list->setCurrentItem(list->topLevelItem(0));
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_VERIFY(nodes->own.isEmpty());
        QTRY_VERIFY(desk.button(QStringLiteral("Undo")));
        desk.click(QStringLiteral("Undo"));
        QTRY_COMPARE(nodes->own, QList<BootstrapNode>{node("other.example")});
        QTRY_VERIFY(list->isVisibleTo(&desk.window));
        desk.click(QStringLiteral("Use the program's nodes"));
        QTRY_VERIFY(nodes->own.isEmpty());
    }

    void whatIsPutBackLeavesWhatCameMeanwhile()
    {
        Desk desk(newIni());
        auto nodes = std::make_shared<Nodes>();
        nodes->own = {node("one.example"), node("two.example"), node("three.example")};
        desk.engine.follow([nodes](const api::Command &command) { return (*nodes)(command); });
        desk.goTo(Settings);
        auto *list = desk.find<QTreeWidget>("nodes");
        QTRY_COMPARE(list->topLevelItemCount(), 3);
        list->setCurrentItem(list->topLevelItem(1));
        desk.click(QStringLiteral("Remove node"));
        QTRY_VERIFY(desk.button(QStringLiteral("Undo")));
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        addNode(desk, "new.example");
        QTRY_COMPARE(list->topLevelItemCount(), 3);
        nodes->own.removeFirst(); // by culvertd
        desk.click(QStringLiteral("Undo"));
        QTRY_COMPARE(nodes->own, (QList<BootstrapNode>{node("three.example"), node("two.example"), node("new.example")}));

        QTRY_COMPARE(list->topLevelItem(2)->text(0), QStringLiteral("new.example"));
        desk.click(QStringLiteral("Use the program's nodes"));
        QTRY_VERIFY(desk.button(QStringLiteral("Undo")));
        QTRY_VERIFY(!list->isVisibleTo(&desk.window));
        addNode(desk, "fresh.example");
        desk.click(QStringLiteral("Undo"));
        QTRY_COMPARE(nodes->own, (QList<BootstrapNode>{node("three.example"), node("two.example"), node("new.example"), node("fresh.example")}));
    }

    void aPastedListIsReadAsOneTypesAndAddedOnce()
    {
        Desk desk(newIni());
        auto nodes = std::make_shared<Nodes>();
        nodes->own = {node("one.example")};
        desk.engine.follow([nodes](const api::Command &command) { return (*nodes)(command); });
        desk.goTo(Settings);
        QTRY_VERIFY(desk.find<QTreeWidget>("nodes")->isVisibleTo(&desk.window));
        desk.click(QStringLiteral("Paste a list…"));
        auto *dialog = desk.window.findChild<PasteNodesDialog *>();
        auto *accept = dialog->findChild<QPushButton *>(QStringLiteral("accept"));
        auto *text = dialog->findChild<QPlainTextEdit *>(QStringLiteral("nodesText"));
        const auto said = [&] {
            QString all;
            for (const QLabel *label : dialog->findChildren<QLabel *>())
                all += label->text();
            return all;
        };
        QVERIFY(!accept->isEnabled());
        text->setPlainText(QStringLiteral("{}"));
        QTRY_VERIFY(said().contains(QStringLiteral("no usable node")));
        QVERIFY(!accept->isEnabled());
        text->setPlainText(QString::fromUtf8(encodeNodes({node("one.example"), node("two.example")})));
        QTRY_VERIFY(accept->isEnabled());
        QVERIFY(said().contains(QStringLiteral("2")));
        QCOMPARE(nodes->kept, 0);
        QTest::mouseClick(accept, Qt::LeftButton);
        QTRY_COMPARE(nodes->own, (QList<BootstrapNode>{node("one.example"), node("two.example")}));
    }

    void aListThatCouldNotBeReadIsNotReplacedAndIsReadWhenTheEngineIsBack()
    {
        Desk desk(newIni());
        auto nodes = std::make_shared<Nodes>();
        nodes->own = {node("one.example"), node("two.example")};
        auto away = std::make_shared<bool>(true);
        desk.engine.follow([nodes, away](const api::Command &command) { return *away ? std::optional<api::Reply>(Error{ErrorCode::NotRunning}) : (*nodes)(command); });
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.running = false;
        desk.engine.publish(snapshot);
        desk.goTo(Settings);
        auto *source = desk.find<QLabel>("nodesSource");
        QTRY_COMPARE(source->text(), api::sentence({ErrorCode::NotRunning}));
        for (const char *name : {"nodeAdd", "nodeEdit", "nodeRemove", "nodesPaste", "nodesReset"})
            QVERIFY2(!desk.find<QAction>(name)->isEnabled(), name);
        QVERIFY(!desk.find<QCheckBox>("tox.udp")->isEnabled());
        QVERIFY(!desk.find<QLineEdit>("direct.port")->isEnabled());

        *away = false;
        snapshot.running = true;
        desk.engine.publish(snapshot);
        QTRY_COMPARE(desk.find<QTreeWidget>("nodes")->topLevelItemCount(), 2);
        QVERIFY(source->text().startsWith(QStringLiteral("These nodes alone are asked")));
        QVERIFY(desk.find<QAction>("nodesReset")->isEnabled());
        QTRY_VERIFY(desk.find<QCheckBox>("tox.udp")->isEnabled());
        QTRY_VERIFY(desk.find<QLineEdit>("direct.port")->isEnabled());
        addNode(desk, "three.example");
        QTRY_COMPARE(nodes->own, (QList<BootstrapNode>{node("one.example"), node("two.example"), node("three.example")}));
        auto *list = desk.find<QTreeWidget>("nodes");
        QTRY_COMPARE(list->topLevelItemCount(), 3);

        // What is shown when the engine has gone again is not sent as if it were all that there is.
        *away = true;
        desk.goTo(Errors);
        desk.goTo(Settings);
        QTRY_VERIFY(!desk.find<QAction>("nodeAdd")->isEnabled());
        QCOMPARE(list->topLevelItemCount(), 3);
        list->setCurrentItem(list->topLevelItem(0));
        QVERIFY(!desk.find<QAction>("nodeRemove")->isEnabled());
    }

    void aBrokenListOfNodesIsSaidAndCanBePutAway()
    {
        Desk desk(newIni());
        desk.engine.follow([](const api::Command &command) -> std::optional<api::Reply> {
            if (std::holds_alternative<api::ListNodes>(command))
                return Error{ErrorCode::NodesBroken, QStringLiteral("/p/nodes.json"), QStringLiteral("illegal value")};
            return std::nullopt;
        });
        desk.goTo(Settings);
        QTRY_VERIFY(desk.find<QLabel>("nodesSource")->text().contains(QStringLiteral("illegal value")));
        desk.click(QStringLiteral("Use the program's nodes"));
        QTRY_VERIFY(desk.engine.last<api::SetNodes>());
        QVERIFY(desk.engine.last<api::SetNodes>()->text.isEmpty());
    }

    // --- Rules and invites ---

    void aTargetIsTestedByTheRulesThatAreShown()
    {
        Desk desk(newIni());
        QJsonValue opens;
        desk.engine.follow([&opens](const api::Command &command) -> std::optional<api::Reply> {
            const auto *test = std::get_if<api::TestRules>(&command);
            if (!test)
                return std::nullopt;
            QJsonObject answer{{QStringLiteral("target"), test->target}, {QStringLiteral("addresses"), QJsonArray()}};
            if (test->target == u"localhost:80" && test->addresses.isEmpty())
                return QJsonValue(QJsonObject{{QStringLiteral("lookUp"), QStringLiteral("localhost")}});
            const bool allowed = test->target != u"10.0.0.1:25";
            answer.insert(QStringLiteral("verdict"), allowed ? QStringLiteral("allow") : QStringLiteral("deny"));
            answer.insert(QStringLiteral("index"), allowed ? QJsonValue(2) : QJsonValue());
            answer.insert(QStringLiteral("rule"), allowed ? QJsonValue(QStringLiteral("allow *:80")) : QJsonValue());
            if (test->target.startsWith(u"10.0.0.1")) {
                QJsonObject one = answer;
                one.insert(QStringLiteral("address"), QStringLiteral("10.0.0.1"));
                if (!opens.isNull()) {
                    one.insert(QStringLiteral("index"), QJsonValue());
                    one.insert(QStringLiteral("opens"), opens);
                }
                answer.insert(QStringLiteral("addresses"), QJsonArray{one});
            }
            return QJsonValue(answer);
        });
        desk.goTo(Peers);
        const QString key = desk.engine.snapshot().peers.first().id.toHex();
        desk.clickRow(desk.table("peers"), key);
        auto *target = desk.find<QLineEdit>("testTarget");
        auto *answer = desk.find<QLabel>("testAnswer");
        auto *test = desk.find<QPushButton>("ruleTest");
        QVERIFY(!test->isEnabled());
        QTest::keyClicks(target, QStringLiteral("10.0.0.1:80"));
        QTest::mouseClick(test, Qt::LeftButton);
        QTRY_COMPARE(answer->text(), QStringLiteral("10.0.0.1:80 is allowed by line 2, \"allow *:80\"."));
        QCOMPARE(desk.engine.last<api::TestRules>()->peer, key);
        target->setText(QStringLiteral("10.0.0.1:25"));
        QVERIFY(!answer->isVisible()); // what was said was about another one
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_COMPARE(answer->text(), QStringLiteral("10.0.0.1:25 is denied, because no line matches."));
        // A name that begins like its address is a name all the same.
        target->setText(QStringLiteral("10.0.0.1.nip.example:80"));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_COMPARE(answer->text(), QStringLiteral("10.0.0.1.nip.example:80 is allowed by line 2, \"allow *:80\".\n"
                                                    "Its address 10.0.0.1 is allowed by line 2, \"allow *:80\"."));
        opens = QStringLiteral("address");
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(answer->text().endsWith(QStringLiteral("Its address 10.0.0.1 is denied, because no line opens this address by a name; "
                                                           "make it the target, and allow that.")));
        opens = QStringLiteral("name");
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(answer->text().endsWith(QStringLiteral("Its address 10.0.0.1 is denied, because a line *.NAME opens public addresses alone; allow the whole name.")));
        target->setText(QStringLiteral("localhost:80"));
        QTest::keyClick(target, Qt::Key_Return);
        QTRY_VERIFY(answer->text().contains(QStringLiteral("allowed by line 2")));
        QVERIFY(!desk.engine.last<api::TestRules>()->addresses.isEmpty());
        // Other lines, and the answer is old.
        api::Snapshot snapshot = desk.engine.snapshot();
        snapshot.peers.first().rules = {{QStringLiteral("deny *:*"), 0, {}}};
        desk.engine.publish(snapshot);
        QVERIFY(!answer->isVisible());
    }

    void anInviteIsLabelledAndAllowsTargetsOfUdp()
    {
        Desk desk(newIni());
        desk.goTo(Peers);
        desk.click(QStringLiteral("Invite a machine…"));
        auto *dialog = desk.window.findChild<InviteDialog *>();
        QVERIFY(dialog);
        auto *targets = dialog->findChild<QPlainTextEdit *>(QStringLiteral("targets"));
        QVERIFY(targets->placeholderText().startsWith(QStringLiteral("Nothing is allowed yet.")));
        QTest::keyClicks(targets, QStringLiteral("10.0.0.1:53/udp"));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("label")), QStringLiteral("for Ann"));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("accept")), Qt::LeftButton);
        QTRY_VERIFY(desk.engine.last<api::CreateInvite>());
        QCOMPARE(desk.engine.last<api::CreateInvite>()->allow, QStringList{QStringLiteral("10.0.0.1:53/udp")});
        QCOMPARE(desk.engine.last<api::CreateInvite>()->label, QStringLiteral("for Ann"));
    }

    void endedInvitesFollowTheEngineInPlace()
    {
        EndedInvitesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto one = [](const char *id, const char *end, const QJsonValue &by = {}) {
            return QJsonObject{{QStringLiteral("id"), QString::fromLatin1(id)}, {QStringLiteral("label"), QString()}, {QStringLiteral("ended"), QString::fromLatin1(end)},
                               {QStringLiteral("endedAt"), QStringLiteral("2026-01-01T12:00:00.000Z")}, {QStringLiteral("by"), by}, {QStringLiteral("byId"), by.isNull() ? by : QJsonValue(QString(64, u'A'))},
                               {QStringLiteral("allow"), QJsonArray()}};
        };
        model.update({one("a", "used", QStringLiteral("laptop")), one("b", "expired")});
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, EndedInvitesModel::By), QStringLiteral("laptop"));
        QCOMPARE(cell(1, EndedInvitesModel::End), QStringLiteral("Expired"));
        const QPersistentModelIndex kept = model.index(0, 0);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.update({one("a", "used", QStringLiteral("Ann's")), one("c", "revoked")});
        QVERIFY(kept.isValid());
        QCOMPARE(changed.count(), 1); // a view draws it anew
        QCOMPARE(changed.first().first().toModelIndex().row(), 0);
        QCOMPARE(cell(0, EndedInvitesModel::By), QStringLiteral("Ann's"));
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(1, EndedInvitesModel::End), QStringLiteral("Revoked"));
        model.update({});
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(UiTransfer)
#include "ui_transfer.moc"
