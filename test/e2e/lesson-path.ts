// The way through a lesson, as a learner goes: what shows that they are there, and the key that leads on.
import type { Terminal } from '../support/terminal.js'

export interface Stop {
  name: string
  see: string | RegExp
  /** Keys, one after the other, with what the screen shows before the next; none where the lesson goes on by itself. */
  keys: (string | RegExp)[]
}

const nbsp = '\u00a0'
/** « étape 3/6 » still on view, and this under it. */
const at = (step: string, foot: string) => new RegExp(`étape ${step}(?![\\s\\S]*étape)[\\s\\S]*${foot}`)
const CONTINUE = `Entrée${nbsp}: continuer`
const START = `Entrée${nbsp}: lancer`

/** Lesson 1: every kind of step. */
export const LESSON_1: Stop[] = [
  { name: 'the lesson’s first page', see: `Entrée${nbsp}: commencer`, keys: ['Enter'] },
  { name: 'a story', see: at('1/6', CONTINUE), keys: ['Enter'] },
  { name: 'a question', see: `a b c${nbsp}: répondre`, keys: ['a'] },
  { name: 'programs at work', see: at('3/6', 'ne répond pas[\\s\\S]*Les programmes tournent'), keys: [] },
  { name: 'programs that are done', see: at('3/6', CONTINUE), keys: ['Enter'] },
  { name: 'an observation', see: at('4/6', CONTINUE), keys: ['Enter'] },
  {
    name: 'a task',
    see: at('5/6', `gardées 1[\\s\\S]*d${nbsp}: poster une lettre`),
    keys: ['f', /bureau fermé\s/, 'd'],
  },
  { name: 'a task, a letter waiting for the closed office', see: at('5/6', 'lara +.*ne répond pas'), keys: ['p'] },
  { name: 'a task’s result', see: /Tâche passée[\s\S]*Entrée\s: continuer/, keys: ['Enter'] },
  { name: 'the recap', see: `Entrée${nbsp}: avec les outils de Kafka`, keys: ['Enter'] },
  { name: 'the last page', see: `Entrée${nbsp}: terminer`, keys: ['Enter'] },
]

/** Lesson 2, as far as its text field. */
export const LESSON_2: Stop[] = [
  { name: 'the lesson’s first page', see: `Entrée${nbsp}: commencer`, keys: ['Enter'] },
  { name: 'what is read before programs start', see: at('1/7', START), keys: ['Enter'] },
  { name: 'programs that are done', see: at('1/7', CONTINUE), keys: ['Enter'] },
  { name: 'an observation', see: new RegExp(`Voici la fin du fichier[\\s\\S]*${CONTINUE}`), keys: ['Enter'] },
  { name: 'a question', see: `a b c${nbsp}: répondre`, keys: ['c'] },
  { name: 'programs that are done, again', see: at('4/7', CONTINUE), keys: ['Enter'] },
  { name: 'an observation, again', see: new RegExp(`Au bureau[\\s\\S]*${CONTINUE}`), keys: ['Enter'] },
  { name: 'a text field', see: at('6/7', `gardées \\d[\\s\\S]*Entrée${nbsp}: envoyer`), keys: [] },
]

/** Goes to a stop of the way, and waits until it is on view. */
export async function goTo(terminal: Terminal, way: Stop[], name: string): Promise<void> {
  for (const stop of way) {
    await terminal.waitFor(stop.see, 20_000)
    if (stop.name === name) return
    await goOn(terminal, stop)
  }
  throw new Error(`no stop named ${name}`)
}

/** Presses the keys that lead on from a stop that is on view. */
export async function goOn(terminal: Terminal, { keys }: Stop): Promise<void> {
  for (const [index, step] of keys.entries()) {
    if (index % 2 === 0) terminal.press(step as string)
    else await terminal.waitFor(step)
  }
}
