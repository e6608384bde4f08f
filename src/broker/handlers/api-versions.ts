// ApiVersions 0-2, derived from the routing table.
import { apiVersions } from '../messages/api-versions.js'
import { errorCodes } from '../protocol/errors.js'
import { type Route, route } from './route.js'

const leftOut = 'versions 3 and 4 (features, client software names): answered UNSUPPORTED_VERSION with the table'

export function apiVersionsRoute(routes: () => readonly Route[]): Route {
  return route(apiVersions, leftOut, () => {
    const offered = routes().filter(({ advertised }) => advertised)
    const apiKeys = offered.map(({ message }) => {
      return { key: message.key, minVersion: message.versions[0], maxVersion: message.versions[1] }
    })
    return { errorCode: errorCodes.NONE, apiKeys: apiKeys.sort((a, b) => a.key - b.key) }
  })
}
