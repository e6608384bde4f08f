// The French texts, the reference: what the user types too.
import app from './app.json' with { type: 'json' }
import broker from './broker.json' with { type: 'json' }
import diagnostic from './diagnostic.json' with { type: 'json' }
import screen from './screen.json' with { type: 'json' }

export default { app, broker, diagnostic, screen }
