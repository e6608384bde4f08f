// Changes some configs of topics, and leaves the others.
import { message } from '../protocol/message.js'
import { array, bool, int8, int16, int32, nullableString, optional, string, struct } from '../protocol/types.js'

export const incrementalAlterConfigs = message(
  'IncrementalAlterConfigs',
  44,
  [0, 0],
  struct({
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configs: array(struct({ name: string, configOperation: int8, value: nullableString })),
      }),
    ),
    validateOnly: bool,
  }),
  struct({
    throttleTimeMs: optional(int32, 0),
    responses: array(
      struct({ errorCode: int16, errorMessage: nullableString, resourceType: int8, resourceName: string }),
    ),
  }),
)
