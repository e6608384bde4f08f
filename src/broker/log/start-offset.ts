// The first readable offset, kept in a small file when it lies within a segment (DeleteRecords).

import fs from 'node:fs'
import path from 'node:path'
import { writeFileAtomically } from './atomic-file.js'

const NAME = 'log-start-offset'

/** 0 when nothing was saved, or nothing readable. */
export function loadStartOffset(folder: string): number {
  try {
    const offset = Number(fs.readFileSync(path.join(folder, NAME), 'utf8'))
    return Number.isSafeInteger(offset) && offset > 0 ? offset : 0
  } catch {
    return 0
  }
}

/** Throws the system's error. */
export function saveStartOffset(folder: string, offset: number): void {
  writeFileAtomically(path.join(folder, NAME), `${offset}\n`)
}
