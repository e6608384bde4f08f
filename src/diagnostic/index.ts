// The diagnostic's public face: probe this machine, explain a log, write a report.
export { type Check, diagnose } from './diagnose.js'
export { decodeLog, explainLog } from './explain-log.js'
export type { CheckId } from './probe.js'
export { quotaHere } from './quota-here.js'
export type { Remedy } from './remedies.js'
export { writeReport } from './report.js'
export type { VerdictId } from './verdicts.js'
