// DeleteGroups 0-1.
import { deleteGroups } from '../messages/delete-groups.js'
import { codeAfter, route } from './route.js'

export const deleteGroupsRoute = route(deleteGroups, '', ({ groupsNames }, { broker }) => ({
  results: groupsNames.map((groupId) => ({ groupId, errorCode: codeAfter(() => broker.groups.delete(groupId)) })),
}))
