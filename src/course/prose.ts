// A lesson's prose: fr.md and en.md, readable as they are on a code-hosting site. Comments, invisible there,
// mark what the course needs: `<!-- step: id -->` before each section's heading, `<!-- hints -->` before a slot.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lexer, type Token, type Tokens } from 'marked'
import { fill, type Language } from '../i18n/index.js'
import type { Block } from '../screen/screen.js'

/** A part of a section: its blocks as Markdown tokens, filled with the scene's facts when shown. */
export type Slot = Token[]

export interface Prose {
  title: string
  /** The idea in a sentence or two: for the list of lessons and the notebook. */
  summary: string
  /** What comes before the first step; its slot `fidelity` says why the lesson is not wholly real somewhere. */
  intro: Section
  sections: Map<string, Section>
}

/** One step's text. The slot before any marker is `body`. */
export class Section {
  title = ''
  readonly slots: Map<string, Slot>
  constructor(body: Slot) {
    this.slots = new Map([['body', body]])
  }

  has(slot: string): boolean {
    return this.slots.has(slot)
  }

  /**
   * The same section where the lesson is `simplified`, or said for the ear: a slot `body:simplified`, or `body:spoken`,
   * stands in for `body`, and so on.
   */
  as(variant: 'simplified' | 'spoken'): Section {
    const section = new Section(this.slots.get(`body:${variant}`) ?? this.slots.get('body') ?? [])
    section.title = this.title
    for (const slot of this.slots.keys()) {
      if (slot !== 'body') section.slots.set(slot, this.slots.get(`${slot}:${variant}`) ?? this.slots.get(slot)!)
    }
    return section
  }

  /** The slot as blocks to show; empty when the section has no such slot. */
  blocks(slot: string, facts: Record<string, unknown>): Block[] {
    return toBlocks(this.slots.get(slot) ?? [], facts)
  }

  /** The slot as one line of text. */
  text(slot: string, facts: Record<string, unknown>): string {
    const texts = (this.slots.get(slot) ?? []).map((token) => ('text' in token ? token.text : ''))
    return fill(
      texts
        .join(' ')
        .replace(/\s*\n\s*/g, ' ')
        .trim(),
      facts,
    )
  }

  /** The items of the slot's list. */
  items(slot: string, facts: Record<string, unknown>): string[] {
    const list = this.slots.get(slot)?.find((token): token is Tokens.List => token.type === 'list')
    return list ? list.items.map((item) => fill(oneLine(item.text), facts)) : []
  }

  /** The items of the slot's list, each with its key, which is the language's own: « `d` : poster une lettre ». */
  keyed(slot: string, facts: Record<string, unknown>): { key: string; label: string }[] {
    return this.items(slot, facts).map((item) => {
      const [, key, label] = /^`([a-z])`\s*:\s(.+)$/.exec(item) ?? []
      if (!key || !label) throw new Error(`an action without its key: ${item}`)
      return { key, label }
    })
  }
}

/** Reads a lesson's prose in one language. Throws with the file's name when a marker is wrong. */
export function readProse(folder: string, language: Language): Prose {
  return parseProse(readFileSync(join(folder, `${language}.md`), 'utf8'))
}

/** Cuts a lesson's Markdown into its sections and their slots. */
export function parseProse(markdown: string): Prose {
  let title = ''
  let slot: Slot = []
  const intro = new Section(slot)
  const sections = new Map<string, Section>()
  let section = intro

  for (const token of lexer(markdown)) {
    const marker = token.type === 'html' ? /^<!--\s*([\w-]+)(?::\s*([\w-]+))?\s*-->/.exec(token.raw) : null
    if (marker?.[1] === 'step') {
      slot = []
      const id = marker[2]
      if (!id || sections.has(id)) throw new Error(`step marker without an id of its own: ${token.raw.trim()}`)
      section = new Section(slot)
      sections.set(id, section)
    } else if (marker) {
      slot = []
      section.slots.set([marker[1], marker[2]].filter(Boolean).join(':'), slot)
    } else if (token.type === 'heading' && token.depth === 1) {
      title = token.text
    } else if (token.type === 'heading' && token.depth === 2) {
      section.title = token.text
    } else if (token.type !== 'space' && token.type !== 'heading' && token.type !== 'html') {
      slot.push(token)
    }
  }
  return { title, summary: intro.text('body', {}), intro, sections }
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim()
}

function toBlocks(tokens: Token[], facts: Record<string, unknown>): Block[] {
  return tokens.flatMap((token): Block[] => {
    switch (token.type) {
      case 'paragraph':
        return [{ kind: 'prose', text: fill(oneLine(token.text), facts) }]
      case 'list':
        return [{ kind: 'list', items: (token as Tokens.List).items.map((item) => fill(oneLine(item.text), facts)) }]
      case 'table': {
        const table = token as Tokens.Table
        const row = (cells: Tokens.TableCell[]) => cells.map((cell) => fill(cell.text, facts))
        return [{ kind: 'table', head: row(table.header), rows: table.rows.map(row) }]
      }
      case 'code':
        return [{ kind: 'command', caption: '', lines: fill(token.text, facts).split('\n') }]
      default:
        throw new Error(`a lesson's prose has no use for Markdown's ${token.type}: ${token.raw}`)
    }
  })
}
