// A lesson's Markdown cut into sections and slots.
import { describe, expect, it } from 'vitest'
import { parseProse } from '../../src/course/prose.js'

const LESSON = `# Un titre

Une idée, en une phrase.

<!-- step: debut -->
## Le début

Il y a {{n, letters}} et un \`mot\`.

<!-- hints -->
1. premier
2. second,
   sur deux lignes

<!-- wrong:perdue -->
Rien n’est perdu.

<!-- body:simplified -->
Ici, c’est plus simple.

<!-- body:spoken -->
Il y a {{n, letters}}, et rien à voir.

<!-- step: fin -->
## La fin

| À la poste | Dans Kafka |
|---|---|
| bureau | {{broker}} |

\`\`\`sh
kafka-topics.sh --list
\`\`\`
`

describe('the prose of a lesson', () => {
  const prose = parseProse(LESSON)

  it('has a title and a summary', () => {
    expect(prose.title).toBe('Un titre')
    expect(prose.summary).toBe('Une idée, en une phrase.')
  })

  it('is cut into sections by step, each with its heading', () => {
    expect([...prose.sections].map(([id, section]) => [id, section.title])).toEqual([
      ['debut', 'Le début'],
      ['fin', 'La fin'],
    ])
  })

  it('fills placeholders and counts in the learner’s language', () => {
    const body = prose.sections.get('debut')!.blocks('body', { n: 0 })
    expect(body).toEqual([{ kind: 'prose', text: expect.stringMatching(/^Il y a 0.lettre et un `mot`\.$/) }])
  })

  it('gives a slot’s list as items, one line each', () => {
    expect(prose.sections.get('debut')!.items('hints', {})).toEqual(['premier', 'second, sur deux lignes'])
  })

  it('keeps a slot for one wrong answer apart', () => {
    expect(prose.sections.get('debut')!.text('wrong:perdue', {})).toBe('Rien n’est perdu.')
  })

  it('says some parts otherwise where the lesson is simplified', () => {
    const section = prose.sections.get('debut')!
    expect(section.as('simplified').text('body', {})).toBe('Ici, c’est plus simple.')
    expect(section.as('simplified').text('wrong:perdue', {})).toBe(section.text('wrong:perdue', {}))
    expect(section.as('simplified').title).toBe('Le début')
  })

  it('says some parts otherwise for the ear', () => {
    const section = prose.sections.get('debut')!.as('spoken')
    expect(section.text('body', { n: 2 })).toMatch(/^Il y a 2.lettres, et rien à voir\.$/)
    expect(section.items('hints', {})).toHaveLength(2)
  })

  it('gives tables and commands as blocks', () => {
    expect(prose.sections.get('fin')!.blocks('body', { broker: 'localhost:1' })).toEqual([
      { kind: 'table', head: ['À la poste', 'Dans Kafka'], rows: [['bureau', 'localhost:1']] },
      { kind: 'command', caption: '', lines: ['kafka-topics.sh --list'] },
    ])
  })

  it('refuses two sections for one step', () => {
    expect(() => parseProse('<!-- step: a -->\n## A\n\n<!-- step: a -->\n## B\n')).toThrow(/a/)
  })
})
