// Stands in the bundle for packages that Fastify loads only for what the command never does: see bundle.js.
throw new Error('This part of Fastify is left out of the command. Import balkanid-mock as a library to use it.')
