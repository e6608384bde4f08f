// What a learner keeps of the course: the file that `progres --export` writes.
import { describe, expect, it } from 'vitest'
import { notebook } from '../../src/course/notebook.js'

const lesson = {
  number: 4,
  title: 'Le destinataire',
  summary: 'Un destinataire arrive tard.',
  concepts: ['lecture (fetch)'],
  progress: {
    state: 'done' as const,
    finishedAt: '2026-03-01T10:00:00Z',
    steps: {
      combien: {
        kind: 'prediction' as const,
        step: 'combien',
        said: 'Aucune.',
        shown: '5 lettres lues.',
        right: false,
        why: 'Elles attendaient depuis le début.',
      },
      passee: { kind: 'prediction' as const, step: 'passee', said: undefined, shown: '3 lettres.', right: false },
      retard: { kind: 'task' as const, step: 'retard', outcome: 'done' as const },
      retenir: {
        kind: 'recap' as const,
        step: 'retenir',
        rows: [['lire', 'fetch', '5 | lues']],
        commands: ['kafka-console-consumer.sh \\\n  --topic orders'],
      },
    },
  },
}

describe('the learner’s notebook', () => {
  const text = notebook([lesson], new Date('2026-03-02T10:00:00Z'))

  it('says the idea, and when the lesson was finished', () => {
    expect(text).toContain('## 4. Le destinataire')
    expect(text).toContain('1 mars 2026')
    expect(text).toContain('Un destinataire arrive tard.')
  })

  it('sets what was predicted beside what the broker showed', () => {
    expect(text).toMatch(/J’avais dit.: Aucune\.\n {2}Le bureau a montré.: 5 lettres lues\./)
    expect(text).toMatch(/5 lettres lues\.\n {2}Pourquoi.: Elles attendaient depuis le début\.\n/)
    expect(text).toMatch(/J’ai passé la question\.\n {2}Le bureau a montré.: 3 lettres\./)
  })

  it('keeps a table a table, whatever the learner’s own words hold', () => {
    expect(text).toContain('| lire | fetch | 5 \\| lues |')
  })

  it('gives the commands as they were, ready to paste', () => {
    expect(text).toContain('```sh\nkafka-console-consumer.sh \\\n  --topic orders\n```')
  })
})
