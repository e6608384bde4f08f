// SaslHandshake 0-1 and SaslAuthenticate 0-1: refused with what Apache Kafka answers where a listener has no SASL.
import { saslAuthenticate, saslHandshake } from '../messages/sasl.js'
import { errorCodes } from '../protocol/errors.js'
import { refusal } from './route.js'

const leftOut = 'all of it (refused: ILLEGAL_SASL_STATE)'
const errorCode = errorCodes.ILLEGAL_SASL_STATE
const errorMessage = 'this broker asks nobody who they are'

export const saslHandshakeRoute = refusal(saslHandshake, leftOut, () => ({ errorCode, mechanisms: [] }))

export const saslAuthenticateRoute = refusal(saslAuthenticate, leftOut, () => {
  return { errorCode, errorMessage, authBytes: Buffer.alloc(0) }
})
