// The broker that coordinates a group: this one.
import { message } from '../protocol/message.js'
import { int8, int16, int32, nullableString, since, string, struct } from '../protocol/types.js'

export const findCoordinator = message(
  'FindCoordinator',
  10,
  [0, 2],
  struct({ key: string, keyType: since(1, int8, 0) }),
  struct({
    throttleTimeMs: since(1, int32, 0),
    errorCode: int16,
    errorMessage: since(1, nullableString, null),
    nodeId: int32,
    host: string,
    port: int32,
  }),
)
