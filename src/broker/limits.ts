// The stated bounds: what one client, or all of them, can make this broker hold.

/** Kafka's socket.request.max.bytes. */
export const MAX_REQUEST_BYTES = 100 << 20

/** Of requests still arriving, on all connections together. */
export const MAX_GATHERED_BYTES = 512 << 20

/** Record bytes in one Fetch response, its first batch apart: what a client that never reads makes us hold. */
export const MAX_FETCH_BYTES = 8 << 20

/** Open at once; more are closed on arrival. */
export const MAX_CONNECTIONS = 8192

/** Kafka's connections.max.idle.ms. */
export const IDLE_CONNECTION_MS = 600_000

/** Of all topics together: each holds open files. */
export const MAX_PARTITIONS = 4000

export const MAX_GROUPS = 10_000

/** Members of one group, those about to join included. */
export const MAX_GROUP_MEMBERS = 1000

/** Characters of a group's name. */
export const MAX_GROUP_NAME = 1000

/** Metadata a member shows, or assignment it is given: Kafka's bound is its offsets topic's largest batch, 1 MiB. */
export const MAX_MEMBER_BYTES = 256 << 10

/** Kafka's offset.metadata.max.bytes. */
export const MAX_OFFSET_METADATA = 4096

/** Committed offsets of all groups together. */
export const MAX_COMMITTED_OFFSETS = 200_000
