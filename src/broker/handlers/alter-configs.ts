// AlterConfigs 0-1: of topics; what is not named goes back to its default.
import { alterConfigs } from '../messages/alter-configs.js'
import { errorCodes } from '../protocol/errors.js'
import { alterableTopic, alteredValue } from './config-resource.js'
import { faultOf, route } from './route.js'

const leftOut = "the broker's own configs, configs this broker does not act on (INVALID_CONFIG)"

export const alterConfigsRoute = route(alterConfigs, leftOut, ({ resources, validateOnly }, { broker }) => ({
  responses: resources.map(({ resourceType, resourceName, configs }) => {
    const resource = { resourceType, resourceName }
    try {
      const topic = alterableTopic(broker, resourceType, resourceName)
      const replaced = new Map(configs.map(({ name, value }) => [name, alteredValue(name, value)]))
      if (!validateOnly) broker.topics.configure(topic, replaced)
      return { errorCode: errorCodes.NONE, errorMessage: null, ...resource }
    } catch (error) {
      return { ...faultOf(error), ...resource }
    }
  }),
}))
