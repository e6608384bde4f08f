// What must never reach an ear: signs that a voice spells out or leaves out, and words that speak to the eye.
import type { Language } from '../../src/i18n/index.js'

/** Signs, rules and boxes, escape codes. */
export const SIGNS = /[·→×÷│◆◇└┄≠▲□■—]|n°|\[\d+\]|\x1b/

/** Colours, shapes, places on a screen, and the invitation to look at them. */
const EYE: Record<Language, RegExp> = {
  fr: /(?<!\p{L})(?:[Rr]egarde[zr]|[Vv]oyez|voyiez|dessin(?:é|ée|s)?|flèches?|triangles?|carrés?|colonnes?|soulign\S*|couleurs?|(?:rouge|vert|jaune|bleu)s?|à gauche|à droite|[Ee]n (?:bas|haut)|[Cc]i-(?:dessous|dessus|contre)|l’écran|[Ll]es points)(?!\p{L})/u,
  en: /\b(?:[Ll]ook at|[Ww]atch|drawn|drawing|arrows?|triangles?|squares?|columns?|underlined|colou?rs?|red|green|yellow|blue|(?:left|right) of (?:the|it|its)|to the (?:left|right)|[Aa]t the (?:top|bottom)|(?:below|above)(?! \d)|the screen|[Tt]he dots|see it|in the picture)\b/,
}

/** What of these a text holds, each with a little of what is around it. */
export function unfitForTheEar(text: string, language: Language): string[] {
  return [SIGNS, EYE[language]].flatMap((pattern) => {
    const all = new RegExp(`.{0,25}(?:${pattern.source}).{0,25}`, `g${pattern.flags}`)
    return text.match(all) ?? []
  })
}
