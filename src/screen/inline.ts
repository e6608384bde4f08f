// Inline Markdown of a lesson's prose: `code`, **strong**, *emphasis*; nothing else.
import { toAscii } from './glyphs.js'
import type { Page } from './page.js'

const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*/g

/** The text with its colours. Each word is coloured by itself, so that wrapping never cuts a colour in two. */
export function inline(text: string, { theme, glyphs }: Page): string {
  const plain = glyphs.ascii ? toAscii(text) : text
  return plain.replace(MARKS, (_, code?: string, strong?: string, emphasis?: string) => {
    if (code !== undefined) return byWord(code, theme.code)
    if (strong !== undefined) return byWord(strong, theme.strong)
    return byWord(emphasis ?? '', theme.emphasis)
  })
}

/** The text alone, without its marks. */
export function withoutMarks(text: string): string {
  return text.replace(MARKS, (_, code?: string, strong?: string, emphasis?: string) => code ?? strong ?? emphasis ?? '')
}

function byWord(text: string, paint: (word: string) => string): string {
  return text.split(' ').map(paint).join(' ')
}
