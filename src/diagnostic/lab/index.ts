// The rate-limit lab: a registry that refuses like Docker Hub, and the exchange that docker has with it.
export { exchange } from './exchange.js'
export { type Lab, openLab } from './server.js'
