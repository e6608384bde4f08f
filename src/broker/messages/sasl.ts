// SASL's two messages, known only to be refused.
import { message } from '../protocol/message.js'
import { array, bytes, int16, int64, nullableString, since, string, struct } from '../protocol/types.js'

export const saslHandshake = message(
  'SaslHandshake',
  17,
  [0, 1],
  struct({ mechanism: string }),
  struct({ errorCode: int16, mechanisms: array(string) }),
)

export const saslAuthenticate = message(
  'SaslAuthenticate',
  36,
  [0, 1],
  struct({ authBytes: bytes }),
  struct({
    errorCode: int16,
    errorMessage: nullableString,
    authBytes: bytes,
    sessionLifetimeMs: since(1, int64, 0),
  }),
)
