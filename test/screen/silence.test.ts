// Nothing is silent for more than a second, line by line: where programs have nothing to say, the time is said.
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createScreen } from '../../src/screen/index.js'
import type { LiveOptions } from '../../src/screen/screen.js'
import './support.js'

const options: LiveOptions = { heading: { kind: 'heading', glyph: 'now', title: 'En direct' } }

const TIME = /\d (?:s…|secondes?\.)/g

function screenOf(form: 'plain' | 'simple') {
  const output = new PassThrough()
  let said = ''
  output.on('data', (text) => {
    said += text
  })
  const screen = createScreen({ form, input: new PassThrough(), output, env: {}, simple: form === 'simple' })
  return { screen, said: () => said.replaceAll('\u00a0', ' ') }
}

describe.each(['plain', 'simple'] as const)('the %s form', (form) => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('says the time while nothing else is said: each second, or now and then where it is heard', async () => {
    const { screen, said } = screenOf(form)
    const live = screen.live(options)
    await vi.advanceTimersByTimeAsync(7500)
    const each = [1, 2, 3, 4, 5, 6, 7].map((second) => `${second} s…`)
    const times = form === 'plain' ? each : ['1 seconde.', '4 secondes.', '7 secondes.']
    expect(said().match(TIME)).toEqual(times)
    live.end()
    await vi.advanceTimersByTimeAsync(3000)
    expect(said().match(TIME)).toHaveLength(times.length)
    screen.close()
  })
})

it('says no second twice, however late it looks at the clock', async () => {
  vi.useFakeTimers()
  const { screen, said } = screenOf('simple')
  const live = screen.live(options)
  await vi.advanceTimersByTimeAsync(20_000)
  live.end()
  vi.useRealTimers()
  const times = said().match(/\d+(?= secondes?)/g)
  expect(times).toEqual([...new Set(times)])
  screen.close()
})

it('does not count the seconds of whoever reads, in the simple form', async () => {
  vi.useFakeTimers()
  const { screen, said } = screenOf('simple')
  const live = screen.live(options)
  live.ready('continuer')
  await vi.advanceTimersByTimeAsync(3000)
  live.end()
  const task = screen.live({ ...options, actions: [{ key: 'd', label: 'déposer' }] })
  await vi.advanceTimersByTimeAsync(3000)
  task.end()
  vi.useRealTimers()
  expect(said()).not.toMatch(TIME)
  screen.close()
})
