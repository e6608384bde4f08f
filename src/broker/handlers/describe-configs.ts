// DescribeConfigs 1-3: topics, with the configs this broker acts on; of itself, the broker shows none.
import { describeConfigs } from '../messages/describe-configs.js'
import { errorCodes, KafkaError } from '../protocol/errors.js'
import { topicConfigs } from '../topics/configs.js'
import type { Topic } from '../topics/topics.js'
import { BROKER, brokerResource, TOPIC, topicResource } from './config-resource.js'
import { faultOf, route } from './route.js'

const leftOut = "configs this broker does not act on, the broker's own, documentation"

/** Where a value comes from (KIP-226). */
const DYNAMIC_TOPIC_CONFIG = 1
const DEFAULT_CONFIG = 5

export const describeConfigsRoute = route(describeConfigs, leftOut, ({ resources, includeSynonyms }, { broker }) => ({
  results: once(resources).map(({ resourceType, resourceName, configurationKeys }) => {
    const resource = { resourceType, resourceName }
    try {
      let configs: ReturnType<typeof describe>[] = []
      if (resourceType === TOPIC) {
        const topic = topicResource(broker, resourceName)
        const names = [...topicConfigs.keys()].filter((name) => configurationKeys?.includes(name) ?? true)
        configs = names.map((name) => describe(topic, name, includeSynonyms))
      } else if (resourceType === BROKER) {
        brokerResource(broker, resourceName)
      } else {
        throw new KafkaError('INVALID_REQUEST', `Unsupported resource type: ${resourceType}`)
      }
      return { errorCode: errorCodes.NONE, errorMessage: null, ...resource, configs }
    } catch (error) {
      return { ...faultOf(error), ...resource, configs: [] }
    }
  }),
}))

/** Each resource a single time, however often it is named. */
function once<R extends { resourceType: number; resourceName: string }>(resources: readonly R[]): R[] {
  return [...new Map(resources.map((r) => [`${r.resourceType} ${r.resourceName}`, r])).values()]
}

function describe(topic: Topic, name: string, includeSynonyms: boolean) {
  const definition = topicConfigs.get(name)!
  const set = topic.configs.get(name)
  const synonyms = [{ name, value: definition.default, source: DEFAULT_CONFIG }]
  if (set !== undefined) synonyms.unshift({ name, value: set, source: DYNAMIC_TOPIC_CONFIG })
  return {
    name,
    value: set ?? definition.default,
    readOnly: false,
    configSource: set === undefined ? DEFAULT_CONFIG : DYNAMIC_TOPIC_CONFIG,
    isSensitive: false,
    synonyms: includeSynonyms ? synonyms : [],
    configType: definition.type,
  }
}
