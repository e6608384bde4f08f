// Which APIs and versions a broker speaks. An unknown version is answered in version 0 (KIP-511).
import { message } from '../protocol/message.js'
import { array, int16, int32, since, struct } from '../protocol/types.js'

export const apiVersions = message(
  'ApiVersions',
  18,
  [0, 2],
  struct({}),
  struct({
    errorCode: int16,
    apiKeys: array(struct({ key: int16, minVersion: int16, maxVersion: int16 })),
    throttleTimeMs: since(1, int32, 0),
  }),
)
