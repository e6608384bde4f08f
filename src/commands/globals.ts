// The flags every command knows.

export interface Globals {
  /** `embarque`, `docker` or `host:port,…`; undefined for the default. */
  office: string | undefined
  /** Line by line, for a screen reader. */
  simple: boolean
  /** False with --no-color; undefined lets the environment decide. */
  color: false | undefined
}
