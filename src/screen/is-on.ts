// A switch of the environment, apart from the screen itself: the help reads one, and loads no screen.

/** As clack reads ACCESSIBLE: any value but these. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false'].includes(value)
}
