// A team (consumer group): who holds which drawers, and what each held before the last sharing-out.
import { t } from '../../i18n/index.js'
import { type Page, pictureWidth, plain } from '../page.js'
import type { TeamPicture } from '../screen.js'
import { pad, widthOf, wrap } from '../width.js'
import { sentence } from './sentence.js'

type Member = TeamPicture['members'][number]

/** The picture's lines, right of the guide bar: one for the team, one a member. */
export function teamLines({ group, members }: TeamPicture, page: Page): string[] {
  const width = pictureWidth(page)
  const column = Math.max(0, ...members.map(({ name }) => widthOf(name))) + 2
  return [
    ...wrap(t('screen:team.name', { group, count: present(members) }), width),
    ...members.flatMap((member) => {
      if (member.struck !== undefined) {
        const struck = page.theme.trouble(plain(t('screen:team.struck', { time: member.struck }), page))
        return wrap(`${pad(member.name, column)}${held(member.drawers, page)} ${page.glyphs.arrow} ${struck}`, width)
      }
      const before =
        member.before && !same(member) && !page.tight ? `${held(member.before, page)} ${page.glyphs.arrow} ` : ''
      const silent = member.silent === undefined ? '' : `  ${mute(member.silent, page)}`
      return wrap(pad(member.name, column) + before + held(member.drawers, page) + silent, width)
    }),
  ]
}

/** Those struck off are members no more. */
function present(members: Member[]): number {
  return members.filter(({ struck }) => struck === undefined).length
}

/** In words: between brackets are letters, in the other pictures. */
function held(drawers: number[], page: Page): string {
  const { theme } = page
  if (drawers.length === 0) return theme.quiet(plain(t('screen:team.none'), page))
  return theme.unread(plain(t('screen:team.drawers', { count: drawers.length, drawers: drawers.join(' ') }), page))
}

function mute(seconds: number, page: Page): string {
  return page.theme.trouble(plain(t('screen:team.silent', { seconds }), page))
}

function same({ drawers, before }: Member): boolean {
  return before?.join() === drawers.join()
}

/** The whole picture in sentences. */
export function spokenTeam(team: TeamPicture): string[] {
  return [teamName(team), ...team.members.map(spokenMember)]
}

/** « Équipe x, 3 membres. » */
export function teamName({ group, members }: TeamPicture): string {
  return sentence(t('screen:team.name', { group, count: present(members) }))
}

/** What one member holds, and held before. */
export function spokenMember(member: Member): string {
  const { name, before, silent, struck } = member
  const drawers = named(member.drawers)
  if (struck !== undefined) return t('screen:spoken.memberStruck', { name, drawers, time: struck })
  if (silent !== undefined) return t('screen:spoken.memberSilent', { name, drawers })
  if (!before || same(member)) return t('screen:spoken.member', { name, drawers })
  return t('screen:spoken.memberChanged', { name, before: named(before), drawers })
}

function named(drawers: number[]): string {
  if (drawers.length === 0) return t('screen:team.none')
  return t('screen:spoken.drawers', { count: drawers.length, drawers: drawers.join(', ') })
}
