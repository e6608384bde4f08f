// Where the learner is, on disk: saved whole, and set aside when damaged.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeProgress, loadProgress, remembered } from '../../src/course/progress.js'

const never = (path: string) => expect.unreachable(`set aside: ${path}`)

describe('progress', () => {
  let home = ''
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'guichet-progress-'))
    process.env.GUICHET_HOME = home
  })
  afterEach(() => {
    delete process.env.GUICHET_HOME
    rmSync(home, { recursive: true })
  })

  it('is empty at first', () => {
    expect(loadProgress(never)).toEqual({ version: 1, lessons: {} })
  })

  it('keeps what was done before, and leaves no draft behind', () => {
    changeProgress((progress) => {
      progress.lessons.a = { state: 'done', steps: {} }
    }, never)
    changeProgress((progress) => {
      progress.lessons.b = { state: 'started', steps: {} }
    }, never)
    expect(Object.keys(loadProgress(never).lessons)).toEqual(['a', 'b'])
    expect(readdirSync(home)).toEqual(['progress.json'])
  })

  it.each([
    ['half a file', '{"version":1,"less'],
    ['another shape', '{"version":1,"lessons":{"a":{"state":"gagnée"}}}'],
    ['nothing', ''],
    ['null', 'null'],
  ])('sets a damaged file aside, whole, and starts anew: %s', (_name, content) => {
    writeFileSync(join(home, 'progress.json'), content)
    const said: string[] = []
    expect(loadProgress((path) => said.push(path)).lessons).toEqual({})
    expect(said).toHaveLength(1)
    expect(readFileSync(said[0]!, 'utf8')).toBe(content)
    expect(readdirSync(home)).not.toContain('progress.json')
  })
})

describe('a lesson played again', () => {
  const prediction = { kind: 'prediction', step: 'combien', shown: '5 lettres.' } as const
  const right = { ...prediction, said: 'Toutes.', right: true }
  const wrong = { ...prediction, said: 'Aucune.', right: false }

  it('shows the last answer, and keeps the best', () => {
    const again = remembered(remembered(undefined, right), wrong)
    expect(again).toMatchObject({ said: 'Aucune.', right: false, best: true })
    expect(remembered(again, { ...prediction, said: undefined, right: false })).toMatchObject({ best: true })
    expect(remembered(remembered(undefined, wrong), right)).toEqual(right)
  })

  it('does not undo a task', () => {
    const done = { kind: 'task', step: 'retard', outcome: 'done' } as const
    expect(remembered(done, { ...done, outcome: 'skipped' })).toEqual(done)
  })
})
