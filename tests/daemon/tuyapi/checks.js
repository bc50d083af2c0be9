// What tuyapi must be able to do with presad-sim, for every version it speaks: read the status, set,
// and hear of a button that was pressed. See ./run.

'use strict';

const {spawn} = require('child_process');
const readline = require('readline');
const TuyAPI = require('tuyapi');

const versions = ['3.1', '3.2', '3.3', '3.4', '3.5'];
const deviceId = 'bf51a20000000000000001';
const localKey = 'presad-sim-k0001';
const limit = 10000;  // ms that anything may take

let passed = 0;
let failed = 0;

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${limit} ms`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function check(name, body) {
  try {
    await within(body(), name);
    ++passed;
    console.log(`passed  ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}

function expect(seen, wanted, what) {
  if (seen !== wanted) throw new Error(`${what} is ${JSON.stringify(seen)}, expected ${JSON.stringify(wanted)}`);
}

// A presad-sim on a free port of its own address. Lines it prints go to whoever waits for them.
class Plug {
  constructor(simulator, version) {
    this.lines = [];
    this.waiting = [];
    this.process = spawn(simulator, ['tuya', '--protocol', version, '--model', 'sp22', '--address', '127.0.7.22', '--port', '0',
      '--id', deviceId, '--key', localKey, '--power', '43', '--announce', 'none'], {stdio: ['pipe', 'pipe', 'inherit']});
    readline.createInterface({input: this.process.stdout}).on('line', line => {
      this.lines.push(line);
      this.waiting = this.waiting.filter(wait => !wait(line));
    });
    this.ended = new Promise(resolve => this.process.on('exit', resolve));
  }

  // The first line, past or coming, that matches.
  line(pattern) {
    const past = this.lines.map(line => line.match(pattern)).find(Boolean);
    if (past) return Promise.resolve(past);
    return new Promise(resolve => this.waiting.push(line => {
      const match = line.match(pattern);
      if (match) resolve(match);
      return Boolean(match);
    }));
  }

  type(action) { this.process.stdin.write(action + '\n'); }

  end() {
    this.process.kill('SIGTERM');
    return this.ended;
  }
}

// The next data of a client that shows the datapoint.
function told(client, datapoint) {
  return new Promise(resolve => {
    const listen = data => {
      if (!data || !data.dps || !(datapoint in data.dps)) return;
      client.off('data', listen);
      client.off('dp-refresh', listen);
      resolve(data.dps[datapoint]);
    };
    client.on('data', listen);
    client.on('dp-refresh', listen);
  });
}

async function drive(simulator, version) {
  const plug = new Plug(simulator, version);
  const port = Number((await within(plug.line(/^ready .*port=(\d+)/), 'ready'))[1]);
  const client = new TuyAPI({id: deviceId, key: localKey, ip: '127.0.7.22', port, version, issueGetOnConnect: false});
  client.on('error', error => console.log(`        ${version} client: ${error.message}`));

  await check(`${version} connects`, () => client.connect());

  await check(`${version} reads the status`, async () => {
    const status = await client.get({schema: true});
    expect(status.dps['1'], false, 'relay');
    if (version !== '3.2') expect(status.dps['20'], 2302, 'voltage');  // of a 3.2 device tuyapi asks for datapoint 1 only
  });

  await check(`${version} sets the relay, and is told`, async () => {
    const push = told(client, '1');
    await client.set({dps: 1, set: true});
    expect(await push, true, 'pushed relay');
    await plug.line(/switched relay=1 power=on by=client/);
    expect((await client.get({schema: true})).dps['1'], true, 'relay read back');
  });

  await check(`${version} is told of a button that was pressed`, async () => {
    const push = told(client, '1');
    plug.type('press 1');
    expect(await push, false, 'pushed relay');
  });

  await check(`${version} asks the meter to measure`, async () => {
    await client.set({dps: 1, set: true});
    const push = told(client, '19');
    await client.refresh({schema: true, requestedDPS: [18, 19, 20]}).catch(() => {});
    expect(await push, 430, 'pushed power');
  });

  client.disconnect();
  await within(plug.end(), 'ending presad-sim');
}

async function main() {
  const simulator = process.argv[2];
  for (const version of versions) await drive(simulator, version);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
