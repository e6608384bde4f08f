// The rate-limit lab: a registry that refuses like Docker Hub, and the exchange that docker has with it.
export { type Exchange, type ExchangeOptions, exchange } from './exchange.js'
export { type Lab, type LabOptions, openLab } from './server.js'
