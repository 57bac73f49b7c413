// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "faultplan.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace Qt::Literals::StringLiterals;

namespace Bellboard {

namespace {

/// The answer to a handshake has at least so many bytes: the status, three fields, the key.
constexpr qint64 shortestAnswer = 129;

class Planner
{
public:
    explicit Planner(const PlanOptions &options) : m_options(options), m_random(options.seed) { }

    std::vector<Fault> plan()
    {
        std::vector<Fault> faults;
        for (int i = 0; i < m_options.faults; ++i) {
            if (i < m_options.kills)
                faults.push_back(of(draw(0, 3) == 0 ? Fault::Kind::KillServer : Fault::Kind::KillReader));
            else
                faults.push_back(any());
        }
        std::shuffle(faults.begin(), faults.end(), m_random);
        for (auto &fault : faults) {
            fault.before = draw(0, 3) == 0 ? spread(1, 400) : 0;
            fault.settled = draw(0, 9) < 6;
        }
        return faults;
    }

private:
    qint64 draw(qint64 least, qint64 most) { return std::uniform_int_distribution<qint64>(least, most)(m_random); }
    /// Small numbers as often as large ones.
    qint64 spread(double least, double most)
    {
        return std::lround(std::exp(std::uniform_real_distribution<double>(std::log(least), std::log(most))(m_random)));
    }

    static Fault of(Fault::Kind kind, qint64 amount = 0, qint64 extra = 0)
    {
        Fault fault;
        fault.kind = kind;
        fault.amount = amount;
        fault.extra = extra;
        return fault;
    }

    Fault wire(WireFault::Kind kind, qint64 amount = 0, qint64 extra = 0)
    {
        Fault fault;
        fault.wire.kind = kind;
        fault.wire.amount = amount;
        fault.wire.extra = extra;
        fault.wire.direction = draw(0, 3) == 0 ? WireFault::Direction::ToServer : WireFault::Direction::ToClient;
        // The client says little: its hello, its subscription, its pongs.
        const bool much = fault.wire.direction == WireFault::Direction::ToClient;
        fault.wire.onNext = !much || draw(0, 4) == 0;
        fault.wire.at = much ? spread(1, 60'000) - 1 : draw(0, 700);
        const bool countsBytes = kind == WireFault::Kind::Delay || kind == WireFault::Kind::Jitter
            || kind == WireFault::Kind::Throttle || kind == WireFault::Kind::SingleBytes;
        if (!much && countsBytes)
            fault.wire.amount = std::min<qint64>(fault.wire.amount, 150);
        return fault;
    }

    /// Without TLS a changed byte of an event may be another event, which nobody can tell; in the answer to the handshake it must
    /// not hurt.
    Fault corruptHandshake()
    {
        auto fault = wire(WireFault::Kind::Corrupt, draw(1, 255));
        fault.wire.direction = WireFault::Direction::ToClient;
        fault.wire.onNext = true;
        fault.wire.at = draw(0, shortestAnswer - 1);
        return fault;
    }

    Fault any()
    {
        using Wire = WireFault::Kind;
        using Kind = Fault::Kind;
        const auto lot = draw(0, 99);
        if (lot < 16)
            return wire(Wire::CutByReset);
        if (lot < 32)
            return wire(Wire::CutByEnd);
        if (lot < 42) {
            if (m_options.tls)
                return wire(Wire::Corrupt, draw(1, 255));
            return corruptHandshake();
        }
        if (lot < 50)
            return wire(Wire::SingleBytes, spread(50, 3000));
        if (lot < 56)
            return wire(Wire::Delay, spread(500, 30'000), spread(5, 300));
        if (lot < 62)
            return wire(Wire::Jitter, spread(500, 60'000), spread(5, 100));
        if (lot < 67)
            return wire(Wire::Throttle, spread(2000, 30'000), spread(20, 500));
        if (lot < 71)
            return wire(Wire::Stall, spread(50, 2500));
        if (lot < 74)
            return wire(Wire::HalfOpen);
        if (lot < 78)
            return wire(Wire::Refuse, spread(20, 800));
        if (lot < 82)
            return of(Kind::Disk, spread(30, 800), draw(0, 2) == 0 ? 0 : spread(1, 4'000'000));
        if (lot < 85)
            return of(Kind::FreezeReader, spread(20, 1500));
        if (lot < 88)
            return of(Kind::FreezeServer, spread(50, 2500));
        if (lot < 93) {
            constexpr qint64 codes[] = {0, 1000, 1001, 1011, 1013};
            return of(Kind::ServerCloses, codes[draw(0, 4)]);
        }
        if (lot < 95 || !m_options.packets)
            return of(Kind::ServerDrains, spread(50, 500));
        if (lot < 97)
            return of(Kind::DropPackets, spread(100, 2500));
        if (lot < 98)
            return of(Kind::LosePackets, spread(300, 2000), draw(5, 40));
        return of(Kind::RejectPackets, spread(50, 800));
    }

    const PlanOptions m_options;
    std::mt19937 m_random;
};

QString nameOf(WireFault::Kind kind)
{
    switch (kind) {
    case WireFault::Kind::Delay:
        return u"delay"_s;
    case WireFault::Kind::Jitter:
        return u"jitter"_s;
    case WireFault::Kind::SingleBytes:
        return u"one byte at a time"_s;
    case WireFault::Kind::Throttle:
        return u"throttle"_s;
    case WireFault::Kind::Corrupt:
        return u"corrupt byte"_s;
    case WireFault::Kind::CutByReset:
        return u"cut by RST"_s;
    case WireFault::Kind::CutByEnd:
        return u"cut by FIN"_s;
    case WireFault::Kind::Stall:
        return u"stall"_s;
    case WireFault::Kind::HalfOpen:
        return u"half-open"_s;
    case WireFault::Kind::Refuse:
        return u"refuse"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

std::vector<Fault> planOf(const PlanOptions &options)
{
    return Planner(options).plan();
}

QString nameOf(const Fault &fault)
{
    switch (fault.kind) {
    case Fault::Kind::Wire:
        return nameOf(fault.wire.kind);
    case Fault::Kind::KillReader:
        return u"kill reader"_s;
    case Fault::Kind::KillServer:
        return u"kill server"_s;
    case Fault::Kind::FreezeReader:
        return u"freeze reader"_s;
    case Fault::Kind::FreezeServer:
        return u"freeze server"_s;
    case Fault::Kind::Disk:
        return u"disk refuses writes"_s;
    case Fault::Kind::ServerCloses:
        return u"server closes"_s;
    case Fault::Kind::ServerDrains:
        return u"server drains"_s;
    case Fault::Kind::DropPackets:
        return u"packets dropped"_s;
    case Fault::Kind::LosePackets:
        return u"packets lost in part"_s;
    case Fault::Kind::RejectPackets:
        return u"packets rejected"_s;
    }
    Q_UNREACHABLE();
}

} // namespace Bellboard
