// Small files replaced whole: a reader, or a kill -9, finds the old content or the new one, never half.

import fs from 'node:fs'

/** Writes beside `file` and renames over it. Throws the system's error, and then `file` is as it was. */
export function writeFileAtomically(file: string, content: string): void {
  const draft = `${file}.tmp`
  try {
    fs.writeFileSync(draft, content)
    fs.renameSync(draft, file)
  } catch (error) {
    fs.rmSync(draft, { force: true })
    throw error
  }
}
