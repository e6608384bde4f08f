// The minutes a lesson announces are those a learner takes; and its first real letter travels within the first of them.
import { expect, it } from 'vitest'
import { importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'
import { CHOOSING, DOING, GLANCING, reading } from '../support/reading.js'

/** It begins at Docker Hub's door, where no letter goes. */
const LETTER_LATER = '14-trop-de-requetes'
const LESSONS = await lessonsOfAnyOffice()

it.each(LESSONS)('%s takes the minutes it announces, within one', { timeout: 90_000 }, async (id) => {
  const lesson = await importLesson(id)
  const started = Date.now()
  // A learner who answers and passes over the tasks: their time is added, for nobody measures a learner here.
  const { screen } = await playForTest(lesson, { script: { answer: ({ choices }) => choices[0]!.id } })
  const waiting = (Date.now() - started) / 1000
  const steps = (kind: string) => lesson.steps.filter((step) => step.kind === kind).length
  const read = screen.screens.reduce((sum, shown) => sum + reading(shown), 0)
  const acting = CHOOSING * steps('prediction') + DOING * steps('task') + GLANCING * steps('recap')
  const minutes = (read + waiting + acting) / 60

  const first = screen.firstReceipt
  // It goes while the last of these screens is read.
  const seen = screen.screens.slice(0, first && first.screens - 1)
  const asked = seen.filter((shown) => shown.kind === 'page' && shown.asks).length
  const before = seen.reduce((sum, shown) => sum + reading(shown), 0) + CHOOSING * asked
  const letterAfter = first ? before + first.after / 1000 : Number.POSITIVE_INFINITY
  console.info(
    `${id}: announced ${lesson.minutes}, ${minutes.toFixed(1)} min: ${Math.round(read)} s of reading, ${Math.round(acting)} of choosing and doing, ${Math.round(waiting)} of waiting; first letter after ${Math.round(letterAfter)} s`,
  )
  expect(Math.abs(minutes - lesson.minutes)).toBeLessThanOrEqual(1)
  if (id !== LETTER_LATER) expect(letterAfter).toBeLessThan(60)
})
