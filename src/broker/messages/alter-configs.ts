// Replaces the configs of topics: what is not named goes back to its default.
import { message } from '../protocol/message.js'
import { array, bool, int8, int16, int32, nullableString, optional, string, struct } from '../protocol/types.js'

export const alterConfigs = message(
  'AlterConfigs',
  33,
  [0, 1],
  struct({
    resources: array(
      struct({
        resourceType: int8,
        resourceName: string,
        configs: array(struct({ name: string, value: nullableString })),
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
