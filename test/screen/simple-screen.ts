// A simple screen as its tests have it: what it has said so far, and lines typed; closed after the test.
import { PassThrough } from 'node:stream'
import { afterEach, expect, vi } from 'vitest'
import { SimpleScreen } from '../../src/screen/simple.js'
import './support.js'

const opened: SimpleScreen[] = []
export function open() {
  const input = new PassThrough()
  const output = new PassThrough({ encoding: 'utf8' })
  let text = ''
  output.on('data', (chunk) => (text += chunk))
  const screen = new SimpleScreen(input, output)
  opened.push(screen)
  const says = async (what: string) => {
    await vi.waitFor(() => expect(text).toContain(what), { timeout: 3000, interval: 5 })
    return text
  }
  return { screen, says, said: () => text, type: (line: string) => input.write(`${line}\n`), input }
}
afterEach(() => {
  for (const screen of opened.splice(0)) screen.close()
})
