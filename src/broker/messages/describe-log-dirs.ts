// The data folder and the bytes of each partition in it.
import { message } from '../protocol/message.js'
import { array, bool, int16, int32, int64, nullableArray, optional, string, struct } from '../protocol/types.js'

export const describeLogDirs = message(
  'DescribeLogDirs',
  35,
  [1, 1],
  struct({ topics: nullableArray(struct({ topic: string, partitions: array(int32) })) }),
  struct({
    throttleTimeMs: optional(int32, 0),
    results: array(
      struct({
        errorCode: int16,
        logDir: string,
        topics: array(
          struct({
            name: string,
            partitions: array(
              struct({ partitionIndex: int32, partitionSize: int64, offsetLag: int64, isFutureKey: bool }),
            ),
          }),
        ),
      }),
    ),
  }),
)
