// Is the image already here? Then nothing has to be pulled, and no quota counts.
import { runCommand } from '../../programs/command.js'
import { classify } from '../classify.js'
import { atMost, fail, ok, type Probe, says } from '../probe.js'

const DEADLINE = 3000

export const imageProbe: Probe = async (situation, until) => {
  const { env, image } = situation
  const options = { deadline: atMost(DEADLINE, until), env }
  const [asked, listed] = await Promise.all([
    runCommand('docker', ['image', 'inspect', '--format', '{{.Id}}', image], options),
    runCommand('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'], options),
  ])
  situation.imageHere = asked.code === 0
  situation.localImages = listed.stdout.split(/\r?\n/).filter((name) => /kafka/i.test(name) && !name.includes('<none>'))
  if (situation.imageHere) return ok(says('imageHere', { image }))
  if (/invalid reference/i.test(asked.said)) return fail('no-such-image', classify(asked.said).evidence)
  const other = situation.localImages[0]
  return ok(other ? says('imageOther', { image, other }) : says('imageAbsent', { image }))
}
