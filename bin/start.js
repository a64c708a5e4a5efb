// What runs before the program itself. Old Nodes must be able to parse it, so that they can print why they are
// refused; and `--version` is answered here, because loading anything more would double its time.
const oldest = [20, 19];

/** Starts a program of this package: `create-backend` or `backend`. */
module.exports = function start(program) {
  const running = process.versions.node.split('.').map(Number);
  if (running[0] < oldest[0] || (running[0] === oldest[0] && running[1] < oldest[1])) {
    refuse({
      code: 'old-node',
      what: `${program} needs Node ${oldest.join('.')} or newer; this is Node ${process.versions.node}.`,
      next: 'Install a current Node from https://nodejs.org, then run the command again.',
    });
  } else if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-v')) {
    console.log(require('../package.json').version);
  } else {
    run(program);
  }
};

function run(program) {
  const { isBuilt, load } = require('./load.js');
  if (!isBuilt()) {
    refuse({
      code: 'not-built',
      what: `${program} is not built yet: the folder dist is missing.`,
      next: 'Run npm ci in the checkout once.',
    });
    return;
  }
  load()
    .main(program, process.argv.slice(2))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
}

function refuse(error) {
  if (process.argv.indexOf('--json') === -1) console.error(`${error.what}\n${error.next}`);
  else console.log(JSON.stringify({ ok: false, exitCode: 1, error }));
  process.exitCode = 1;
}
