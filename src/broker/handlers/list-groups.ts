// ListGroups 0-2.
import { listGroups } from '../messages/list-groups.js'
import { errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

const leftOut = 'group states and types (versions 4 and 5)'

export const listGroupsRoute = route(listGroups, leftOut, (_request, { broker }) => ({
  errorCode: errorCodes.NONE,
  groups: broker.groups.all().map(({ id, protocolType = '' }) => ({ groupId: id, protocolType })),
}))
