// Windows has no SIGTERM: there, kill() ends a program in the middle of a sentence. Loaded before the program, this
// lets it be told by a message instead, so that a recipient leaves its team and a sender gets her last receipt.

process.once('message', (signal) => {
  if (signal !== 'SIGTERM') return
  if (process.listenerCount('SIGTERM') > 0) process.emit('SIGTERM')
  else process.exit(143)
})
// Listening must not keep it running.
process.channel?.unref()
