// Waiting for a condition, instead of sleeping and hoping.
import { setTimeout as pause } from 'node:timers/promises'

/** Polls until the condition holds; rejects at the deadline (milliseconds). */
export async function until(condition: () => boolean | Promise<boolean>, deadline = 15_000): Promise<void> {
  for (const start = Date.now(); !(await condition()); await pause(30)) {
    if (Date.now() - start > deadline) throw new Error('the condition awaited did not come')
  }
}
