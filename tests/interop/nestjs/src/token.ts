// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import { type JwtPayload, verify } from 'jsonwebtoken';

export interface User {
  id: string;
  name: string;
  expiresAt: number; // ms since 1970
}

/** Whose token it is; throws where it is nobody's, or over. */
export function readToken(token: string): User {
  const { sub, name, exp } = verify(token, process.env.TOKEN_SECRET ?? '', { algorithms: ['HS256'] }) as JwtPayload;
  return { id: sub ?? '', name: String(name), expiresAt: (exp ?? 0) * 1000 };
}
