// Lesson 13 where a program is changed between its two runs: the lesson counts the lines itself, on what ran.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { LessonFailed } from '../../src/course/lesson.js'
import { dockerOffice } from '../../src/office/docker.js'
import { endAll } from '../../src/programs/ending.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import { importLesson, playForTest } from '../support/lessons.js'

const dist = join(process.cwd(), 'dist')
/** A producer of our own, beside the real one so that it finds what it imports. */
const copy = join(dist, `producer-changed-${process.pid}.js`)

vi.mock('../../src/programs/program-file.js', async (original) => {
  const real = await original<typeof import('../../src/programs/program-file.js')>()
  return { programFile: (program: string) => (program === 'producer' ? copy : real.programFile(program)) }
})

describe.skipIf(dockerProblem)(`on Docker${dockerProblem ? ` (${dockerProblem})` : ''}`, { timeout: 120_000 }, () => {
  let engine: DockerEngine
  let home: string
  beforeAll(async () => {
    engine = await startEngine()
    await engine.loadKafka()
    home = mkdtempSync(join(tmpdir(), 'guichet-test-'))
    Object.assign(process.env, engine.env(), { GUICHET_HOME: home, KAFKA_PORT: '19092' })
  })
  afterAll(async () => {
    await endAll()
    await engine?.stop()
    rmSync(copy, { force: true })
    if (home) rmSync(home, { recursive: true, force: true })
  })

  it('sees one line changed', async () => {
    copyFileSync(join(dist, 'producer.js'), copy)
    const office = await dockerOffice({ name: 'lara' })
    const open = office.open
    office.open = async () => {
      const text = readFileSync(copy, 'utf8')
      if (!text.endsWith('// changed\n')) writeFileSync(copy, `${text}// changed\n`)
      await open()
    }
    const failure = await playForTest(await importLesson('13-docker'), { office }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(LessonFailed)
    const { step, expected, observed } = failure as LessonFailed
    expect([step, expected]).toEqual(['constat', 'Aucune.'])
    expect(observed).toMatch(/lignes changées, 1.; lettres rangées chez Apache Kafka, 3/)
  })
})
