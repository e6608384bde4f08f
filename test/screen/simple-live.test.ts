// `--simple` while programs run: what is said of their lines and of the picture, when, and when it is said again.
import { describe, expect, it, vi } from 'vitest'
import type { Block } from '../../src/screen/screen.js'
import { SIGNS } from '../support/ear.js'
import { open } from './simple-screen.js'
import { counter } from './support.js'

describe('the simple form, live,', () => {
  it('says what changes while programs run, at most every two seconds, and the picture whole in the end', async () => {
    const { screen, says, said, type } = open()
    const live = screen.live({
      heading: { kind: 'heading', glyph: 'now', title: 'À vous' },
      actions: [{ key: 'd', label: 'lara poste une lettre' }],
      hints: ['Postez.'],
    })
    const started = Date.now()
    for (let end = 1; end <= 9; end++) live.picture([counter([{ end, bookmark: 0 }])])
    live.picture([counter([{ end: 9, bookmark: 0 }], { readAt: '10:42:10' })])
    await says('9 lettres gardées')
    expect(Date.now() - started).toBeGreaterThan(1900)
    expect(said().match(/gardées?,.*/g)).toEqual([
      'gardée, marque-page 0, retard 1.',
      'gardées, marque-page 0, retard 9.',
    ])
    type('d')
    expect(await live.next()).toEqual({ action: 'd' })
    type('')
    type('i')
    await says('Indice 1 sur 1')
    live.picture([counter([{ end: 9, bookmark: 9 }])])
    live.ready('continuer')
    await says('Entrée\u00a0: continuer.')
    expect(said()).toMatch(/lu au bureau.*Retard\u00a0: 0 lettre\.\nEntrée\u00a0: continuer\.\n$/)
    type('')
    expect(await live.next()).toEqual({ move: 'next' })
    live.end()
    expect(said()).not.toMatch(SIGNS)
  })

  it('counts letters that come faster than they can be said', async () => {
    const { screen, says, said } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    const tally = (count: number) => `${count} lettres lues`
    const line = (spoken: string, more: object = {}) => live.line({ who: 'x', wide: '', narrow: '', spoken, ...more })
    for (let letter = 0; letter < 30; letter++) line(`Lettre ${letter} lue.`, { tally })
    line('Le bureau est tué net.')
    await says('tué net')
    expect(said().match(/Lettre \d+ lue/g)).toHaveLength(12)
    expect(said()).toMatch(/Lettre 11 lue\.\nCoup sur coup\u00a0: 18 lettres lues\.\nLe bureau est tué net\.\n/)
    live.end()
  })

  it('says the same words now and then only, and no more once all is said', async () => {
    const { screen, said, type } = open()
    vi.useFakeTimers()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    const insist = async (times: number) => {
      for (let time = 0; time < times; time++) {
        live.line({ who: 'x', wide: '', narrow: '', spoken: 'Lettre 3 illisible.' })
        await vi.advanceTimersByTimeAsync(500)
      }
    }
    await insist(20)
    expect(said().match(/illisible/g)).toHaveLength(2)
    type('?')
    await vi.advanceTimersByTimeAsync(0)
    await insist(1)
    expect(said().match(/illisible/g)).toHaveLength(3)
    live.ready('continuer')
    await vi.advanceTimersByTimeAsync(1000)
    await insist(20)
    vi.useRealTimers()
    expect(said().match(/illisible/g)).toHaveLength(3)
    expect(said()).toMatch(/continuer\.\n$/)
    live.end()
  })

  it('says the last lines of the programs before the picture and what to type', async () => {
    const { screen, says, said } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    live.picture([counter([{ end: 1, bookmark: 0 }])])
    live.ready('continuer')
    live.line({ who: 'x', wide: '', narrow: '', spoken: 'Lettre 0 lue.' })
    live.picture([counter([{ end: 1, bookmark: 1 }])])
    await says('Entrée')
    expect(said()).toMatch(/Lettre 0 lue\.\nGuichet orders, .*Retard\u00a0: 0 lettre\.\nEntrée\u00a0: continuer\.\n$/)
    live.end()
    expect(said()).toMatch(/continuer\.\n$/)
  })

  it('says it all again, as it now stands, to whoever rereads', async () => {
    const { screen, says, said, type } = open()
    const body: Block[] = [{ kind: 'prose', text: 'lara poste.' }]
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' }, body })
    live.picture([counter([{ end: 1, bookmark: 0 }])])
    live.ready('continuer')
    await says('continuer')
    const before = said().length
    type('r')
    await vi.waitFor(() => expect(said().slice(before)).toContain('continuer'))
    expect(said().slice(before)).toMatch(
      /^\nEn direct\.\nlara poste\.\nGuichet orders, .*\nEntrée\u00a0: continuer\.\n$/,
    )
    live.end()
  })

  it('does not say the picture again to whoever leaves', async () => {
    const { screen, said, type } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    live.picture([counter([{ end: 1, bookmark: 0 }])])
    type('q')
    expect(await live.next()).toEqual({ move: 'quit' })
    live.end()
    expect(said()).not.toContain('lu au bureau')
  })

  it('says of several drawers only those that changed, those alike together', async () => {
    const { screen, says, said } = open()
    const live = screen.live({ heading: { kind: 'heading', glyph: 'now', title: 'En direct' } })
    live.picture([counter([{ end: 1 }, { end: 1 }, { end: 2 }])])
    live.picture([counter([{ end: 1 }, { end: 3 }, { end: 3 }])])
    await says('3 lettres')
    expect(said().replaceAll('\u00a0', ' ')).toMatch(
      /Casiers 0 et 1, chacun : 1 lettre gardée, .*\nCasier 2 : 2 lettres.*\nEn cours .*\nCasiers 1 et 2, chacun : 3 lettres gardées, sans marque-page\.\n$/,
    )
    live.end()
  })
})
