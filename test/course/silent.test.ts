// Since when a reader that was killed has been silent: the scene knows, the broker says nothing of it.
import { expect, it } from 'vitest'
import { Scene } from '../../src/course/scene/scene.js'
import { embeddedOffice } from '../../src/office/embedded.js'

/** A scene where tracker-1 is still of the team, as it is for six seconds after its death. */
function sceneWithTeam(watched: boolean): Scene {
  const office = embeddedOffice({ port: 0 })
  const members = [{ memberId: 'tracker-1-x', clientId: 'tracker-1', host: '', partitions: [0] }]
  office.inspector.group = async () => ({ state: 'Stable', members })
  return new Scene(office, { watched })
}

it('is told of a member that was killed, and of no other', async () => {
  const scene = sceneWithTeam(true)
  expect((await scene.team()).members).toEqual([{ name: 'tracker-1', drawers: [0], before: undefined }])
  await scene.kill('tracker-1')
  expect((await scene.team()).members).toMatchObject([{ name: 'tracker-1', silent: 0 }])
})

it('is not told where nobody watches', async () => {
  const scene = sceneWithTeam(false)
  await scene.kill('tracker-1')
  expect((await scene.team()).members[0]).not.toHaveProperty('silent')
})
