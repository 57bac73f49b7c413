# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

"""Who somebody is, by the JSON Web Tokens that our identity service issues."""

import os
import time
from dataclasses import dataclass

import jwt

SECRET = os.environ["TOKEN_SECRET"]


@dataclass(frozen=True)
class User:
    id: str
    name: str
    expires: float  # seconds since 1970

    @property
    def seconds_left(self) -> float:
        return self.expires - time.time()

    def public(self) -> dict:
        return {"id": self.id, "name": self.name}


def read(token: str) -> User:
    """Raises jwt.InvalidTokenError where the token is not ours, or over."""
    claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"require": ["exp", "sub", "name"]})
    return User(claims["sub"], claims["name"], claims["exp"])


def bearer(header: str | None) -> str | None:
    scheme, _, token = (header or "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None
