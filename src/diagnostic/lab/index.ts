// The rate-limit lab: a registry that refuses like Docker Hub, and who may ask it for images.
export { exchange, look } from './exchange.js'
export { dockerReachesLab, type Hands, handsFor } from './hands.js'
export { type Lab, openLab } from './server.js'
