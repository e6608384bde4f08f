// The routing table: every API this broker answers. ApiVersions and the fidelity table are derived from it.
import { alterConfigsRoute } from './alter-configs.js'
import { apiVersionsRoute } from './api-versions.js'
import { createPartitionsRoute } from './create-partitions.js'
import { createTopicsRoute } from './create-topics.js'
import { deleteGroupsRoute } from './delete-groups.js'
import { deleteRecordsRoute } from './delete-records.js'
import { deleteTopicsRoute } from './delete-topics.js'
import { describeConfigsRoute } from './describe-configs.js'
import { describeGroupsRoute } from './describe-groups.js'
import { describeLogDirsRoute } from './describe-log-dirs.js'
import { fetchRoute } from './fetch.js'
import { findCoordinatorRoute } from './find-coordinator.js'
import { heartbeatRoute } from './heartbeat.js'
import { incrementalAlterConfigsRoute } from './incremental-alter-configs.js'
import { initProducerIdRoute } from './init-producer-id.js'
import { joinGroupRoute } from './join-group.js'
import { leaveGroupRoute } from './leave-group.js'
import { listGroupsRoute } from './list-groups.js'
import { listOffsetsRoute } from './list-offsets.js'
import { metadataRoute } from './metadata.js'
import { offsetCommitRoute } from './offset-commit.js'
import { offsetDeleteRoute } from './offset-delete.js'
import { offsetFetchRoute } from './offset-fetch.js'
import { produceRoute } from './produce.js'
import type { Route } from './route.js'
import { saslAuthenticateRoute, saslHandshakeRoute } from './sasl.js'
import { syncGroupRoute } from './sync-group.js'
import { addOffsetsToTxnRoute, addPartitionsToTxnRoute, endTxnRoute, txnOffsetCommitRoute } from './transactions.js'

export const routes: readonly Route[] = [
  produceRoute,
  fetchRoute,
  listOffsetsRoute,
  metadataRoute,
  offsetCommitRoute,
  offsetFetchRoute,
  findCoordinatorRoute,
  joinGroupRoute,
  heartbeatRoute,
  leaveGroupRoute,
  syncGroupRoute,
  describeGroupsRoute,
  listGroupsRoute,
  apiVersionsRoute(() => routes),
  createTopicsRoute,
  deleteTopicsRoute,
  deleteRecordsRoute,
  initProducerIdRoute,
  describeConfigsRoute,
  alterConfigsRoute,
  describeLogDirsRoute,
  createPartitionsRoute,
  deleteGroupsRoute,
  incrementalAlterConfigsRoute,
  offsetDeleteRoute,
  saslHandshakeRoute,
  saslAuthenticateRoute,
  addPartitionsToTxnRoute,
  addOffsetsToTxnRoute,
  endTxnRoute,
  txnOffsetCommitRoute,
]

/** By API key. */
export const routeByKey: ReadonlyMap<number, Route> = new Map(routes.map((route) => [route.message.key, route]))
