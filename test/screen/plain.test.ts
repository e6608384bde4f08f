// No terminal: lines only. And which form is chosen when.
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createScreen } from '../../src/screen/index.js'
import { counter, MemoryTerminal, widest } from './support.js'

function open(options: { env?: NodeJS.ProcessEnv; simple?: boolean } = {}) {
  const output = new PassThrough({ encoding: 'utf8' })
  let text = ''
  output.on('data', (chunk) => (text += chunk))
  const screen = createScreen({ input: new PassThrough(), output, env: { LANG: 'fr_FR.UTF-8' }, ...options })
  return { screen, said: () => text }
}

describe('the plain form', () => {
  it('plays line by line, asks nothing, and goes on by itself', async () => {
    const { screen, said } = open()
    screen.print([
      { kind: 'heading', glyph: 'now', title: 'Le destinataire', place: { step: 1, steps: 6 } },
      {
        kind: 'prose',
        text: 'Une équipe arrive après tout le monde. Que lit-elle, et que reste-t-il après elle au casier ?',
      },
    ])
    expect(await screen.pause('continuer')).toBe('next')
    expect(await screen.confirm('Effacer ?')).toBe(false)
    await expect(screen.ask({} as never)).rejects.toThrow('without a terminal')
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    live.line({ who: 'tracker', wide: `lit n° 0 ${'mot '.repeat(25)}`, narrow: '', spoken: '' })
    live.picture([counter([{ end: 1, bookmark: 0 }])])
    live.picture([counter([{ end: 1, bookmark: 1 }])])
    live.status('retard : 0')
    const settled = await Promise.race([
      live.next(),
      new Promise((resolve) => setTimeout(resolve, 20, 'still waiting')),
    ])
    expect(settled).toBe('still waiting')
    live.ready('continuer')
    live.end()
    screen.print([{ kind: 'prose', text: 'Voilà.' }])
    screen.close()
    expect(widest(said().split('\n'))).toBeLessThanOrEqual(80)
    expect(`\n${said()}`).toMatchInlineSnapshot(`
      "
      ◆  Le destinataire                                                     étape 1/6
      │
      │  Une équipe arrive après tout le monde. Que lit-elle, et que reste-t-il après
      │  elle au casier ?
      │
      ◆  En direct
      │
      │  tracker   lit n° 0 mot mot mot mot mot mot mot mot mot mot mot mot mot mot
      │            mot mot mot mot mot mot mot mot mot mot mot
      │  casier 0  ▲[0]                           gardées 1 · marque-page 0 · retard 1
      │  retard : 0
      │
      │  guichet orders                                        lu au bureau à 10:42:09
      │  casier 0  [0]▲                           gardées 1 · marque-page 1 · retard 0
      │  ▲ marque-page de l’équipe order-tracker : à sa droite, les lettres à lire.
      │
      │  Voilà.
      "
    `)
  })

  it('is spoken with --simple', async () => {
    const { screen, said } = open({ simple: true })
    screen.print([{ kind: 'heading', glyph: 'now', title: 'Le destinataire', place: { step: 1, steps: 6 } }])
    expect(said()).toBe('Le destinataire, étape 1 sur 6.\n')
  })

  it('has colours only when they are forced', () => {
    const blocks = [{ kind: 'prose', text: '**Voilà.**' }] as const
    const bare = open({ env: { CI: 'true' } })
    bare.screen.print([...blocks])
    expect(bare.said()).toBe('│  Voilà.\n')
    const forced = open({ env: { FORCE_COLOR: '1' } })
    forced.screen.print([...blocks])
    expect(forced.said()).toContain('\x1b[1mVoilà.')
  })

  it('keeps to ASCII signs where the locale says so', () => {
    const { screen, said } = open({ env: { LC_ALL: 'C' } })
    screen.print([{ kind: 'prose', text: 'Le guichet «\u00a0orders\u00a0» : n°\u00a03…' }])
    expect(said()).toBe('|  Le guichet "orders" : n° 3...\n')
  })
})

describe('the form', () => {
  const forTerminal = (options: { env?: NodeJS.ProcessEnv; simple?: boolean; auto?: boolean }) => {
    const { input, output } = new MemoryTerminal()
    return createScreen({ input, output, env: {}, ...options }).form
  }

  it.each([
    ['a terminal', {}, 'terminal'],
    ['--simple', { simple: true }, 'simple'],
    ['ACCESSIBLE=1', { env: { ACCESSIBLE: '1' } }, 'simple'],
    ['ACCESSIBLE=0', { env: { ACCESSIBLE: '0' } }, 'terminal'],
    ['a terminal that cannot be redrawn', { env: { TERM: 'dumb' } }, 'simple'],
    ['--auto', { auto: true }, 'plain'],
    ['--auto --simple', { auto: true, simple: true }, 'plain'],
  ])('%s', (_, options, form) => {
    expect(forTerminal(options)).toBe(form)
  })

  it('is plain without a terminal on either side', () => {
    const { input, output } = new MemoryTerminal()
    expect(createScreen({ input: new PassThrough(), output, env: {} }).form).toBe('plain')
    expect(createScreen({ input, output: Object.assign(new PassThrough(), { columns: 80 }), env: {} }).form).toBe(
      'plain',
    )
  })
})
