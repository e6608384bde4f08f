// The lab's images, removed from the learner's engine.
import { setTimeout as pause } from 'node:timers/promises'
import { runCommand } from '../../programs/command.js'

const REMOVED_WITHIN = 10_000
/** An engine goes on for a moment with what whoever asked it has left: looked for again. */
const BETWEEN_LOOKS = 150

/** Their names are the lab's alone: nobody else's image has them. */
export async function removeImages(images: string[]): Promise<void> {
  for (const look of [1, 2]) {
    await runCommand('docker', ['image', 'rm', '--force', ...images], { deadline: REMOVED_WITHIN, atEnd: true })
    if (look === 1) await pause(BETWEEN_LOOKS)
  }
}
