// `guichet demarrer`, the report's start.sh: the office, the tracker behind writing tracker.log, the producer in front.
// The office is ready when it answers, not after thirty seconds.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { language, seconds, t } from '../i18n/index.js'
import { invocation } from '../invocation.js'
import { existingOffice } from '../office/existing.js'
import { createInspector } from '../office/inspector.js'
import { identityOf, type KnownProcess } from '../programs/identity.js'
import { leaveRunning, waitInOutput } from '../programs/left-running.js'
import { choosePort } from '../programs/port.js'
import { start as startProgram } from '../programs/program.js'
import { type Running, readRunning, writeRunning } from '../programs/running.js'
import { writableStateFolder } from '../programs/state-folder.js'
import type { Globals } from './globals.js'

const PORT = 9092
/** The report's topic, as in a real shop: three drawers, so that several trackers can share them. */
const DRAWERS = 3

export async function start(globals: Globals): Promise<void> {}
