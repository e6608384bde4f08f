// IncrementalAlterConfigs 0: of topics; set, delete, and, for lists, append and subtract.
import { incrementalAlterConfigs } from '../messages/incremental-alter-configs.js'
import { errorCodes, KafkaError } from '../protocol/errors.js'
import type { RequestOf } from '../protocol/message.js'
import { alterableTopic, alteredValue } from './config-resource.js'
import { faultOf, route } from './route.js'

const leftOut = "the broker's own configs, configs this broker does not act on (INVALID_CONFIG)"

const SET = 0
const DELETE = 1
const APPEND = 2
const SUBTRACT = 3

type Change = RequestOf<typeof incrementalAlterConfigs>['resources'][number]['configs'][number]

export const incrementalAlterConfigsRoute = route(
  incrementalAlterConfigs,
  leftOut,
  ({ resources, validateOnly }, { broker }) => ({
    responses: resources.map(({ resourceType, resourceName, configs: changes }) => {
      const resource = { resourceType, resourceName }
      try {
        const topic = alterableTopic(broker, resourceType, resourceName)
        const configs = new Map(topic.configs)
        if (new Set(changes.map(({ name }) => name)).size < changes.length) {
          throw new KafkaError('INVALID_REQUEST', 'Error due to duplicate config keys')
        }
        for (const change of changes) apply(change, configs)
        if (!validateOnly) broker.topics.configure(topic, configs)
        return { errorCode: errorCodes.NONE, errorMessage: null, ...resource }
      } catch (error) {
        return { ...faultOf(error), ...resource }
      }
    }),
  }),
)

function apply({ name, configOperation, value }: Change, configs: Map<string, string>): void {
  if (configOperation === DELETE) {
    configs.delete(name)
  } else if (configOperation === SET) {
    configs.set(name, alteredValue(name, value))
  } else if (configOperation === APPEND || configOperation === SUBTRACT) {
    // They are for lists; the only one here, cleanup.policy, has a single value to take.
    throw new KafkaError('INVALID_CONFIG', `Config value append and subtract are not allowed here for ${name}`)
  } else {
    throw new KafkaError('INVALID_REQUEST', `Unknown config operation ${configOperation}`)
  }
}
