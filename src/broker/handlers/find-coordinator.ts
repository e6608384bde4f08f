// FindCoordinator 0-2: this broker coordinates every group.
import { findCoordinator } from '../messages/find-coordinator.js'
import { type ErrorName, errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

const leftOut = 'coordinators of transactions (refused: TRANSACTIONAL_ID_AUTHORIZATION_FAILED) and of share groups'

const GROUP = 0
const TRANSACTION = 1

export const findCoordinatorRoute = route(findCoordinator, leftOut, ({ keyType }, { broker }) => {
  if (keyType === GROUP) {
    return { errorCode: errorCodes.NONE, nodeId: broker.nodeId, host: broker.advertisedHost, port: broker.port }
  }
  // A code that all clients take as final: others would have them ask again for ever.
  const code: ErrorName = keyType === TRANSACTION ? 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED' : 'INVALID_REQUEST'
  return {
    errorCode: errorCodes[code],
    errorMessage: 'only groups have a coordinator here',
    nodeId: -1,
    host: '',
    port: -1,
  }
})
