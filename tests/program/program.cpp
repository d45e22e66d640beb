// SPDX-License-Identifier: GPL-3.0-or-later
#include "program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QUdpSocket>

#include <tuple>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace culvert::test {

namespace {

// Far more than anything here needs, on a machine that does ten things at once.
constexpr int patienceMs = 20'000;

QString culvertd() { return qEnvironmentVariable("CULVERTD", QStringLiteral(CULVERTD)); }

} // namespace

QJsonObject Answer::object() const { return QJsonDocument::fromJson(out.toUtf8()).object(); }
QJsonArray Answer::array() const { return QJsonDocument::fromJson(out.toUtf8()).array(); }
QString Answer::errorCode() const
{
    return QJsonDocument::fromJson(err.toUtf8()).object().value(QStringLiteral("code")).toString();
}

QByteArray nodesList(const QString &host, int port, const QString &key, const QJsonArray &tcpPorts)
{
    const QJsonObject node{{QStringLiteral("ipv4"), host}, {QStringLiteral("ipv6"), QStringLiteral("-")},
                           {QStringLiteral("port"), port}, {QStringLiteral("tcp_ports"), tcpPorts}, {QStringLiteral("public_key"), key}};
    return QJsonDocument(QJsonObject{{QStringLiteral("nodes"), QJsonArray{node}}}).toJson();
}

// A short path: the control socket lies below it.
Machine::Machine() : dir_(QStringLiteral("/tmp/culvert-test-XXXXXX")) { QDir(dir_.path()).mkdir(QStringLiteral("r")); }

Machine::~Machine()
{
    if (running())
        kill();
}

void Machine::takeSide(const QString &side)
{
    if (!test::words(qEnvironmentVariable("CULVERT_TEST_WINDOWS_SIDES")).contains(side))
        return;
    windowsProgram_ = qEnvironmentVariable("CULVERT_TEST_WINDOWS");
    if (windowsProgram_.isEmpty())
        qFatal("CULVERT_TEST_WINDOWS names no program");
}

QProcessEnvironment Machine::environment() const
{
    QProcessEnvironment env = QProcessEnvironment::systemEnvironment();
    for (const char *proxy : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        env.remove(QString::fromLatin1(proxy));
    env.insert(QStringLiteral("XDG_RUNTIME_DIR"), runtime());
    env.insert(QStringLiteral("HOME"), dir_.path());
    return env;
}

// Wine shows the whole file system as drive Z.
QString Machine::asItSees(const QString &path) const { return isWindows() ? QStringLiteral("Z:") + QString(path).replace(u'/', u'\\') : path; }

QStringList Machine::words(const QStringList &more) const
{
    const QStringList program = isWindows() ? QStringList{windowsProgram_} : QStringList();
    return program + QStringList{QStringLiteral("--profile"), asItSees(folder())} + more;
}

std::unique_ptr<QProcess> Machine::begin(const QStringList &more) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
#ifdef Q_OS_UNIX
    if (childModifier_)
        process->setChildProcessModifier(childModifier_);
#endif
    process->start(isWindows() ? QStringLiteral("wine") : culvertd(), words(more));
    return process;
}

Answer Machine::run(const QStringList &more, const QByteArray &input) const
{
    const auto started = begin(more);
    QProcess &process = *started;
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patienceMs)) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {code, QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

Answer Machine::json(const QStringList &more) const { return run(QStringList{QStringLiteral("--json")} + more); }

QString Machine::firstPeer(const QString &key) const { return status()[QStringLiteral("peers")][0][key].toString(); }

qint64 Machine::counter(const QString &key) const
{
    return status()[QStringLiteral("counters")][key][QStringLiteral("now")].toInteger(-1);
}

QString Machine::offBaseline() const
{
    const QJsonObject all = status();
    const QJsonObject counters = all[QStringLiteral("counters")].toObject();
    QStringList off;
    if (counters.isEmpty() || !all[QStringLiteral("atRest")].toBool())
        off += QStringLiteral("not at rest");
    for (auto it = counters.begin(); it != counters.end(); ++it) {
        const QJsonValue baseline = it.value()[QStringLiteral("baseline")];
        const qint64 now = it.value()[QStringLiteral("now")].toInteger(-1);
        if (!baseline.isNull() && now != baseline.toInteger(-1))
            off += QStringLiteral("%1 %2, not %3").arg(it.key()).arg(now).arg(baseline.toInteger(-1));
    }
    return off.join(QStringLiteral("; "));
}

bool Machine::start(const QString &nodesFile, const QStringList &more)
{
    // The switch is on in a new profile, and would ask the LAN for a router where tests have no network of their own. A profile
    // that refuses this refuses to run as well, and says why then.
    if (!asksRouters_)
        std::ignore = run(QStringList{QStringLiteral("set"), QStringLiteral("direct.portMapping"), QStringLiteral("false")} + more);
    program_ = begin(QStringList{QStringLiteral("--nodes"), asItSees(nodesFile), QStringLiteral("run")} + more);
    QElapsedTimer since;
    since.start();
    QByteArray said;
    while (since.elapsed() < patienceMs && program_->state() != QProcess::NotRunning) {
        program_->waitForReadyRead(100);
        said += program_->readAllStandardError();
        if (said.contains("Culvert is running"))
            return true;
    }
    qWarning("culvertd run: %s", said.constData());
    return false;
}

qint64 Machine::stop()
{
    if (!program_)
        return -1;
    QElapsedTimer since;
    since.start();
#ifdef Q_OS_UNIX
    if (isWindows())
        ::kill(pid_t(program_->processId()), SIGINT);
    else
#endif
        program_->terminate();
    if (!program_->waitForFinished(10'000) || program_->exitStatus() != QProcess::NormalExit)
        return -1;
    return since.elapsed();
}

void Machine::kill()
{
    program_->kill();
    program_->waitForFinished();
}

QByteArray Machine::contents(const QString &name) const
{
    QFile in(file(name));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

bool Machine::write(const QString &name, const QByteArray &bytes) const
{
    QDir().mkpath(folder());
    QFile out(file(name));
    return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
}

QStringList words(const QString &line) { return line.split(u' ', Qt::SkipEmptyParts); }

QString pairDirectly(Machine &inviting, Machine &other, const QString &name, const QString &more)
{
    QUdpSocket free; // a port that nobody has
    if (!free.bind(QHostAddress::LocalHost))
        return QStringLiteral("no port is free");
    const QString port = QString::number(free.localPort());
    free.close();
    for (const Machine *machine : {&inviting, &other}) {
        if (const Answer set = machine->run(words(QStringLiteral("set tox.enabled false"))); set.exitCode != 0)
            return QStringLiteral("tox.enabled: ") + set.err;
    }
    if (const Answer set = inviting.run(words(QStringLiteral("set direct.port ") + port)); set.exitCode != 0)
        return QStringLiteral("direct.port: ") + set.err;
    if (!inviting.start(QStringLiteral("/no/list/is/needed")) || !other.start(QStringLiteral("/no/list/is/needed")))
        return QStringLiteral("a program did not start");
    const Answer invite = inviting.json(words(QStringLiteral("invite %1 --endpoint 127.0.0.1:%2").arg(more, port)));
    const Answer pair = other.json(words(QStringLiteral("pair %1 --name %2").arg(invite.object().value(QStringLiteral("link")).toString(), name)));
    return pair.exitCode == 0 ? QString() : QStringLiteral("pairing: ") + invite.err + pair.err;
}

} // namespace culvert::test
