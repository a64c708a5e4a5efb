// `import()` stands in a file of its own: the Nodes that start.js refuses can't all parse it.
module.exports = async function load(program) {
  const { main } = await import(`../dist/${program}.js`);
  process.exitCode = await main(process.argv.slice(2));
};
