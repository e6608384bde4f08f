// `--simple`: line by line, fit for a screen reader. Nothing is redrawn; a letter typed, then Enter, is a key.
import { createInterface, type Interface } from 'node:readline'
import { t } from '../i18n/index.js'
import { CHOICE_LETTERS, HINT, type LetterMove, MOVE_LETTERS } from './keys.js'
import { LineWriter } from './line-writer.js'
import { LiveEvents } from './live-events.js'
import type { Answer, Block, Live, LiveOptions, Move, PauseOptions, Question, Screen } from './screen.js'
import { Interrupted } from './screen.js'
import { speakable, spokenBlock } from './spoken.js'
import { TypedLines } from './typed-lines.js'
import { spokenVoice } from './voice.js'

export class SimpleScreen implements Screen {
  readonly form = 'simple'
  readonly spoken = true
  readonly #input: NodeJS.ReadableStream
  readonly #writer: LineWriter
  #reader: Interface | undefined
  /** Who the next line is for; nobody: it is dropped, so that nothing advances unasked. */
  #listener: { line(text: string): void; fail(error: Error): void } | undefined
  /** What is typed for them. */
  #typed: TypedLines | undefined
  #over = false
  #keysSaid = false
  #watchSaid = false

  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
    this.#input = input
    this.#writer = new LineWriter(output, spokenVoice())
  }

  print(blocks: Block[]): void {
    this.#writer.print(blocks)
  }

  height(blocks: Block[]): number {
    return this.#writer.height(blocks)
  }

  pause(next: string, { lesson = false }: PauseOptions = {}): Promise<Move> {
    const label = speakable(next)
    const keys = [
      lesson ? sayKey(MOVE_LETTERS.skip, 'skipLesson') : sayKeys(['skip']),
      sayKeys(['reread', 'quit']),
    ].join(', ')
    const full = t('screen:spoken.pauseKeys', { next: label, keys })
    this.#writer.write([this.#keysSaid && !lesson ? t('screen:spoken.pause', { next: label }) : full])
    this.#keysSaid = true
    return this.#read((text) => {
      if (text === '') return 'next'
      return moveOf(text) ?? this.#repeat(full)
    })
  }

  ask({ heading, body, choices, hints, told = 0 }: Question): Promise<Answer> {
    this.print([heading, ...body])
    const letters = choices.map((_, index) => CHOICE_LETTERS[index]!)
    this.#writer.write(choices.map(({ label }, index) => `${letters[index]}. ${speakable(label)}`))
    const give = hintGiver(hints, told)
    const prompt = () => {
      const keys = [...(give.left() ? [sayKey(HINT, 'hint')] : []), sayKey(MOVE_LETTERS.skip, 'skip')].join(', ')
      this.#writer.prompt(t('screen:spoken.answer', { letters: sayLetters(letters), keys }))
    }
    prompt()
    return this.#read((text) => {
      const index = letters.includes(text) ? letters.indexOf(text) : /^\d$/.test(text) ? Number(text) - 1 : -1
      const choice = choices[index]
      if (choice) return { choice: choice.id }
      const move = moveOf(text)
      if (move) return move === 'reread' ? { move, told: give.told() } : { move }
      if (text === HINT) this.#writer.write([give.next()])
      else if (text !== '')
        this.#writer.write([t('screen:spoken.unknown', { keys: sayKeys(['skip', 'reread', 'quit']) })])
      prompt()
      return undefined
    })
  }

  confirm(question: string): Promise<boolean> {
    const [yes, no] = [t('screen:confirm.yesLetter'), t('screen:confirm.noLetter')]
    const prompt = () => this.#writer.prompt(t('screen:spoken.confirm', { question: speakable(question), yes, no }))
    prompt()
    return this.#read((text) => {
      if (text === yes) return true
      if (text === no || text === MOVE_LETTERS.quit) return false
      prompt()
      return undefined
    })
  }

  live(options: LiveOptions): Live {
    const { actions = [], field, hints = [] } = options
    const events = new LiveEvents()
    const lines = this.#writer.live(options, { ticking: actions.length === 0 && field === undefined })
    const give = hintGiver(hints)
    const keys = [
      ...actions.map(({ key, label }) => t('screen:legend.item', { key, label: speakable(label) })),
      ...(hints.length > 0 ? [t('screen:legend.item', { key: HINT, label: t('screen:legend.hint') })] : []),
      ...(['skip', 'reread', 'quit'] as const).map((move) =>
        t('screen:legend.item', { key: MOVE_LETTERS[move], label: t(`screen:legend.${move}`) }),
      ),
    ].join('. ')
    const idle = actions.length === 0 && field === undefined && hints.length === 0
    const help = idle
      ? t('screen:spoken.watch', { keys: sayKeys(['skip', 'reread', 'quit']) })
      : t('screen:spoken.then', { keys })
    // Said once, and not of what is over in a moment.
    const told = idle && (this.#watchSaid || options.body === undefined)
    this.#watchSaid ||= idle && !told
    const what = field ? [t('screen:spoken.field', { label: speakable(field.label) })] : []
    this.#writer.write([...what, ...(told ? [] : [help])])
    let ready: string | undefined
    let left = false
    let picture: Block[] = []
    const listener = {
      line: (typed: string) => {
        const text = typed.trim()
        if (text === HELP) return this.#writer.write([ready ?? help])
        const action = actions.find(({ key }) => key === text.toLowerCase())
        const move = moveOf(text.toLowerCase())
        lines.anew()
        if (move === 'reread') {
          const again = [options.heading, ...(options.body ?? []), ...picture].flatMap(spokenBlock)
          this.#writer.write([...again, ready ?? help])
        } else if (move) {
          left ||= move === 'quit'
          events.add({ move })
        } else if (ready !== undefined) {
          // What there was to do is done.
          if (text === '') events.add({ move: 'next' })
          else this.#writer.write([ready])
        } else if (action) events.add({ action: action.key })
        else if (text.toLowerCase() === HINT) this.#writer.write([give.next()])
        else if (text !== '' && field) events.add({ text })
        else this.#writer.write([text === '' ? t('screen:spoken.notYet', { help }) : help])
      },
      fail: (error: Error) => events.fail(error),
    }
    this.#listen(listener)
    return {
      ...lines,
      picture: (blocks) => {
        picture = blocks
        lines.picture(blocks)
      },
      next: () => events.next(),
      ready: (label) => {
        ready = t('screen:spoken.pause', { next: speakable(label) })
        lines.close([ready])
      },
      end: () => {
        if (this.#listener === listener) this.#listener = undefined
        lines.end({ left: left || this.#over })
      },
    }
  }

  close(): void {
    if (this.#over) return
    this.#over = true
    process.off('SIGINT', this.#interrupt)
    this.#reader?.close()
    this.#typed?.drop()
    this.#listener?.fail(new Interrupted())
    this.#listener = undefined
  }

  /** Gives each line to `handle` until it makes a value of one. */
  #read<T>(handle: (text: string) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#listen({
        line: (typed) => {
          const value = handle(typed.trim().toLowerCase())
          if (value === undefined) return
          this.#listener = undefined
          resolve(value)
        },
        fail: reject,
      })
    })
  }

  #listen(listener: { line(text: string): void; fail(error: Error): void }): void {
    if (this.#over) {
      listener.fail(new Interrupted())
      return
    }
    this.#listener = listener
    this.#typed?.drop()
    this.#typed = new TypedLines((line) => {
      if (this.#listener === listener) listener.line(line)
    })
    if (this.#reader) return
    this.#reader = createInterface({ input: this.#input, terminal: false })
    this.#reader.on('line', (line) => {
      if (this.#listener) this.#typed?.add(typedText(line))
    })
    this.#reader.on('close', this.#interrupt)
    process.on('SIGINT', this.#interrupt)
  }

  readonly #interrupt = (): void => this.close()

  #repeat(text: string): undefined {
    this.#writer.write([text])
  }
}

/** What Escape asks for, which has no menu to open here. */
const HELP = '?'

/** A line without what keys that are no letters leave in it: the arrows, Escape. */
function typedText(line: string): string {
  const text = line.replace(/\x1b\[[\d;]*[A-Za-z~]|[\x00-\x1f\x7f]/g, '')
  return text === '' && line !== '' ? HELP : text
}

function moveOf(letter: string): LetterMove | undefined {
  return (Object.keys(MOVE_LETTERS) as LetterMove[]).find((move) => MOVE_LETTERS[move] === letter)
}

/** « p pour passer, q pour quitter » */
function sayKeys(moves: LetterMove[]): string {
  return moves.map((move) => sayKey(MOVE_LETTERS[move], move)).join(', ')
}

function sayKey(key: string, action: LetterMove | 'skipLesson' | 'hint'): string {
  return t('screen:spoken.keyFor', { key, action: t(`screen:spoken.${action}`) })
}

/** « a, b ou c » */
function sayLetters(letters: string[]): string {
  const last = letters.at(-1)!
  if (letters.length === 1) return last
  return t('screen:spoken.or', { most: letters.slice(0, -1).join(', '), last })
}

/** Tells hints one after the other, then that there are no more. */
function hintGiver(tiers: string[], already = 0): { next(): string; left(): boolean; told(): number } {
  let told = already
  return {
    told: () => told,
    left: () => told < tiers.length,
    next: () => {
      const text = tiers[told]
      if (text === undefined) return t('screen:spoken.noHint')
      told++
      return speakable(t('screen:answer.hint', { number: told, total: tiers.length, text }))
    },
  }
}
