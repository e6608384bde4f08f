// Lesson 13 as a learner plays it, on an engine of the test's own: one Kafka in a container, then three of which one stops;
// and whatever ends it, nothing of it is left but the letters' volume.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newPlace, type Place, playAlone } from '../e2e/cli.js'
import { type DockerEngine, dockerProblem, startEngine } from '../support/docker.js'
import type { Terminal } from '../support/terminal.js'
import { until } from '../support/until.js'
import { follow, GO_ON, type Screen, stepOf } from './way.js'

/** Three Kafkas on two processors. */
const TIMEOUT = 300_000
const WITHIN = 120_000
const at = stepOf(9)

const WAY: Screen[] = [
  { name: 'the first page', see: /se joue dans Docker[\s\S]*Entrée : commencer/, key: 'Enter' },
  { name: 'the scripts', see: at(1), key: 'Enter' },
  { name: 'the embedded office', see: at(2, `a fini[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the digests', see: new RegExp(`Les empreintes[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the question', see: at(3, 'a b c'), key: 'b' },
  { name: 'Kafka is asked', see: at(4, `\\[2\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'how long it took', see: new RegExp(`sleep 30[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'nothing changed', see: at(5), key: 'Enter' },
  { name: 'what differs', see: at(6), key: 'Enter' },
  { name: 'the task', see: at(7, 'n : en lancer un neuf'), key: 'j' },
  { name: 'the container gone', see: /le conteneur est jeté/, key: 'n' },
  { name: 'the task done', see: new RegExp(`✓[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the network offered', see: /Entrée : essayer/, key: 'Enter' },
  { name: 'the network', see: at(8, `\\[3\\]▲[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'one office less', see: new RegExp(`leader[\\s\\S]*${GO_ON}`), key: 'Enter' },
  { name: 'the recap', see: /Entrée : avec les outils/, key: 'Enter' },
  { name: 'the last page', see: /Entrée : terminer/, key: 'Enter' },
]

describe.skipIf(dockerProblem)(
  `lesson 13 with an engine${dockerProblem ? ` (${dockerProblem})` : ''}`,
  { timeout: TIMEOUT },
  () => {
    let engine: DockerEngine
    let place: Place
    let terminal: Terminal

    beforeAll(async () => {
      engine = await startEngine({ apart: true })
      await engine.loadKafka()
    })
    afterEach(async () => {
      await terminal.kill()
      place.remove()
    })
    afterAll(() => engine?.stop())

    function begin(): void {
      place = newPlace(engine.env())
      terminal = playAlone(place, ['lecon', '13'], engine.enter)
    }

    async function nothingLeft(): Promise<void> {
      const volumes = () => engine.docker('volume', 'ls', '--format', '{{.Name}}')
      await until(async () => (await engine.left()).length === 0, 30_000)
      await until(async () => !(await volumes()).includes('grappe'))
    }

    it('shows the same programs on Kafka, its letters after a restart, and copies that answer', async () => {
      begin()
      const seen = new Map<string, string>()
      await follow(terminal, WAY, {
        within: WITHIN,
        seen: (name, shown) => seen.set(name, shown.replaceAll('\u00a0', ' ')),
      })
      expect((await terminal.exit).code).toBe(0)
      expect(seen.get('nothing changed')).toMatch(
        /lignes\s+(?:│ {2})?changées, 0 ; lettres rangées chez Apache Kafka, 3/,
      )
      const [, sender, same] = /expéditrice +(\w{12}) +(\w{12})/.exec(seen.get('nothing changed')!)!
      expect(same).toBe(sender)
      const [, here, there] = /\(API\) +(\d+) +(\d+)/.exec(seen.get('what differs')!)!.map(Number)
      expect(there).toBeGreaterThan(2 * here!)
      expect(seen.get('the task done')).toMatch(/retrouvées à leur numéro, 3\s+(?:│ +)?sur 3/)
      const network = seen.get('one office less')!
      const [, before, after] = /\(leader\) +(\d) +(\d)/.exec(network)!
      expect(after).not.toBe(before)
      expect(network).toMatch(
        new RegExp(`\\(in-sync replicas\\) +1, 2, 3 +${[1, 2, 3].filter((n) => n !== Number(before)).join(', ')}`),
      )
      expect(network).toMatch(/3 rangées +4 lues/)
      await nothingLeft()
      const folder = process.env.GUICHET_CAPTURES
      if (folder) {
        mkdirSync(folder, { recursive: true })
        const pages = [...seen].map(([name, shown]) => `════ ${name}\n${shown}\n`).join('\n')
        writeFileSync(join(folder, 'lesson-13.fr.80x24.txt'), pages)
      }
    })

    it.each(['Ctrl-C', 'kill -9'])('%s in the middle of the network leaves nothing', async (how) => {
      begin()
      const way = WAY.map((screen) => (screen.name === 'the network' ? { ...screen, see: /kafka\d +répond/ } : screen))
      await follow(terminal, way, { within: WITHIN, to: 'the network' })
      if (how === 'Ctrl-C') terminal.press('C-c')
      else process.kill(terminal.pid, 'SIGKILL')
      await terminal.exit
      await nothingLeft()
    })
  },
)
