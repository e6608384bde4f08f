// InitProducerId 0-1: ids for idempotent producers.
import { initProducerId } from '../messages/init-producer-id.js'
import { type ErrorName, errorCodes } from '../protocol/errors.js'
import { route } from './route.js'

const leftOut = 'transactional ids (refused: TRANSACTIONAL_ID_AUTHORIZATION_FAILED)'

export const initProducerIdRoute = route(initProducerId, leftOut, ({ transactionalId }, { broker }) => {
  if (transactionalId !== null) return refused('TRANSACTIONAL_ID_AUTHORIZATION_FAILED')
  try {
    return { errorCode: errorCodes.NONE, producerId: broker.producerIds.take(), producerEpoch: 0 }
  } catch {
    // The disk refuses to remember it; clients ask again on this code.
    return refused('COORDINATOR_NOT_AVAILABLE')
  }
})

function refused(code: ErrorName) {
  return { errorCode: errorCodes[code], producerId: -1, producerEpoch: -1 }
}
