// Lesson 13 where a program is changed between its two runs: the lesson counts the lines itself, on what ran.
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { dockerOffice } from '../../src/office/docker.js'
import { dockerProblem, useEngineWithKafka } from '../support/docker.js'
import { failureIn } from '../support/sabotage.js'

const dist = join(process.cwd(), 'dist')
/** A producer of our own, beside the real one so that it finds what it imports. */
const copy = join(dist, `producer-changed-${process.pid}.js`)

vi.mock('../../src/programs/program-file.js', async (original) => {
  const real = await original<typeof import('../../src/programs/program-file.js')>()
  return { programFile: (program: string) => (program === 'producer' ? copy : real.programFile(program)) }
})

describe.skipIf(dockerProblem)(`on Docker${dockerProblem ? ` (${dockerProblem})` : ''}`, { timeout: 120_000 }, () => {
  useEngineWithKafka()
  afterAll(() => rmSync(copy, { force: true }))

  it('sees one line changed', async () => {
    copyFileSync(join(dist, 'producer.js'), copy)
    const office = await dockerOffice({ name: 'lara' })
    const open = office.open
    office.open = async () => {
      const text = readFileSync(copy, 'utf8')
      if (!text.endsWith('// changed\n')) writeFileSync(copy, `${text}// changed\n`)
      await open()
    }
    const { step, expected, observed } = await failureIn(office, '13-docker')
    expect([step, expected]).toEqual(['constat', 'Aucune.'])
    expect(observed).toMatch(/lignes changées, 1.; lettres rangées chez Apache Kafka, 3/)
  })
})
