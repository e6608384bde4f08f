// State, members and assignments of groups.
import { message } from '../protocol/message.js'
import { array, bool, bytes, int16, int32, nullableString, since, string, struct } from '../protocol/types.js'
import { NO_OPERATIONS } from './metadata.js'

export const describeGroups = message(
  'DescribeGroups',
  15,
  [0, 4],
  struct({ groups: array(string), includeAuthorizedOperations: since(3, bool, false) }),
  struct({
    throttleTimeMs: since(1, int32, 0),
    groups: array(
      struct({
        errorCode: int16,
        groupId: string,
        groupState: string,
        protocolType: string,
        protocolData: string,
        members: array(
          struct({
            memberId: string,
            groupInstanceId: since(4, nullableString, null),
            clientId: string,
            clientHost: string,
            memberMetadata: bytes,
            memberAssignment: bytes,
          }),
        ),
        authorizedOperations: since(3, int32, NO_OPERATIONS),
      }),
    ),
  }),
)
