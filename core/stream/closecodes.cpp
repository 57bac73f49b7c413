// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#include "stream/closecodes.h"

namespace Bellboard {

ChannelError errorForCloseCode(int code)
{
    switch (code) {
    case 1001:
    case 1012:
    case 1013:
        return ChannelError::ServerRestarting;
    case 1002:
        return ChannelError::ProtocolViolation;
    case 1003:
    case 1008:
    case 4400:
        return ChannelError::PolicyViolation;
    case 1007:
        return ChannelError::InvalidText;
    case 1009:
        return ChannelError::MessageTooBig;
    case 1010:
        return ChannelError::UpgradeRefused;
    case 1015:
        return ChannelError::TlsFailed;
    case 4401:
        return ChannelError::SignInNeeded;
    case 4403:
        return ChannelError::Forbidden;
    default:
        return ChannelError::ServerClosed;
    }
}

} // namespace Bellboard
