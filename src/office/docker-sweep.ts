// Run by the janitor once a CLI that used the Docker office is gone, whatever ended it: the office is let go of, and
// removed if nobody else uses it. Its one argument is that CLI's pid.
import { release } from './docker/sweep.js'

await release({ name: process.argv[2] ?? '', gently: false })
process.exit(0)
