// Makes the READMEs' pictures, docs/images/*.svg, from real runs of the built program in a real terminal:
// `node scripts/pictures.mjs [name…]` writes them, with `--check` it says which are stale, and exits 1.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pty from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { draw } from './svg.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const images = join(root, 'docs', 'images')
const [COLUMNS, ROWS] = [80, 24]
const WITHIN = 20_000

/** A line of Docker's as it is met: from Docker Hub, when an address has pulled too much. */
const REFUSED =
  'Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit\n'

const step = (number, shown) => new RegExp(`${number}/\\d(?![\\s\\S]*\\d/\\d)[\\s\\S]*${shown}`)
const GO_ON = '(?:Entrée|Enter)\\s?:? (?:continuer|continue)'

/** Lesson 4 as the end-to-end tests play it: each page kept has their name for it. */
const LESSON = [
  { see: /(?:Entrée|Enter)\s?:? (?:commencer|begin)/, key: '\r' },
  { name: 'lara posts', see: step(1, `\\[3\\]\\[4\\](?!▲)[\\s\\S]*${GO_ON}`), key: '\r' },
  { see: new RegExp(`latest[\\s\\S]*${GO_ON}`), key: '\r' },
  { name: 'the question', see: step(2, 'a b c'), key: 'a' },
  { name: 'the tracker reads', see: step(3, `\\[3\\]\\[4\\]▲[\\s\\S]*${GO_ON}`), key: '\r' },
  { name: 'what it read', see: step(4, GO_ON), key: 'q' },
]

const PICTURES = {
  'lecon.fr': {
    title:
      'La leçon 4 de Guichet, en quatre écrans : cinq lettres, une prédiction, la lecture, et ce que montre le bureau.',
    prompt: 'npm start -- lecon 4',
    args: ['lecon', '4', '--lang', 'fr'],
    way: LESSON,
  },
  'lecon.en': {
    title: 'Lesson 4 of Guichet, in four screens: five letters, a prediction, the reading, and what the office shows.',
    prompt: 'npm start -- lesson 4',
    args: ['lesson', '4', '--lang', 'en'],
    way: LESSON,
  },
  'diagnostic.fr': {
    title: 'Guichet explique une erreur de Docker : le verdict, la preuve, les remèdes.',
    prompt: 'npm start -- diagnostic --journal docker.log',
    args: ['diagnostic', '--journal', 'docker.log', '--lang', 'fr'],
  },
  'diagnostic.en': {
    title: 'Guichet explains an error of Docker’s: the verdict, the proof, the remedies.',
    prompt: 'npm start -- doctor --log docker.log',
    args: ['doctor', '--log', 'docker.log', '--lang', 'en'],
  },
}

/** Runs the program in a terminal of its own; resolves with the pages kept: `{ name, rows }`. */
async function play({ args, way }) {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-pictures-'))
  writeFileSync(join(folder, 'docker.log'), REFUSED)
  // Taller where nothing is asked: what is said must not scroll away.
  const rows = way ? ROWS : 60
  const emulator = new xterm.Terminal({ cols: COLUMNS, rows, scrollback: 1000, allowProposedApi: true })
  const program = pty.spawn(process.execPath, [join(root, 'dist', 'bin.js'), ...args], {
    cols: COLUMNS,
    rows,
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm-256color', LANG: 'fr_FR.UTF-8', GUICHET_HOME: folder },
  })
  let ended = false
  program.onData((data) => emulator.write(data))
  const exit = new Promise((resolve) =>
    program.onExit(() => {
      ended = true
      emulator.write('', resolve)
    }),
  )
  const pages = []
  try {
    for (const { name, see, key } of way ?? []) {
      await until(
        () => see.test(textOf(emulator)),
        () => textOf(emulator),
      )
      if (name) pages.push({ name, rows: lastPage(rowsOf(emulator)) })
      program.write(key)
    }
    await Promise.race([exit, pause(WITHIN, undefined, { ref: false })])
    if (!way) pages.push({ name: 'all', rows: rowsOf(emulator) })
  } finally {
    if (!ended) program.kill('SIGKILL')
    await exit
    emulator.dispose()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return pages
}

async function until(holds, shown) {
  for (const start = Date.now(); !holds(); await pause(20)) {
    if (Date.now() - start > WITHIN) throw new Error(`the screen never came; instead:\n${shown()}`)
  }
}

const textOf = (emulator) =>
  rowsOf(emulator)
    .map((runs) => runs.map(({ text }) => text).join(''))
    .join('\n')
    .replaceAll('\u00a0', ' ')

/** What is on view, row by row: runs of text of one look, `{ text, column, color, bold, dim, underline }`. */
function rowsOf(emulator) {
  const { active } = emulator.buffer
  const rows = []
  for (let y = active.baseY; y < active.baseY + emulator.rows; y++) {
    const line = active.getLine(y)
    const runs = []
    for (let column = 0; column < line.length; column++) {
      const cell = line.getCell(column)
      if (cell.getWidth() === 0) continue
      const look = {
        color: cell.isFgPalette() ? cell.getFgColor() : undefined,
        bold: cell.isBold() !== 0,
        dim: cell.isDim() !== 0,
        underline: cell.isUnderline() !== 0,
      }
      const last = runs.at(-1)
      const same = last && Object.keys(look).every((trait) => last[trait] === look[trait])
      if (same) last.text += cell.getChars() || ' '
      else runs.push({ text: cell.getChars() || ' ', column, ...look })
    }
    while (runs.length > 0 && runs.at(-1).text.trim() === '') runs.pop()
    if (runs.length > 0) runs.at(-1).text = runs.at(-1).text.trimEnd()
    rows.push(runs)
  }
  while (rows.length > 0 && rows.at(-1).length === 0) rows.pop()
  return rows
}

/** From the last heading on. */
function lastPage(rows) {
  const top = rows.findLastIndex((runs) => /^[◆◇]/.test(runs[0]?.text ?? ''))
  return rows.slice(Math.max(top, 0))
}

/** Each run has its own orders, times and ports: the same ones stand in for them, as wide, so that nothing else moves. */
function settle(pages) {
  const known = new Map()
  const order = (id) => {
    if (!known.has(id)) known.set(id, ORDERS[known.size % ORDERS.length])
    return known.get(id)
  }
  for (const { rows } of pages) {
    for (const runs of rows) {
      const id = runs
        .map(({ text }) => text)
        .join('')
        .match(/\b([0-9a-f]{4})…/)?.[1]
      for (const run of runs) {
        run.text = run.text.replace(/\d\d:\d\d:\d\d/g, '10:42:09').replace(/127\.0\.0\.1:\d{4,5}/g, '127.0.0.1:9092')
        const elapsed = run.text.match(/(?<= · )\d+(?=\ss$)/)?.[0]
        if (elapsed) {
          // It ends at the right edge.
          run.text = run.text.replace(/\d+(?=\ss$)/, '3')
          run.column += elapsed.length - 1
        }
        if (!id) continue
        const { item, name } = order(id)
        run.text = run.text
          .replace(/\d × [^\d]*?(?= {2,}|$)(?: *)/, (found) => item.padEnd(found.length).slice(0, found.length))
          .replace(/\b[0-9a-f]{4}…/, `${name}…`)
      }
    }
  }
  return pages
}

const ORDERS = [
  { item: '2 × carnet', name: '7c10' },
  { item: '1 × timbre', name: '91ab' },
  { item: '3 × tampon', name: 'e04d' },
  { item: '1 × cahier', name: '2f68' },
  { item: '4 × carte', name: 'b5c3' },
]

const { values, positionals } = parseArgs({ options: { check: { type: 'boolean' } }, allowPositionals: true })
spawnSync(process.execPath, [join(root, 'scripts', 'ready.mjs')], { stdio: 'inherit' })
mkdirSync(images, { recursive: true })
const chosen = Object.entries(PICTURES).filter(([name]) => positionals.length === 0 || positionals.includes(name))
const stale = []
for (const [name, picture] of chosen) {
  const file = join(images, `${name}.svg`)
  const svg = draw({ ...picture, columns: COLUMNS, pages: settle(await play(picture)) })
  if (!values.check) writeFileSync(file, svg)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== svg) stale.push(name)
}
if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. \`node scripts/pictures.mjs\` makes them anew.`)
  process.exit(1)
}
