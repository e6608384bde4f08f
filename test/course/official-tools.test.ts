// The official commands of each recap, pasted into a shell as they stand, while the lesson's office is open.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { kafkaAvailable } from '../support/kafka.js'
import { afterEachStep, importLesson, lessonsOfAnyOffice, playForTest } from '../support/lessons.js'

const VERSION = '4.3.1'
/** The class each of Kafka's scripts starts; the console consumer would otherwise wait for Ctrl-C. */
const SCRIPTS: Record<string, string> = {
  'kafka-configs.sh': 'kafka.admin.ConfigCommand',
  'kafka-console-consumer.sh': 'org.apache.kafka.tools.consumer.ConsoleConsumer --timeout-ms 3000',
  'kafka-console-producer.sh': 'org.apache.kafka.tools.ConsoleProducer',
  'kafka-consumer-groups.sh': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'kafka-delete-records.sh': 'org.apache.kafka.tools.DeleteRecordsCommand',
  'kafka-dump-log.sh': 'org.apache.kafka.tools.DumpLogSegments',
  'kafka-get-offsets.sh': 'org.apache.kafka.tools.GetOffsetShell',
  'kafka-topics.sh': 'org.apache.kafka.tools.TopicCommand',
}
const LESSONS = await lessonsOfAnyOffice()
const CHOSEN = process.env.GUICHET_LONG ? LESSONS : LESSONS.filter((id) => /^0[57]/.test(id))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-tools-'))
  const libs = join(process.cwd(), '.cache', `kafka-${VERSION}`, 'libs', '*')
  for (const [name, main] of Object.entries(SCRIPTS)) {
    const options = '-XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error'
    const script = `#!/bin/sh\nexec java ${options} -cp '${libs}' ${main} "$@"\n`
    writeFileSync(join(folder, name), script, { mode: 0o755 })
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a shell says of a command, and its exit code. One line is typed on its standard input. */
function paste(command: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` }
    const child = execFile('sh', ['-c', command], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr })
    })
    child.stdin!.on('error', () => {}) // a tool may end before it has read the line
    child.stdin!.end('lara:bonjour\n')
  })
}

describe.skipIf(!kafkaAvailable(VERSION) || process.platform === 'win32')('Kafka’s own tools, as pasted', () => {
  it.each(CHOSEN)('in lesson %s', { timeout: 120_000 }, async (id) => {
    const lesson = await importLesson(id)
    const answers: { command: string; code: number; output: string }[] = []
    const spied = afterEachStep(lesson, async (kind, { section, scene }) => {
      if (kind !== 'recap') return
      const blocks = section.blocks('command', scene.facts)
      const lines = blocks.flatMap((block) => (block.kind === 'command' ? [...block.lines, ''] : []))
      const commands = lines
        .join('\n')
        .split(/\n\n+/)
        .filter((command) => command.startsWith('kafka-'))
      for (const command of commands) answers.push({ command, ...(await paste(command)) })
    })
    await playForTest(spied)
    expect(answers.length).toBeGreaterThan(0)
    for (const answer of answers) {
      expect(answer).toMatchObject({ code: 0 })
      expect(answer.output).not.toMatch(/^Error|Missing required|not a recognized/m)
    }
  })
})
