// Run by the janitor once a CLI that used Docker is gone, whatever ended it. With that CLI's pid, the office is let go of,
// and removed if nobody else uses it; with `project` and a name, that project is removed.
import { release, removeProject } from './docker/sweep.js'

const [name = '', project] = process.argv.slice(2)
if (name === 'project') await removeProject(project)
else await release({ name, gently: false })
process.exit(0)
