// The one error the log throws: it carries the name of a Kafka error code, which the handlers answer as it is.

export type LogErrorCode =
  | 'CORRUPT_MESSAGE'
  | 'INVALID_PRODUCER_EPOCH'
  | 'INVALID_RECORD'
  | 'INVALID_TIMESTAMP'
  | 'KAFKA_STORAGE_ERROR'
  | 'MESSAGE_TOO_LARGE'
  | 'OFFSET_OUT_OF_RANGE'
  | 'OUT_OF_ORDER_SEQUENCE_NUMBER'
  | 'RECORD_LIST_TOO_LARGE'
  | 'TRANSACTIONAL_ID_AUTHORIZATION_FAILED'
  | 'UNKNOWN_SERVER_ERROR'

/** A refusal by the log; `code` is the name of Kafka's error code (https://kafka.apache.org/protocol#protocol_error_codes). */
export class LogError extends Error {
  readonly code: LogErrorCode

  constructor(code: LogErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LogError'
    this.code = code
  }
}
