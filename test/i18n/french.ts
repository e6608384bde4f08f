// What French typography and our own words ask of a text; each rule says what it found, and where.

const NBSP = '\u00a0'
/** Stands for what is not French prose: code, addresses. */
const OTHER = '\ufffc'

interface Rule {
  name: string
  /** Every match is a fault. */
  pattern: RegExp
}

const UNITS =
  'lettres?|casiers?|récépissés?|membres?|équipes?|leçons?|prédictions?|octets?|colonnes?|lignes?|secondes?|minutes?|heures?|min|ms|[sh]'

/** Words that lose their accent when they start with a capital. */
const UNACCENTED = [
  'Ca',
  'Ecart',
  'Echange[rsz]?',
  'Echap',
  'Echec',
  'Echou(?:e|é)\\p{L}*',
  'Ecole',
  'Ecout\\p{L}*',
  'Ecran',
  'Ecri\\p{L}*',
  'Editeur',
  'Efface\\p{L}*(?<=é)',
  'Egal\\p{L}*',
  'Electr\\p{L}*',
  'Element',
  'Enieme',
  'Envoye',
  'Epreuve',
  'Equipe',
  'Etape',
  'Etat',
  'Ete(?:s|ind\\p{L}*)?',
  'Etoile',
  'Etre',
  'Evenement',
  'Evident',
  'Evit\\p{L}*',
  'Recepisse',
  'Reseau',
].join('|')

const RULES: Rule[] = [
  { name: 'a no-break space before ; : ! ? »', pattern: new RegExp(`[^${NBSP};:!?][;:!?»]|^[;:!?»]`, 'gu') },
  { name: 'a no-break space inside «', pattern: new RegExp(`«(?!${NBSP})`, 'gu') },
  { name: 'one no-break space, not several, and not the narrow one', pattern: /\u202f|[ \u00a0]\u00a0|\u00a0 /gu },
  { name: 'no space before , . …', pattern: /(?<!«)[ \u00a0][,.…](?!\p{L})/gu },
  { name: '… for three dots', pattern: /\.\.\./gu },
  { name: '’ for the apostrophe, « » for quotes', pattern: /['"“”]/gu },
  { name: 'accents on capitals', pattern: new RegExp(`(?<!\\p{L})(?:${UNACCENTED})(?!\\p{L})`, 'gu') },
  { name: 'À, not A, to begin a sentence', pattern: /(?:^|[.!?…»]\s+|\n)[*_]*A(?=[ \u00a0])/gu },
  {
    name: 'a no-break space between a number and its unit',
    pattern: new RegExp(`\\d (?:${UNITS})(?!\\p{L})`, 'gu'),
  },
  { name: 'a no-break space after n°', pattern: new RegExp(`n°(?!${NBSP}|$)`, 'gu') },
  {
    name: 'no elision left to a name: « de l’équipe {{…}} »',
    // A number needs none: it has a format, or a unit after it.
    pattern: /(?<!\p{L})(?:de |que |d’|qu’)\{\{[^,}]*\}\}(?!\u00a0\p{L})/giu,
  },
  { name: 'récépissé, not accusé de réception', pattern: /accusés? de réception/giu },
  {
    name: 'lire, not prendre, retirer, vider or distribuer',
    pattern:
      /(?<!\p{L})(?:pren(?:d|ds|dre|dra|ez|ons|nent|ant|ait|aient)|prise?s?|retir\p{L}+|vid(?:er|ez|ent|ée?s?|ait|ant)|distribu\p{L}*)(?!\p{L})/giu,
  },
]

/** The faults of a French text, as « rule: excerpt »; Markdown's inline marks are allowed in it, code is left alone. */
export function faults(text: string): string[] {
  const prose = text.replace(/`[^`]*`/g, OTHER).replace(/https?:\/\/[^\s»]+|\b[\p{L}.]+:(?:\d+|port)\b/gu, OTHER)
  return RULES.flatMap(({ name, pattern }) =>
    [...prose.matchAll(pattern)].map(({ index }) => `${name}: ${prose.slice(Math.max(0, index - 25), index + 25)}`),
  )
}
