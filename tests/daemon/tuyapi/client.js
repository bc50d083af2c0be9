// tuyapi as a person with a terminal: the first line typed says whom to connect to, `set DATAPOINT VALUE` sets, and every
// report is printed as `told DATAPOINT VALUE`. See beside_presad.py.

'use strict';

const readline = require('readline');
const TuyAPI = require('tuyapi');

let client;

function tell(data) {
  for (const [datapoint, value] of Object.entries((data && data.dps) || {})) console.log(`told ${datapoint} ${JSON.stringify(value)}`);
}

async function obey(line) {
  if (!client) {
    client = new TuyAPI({...JSON.parse(line), issueGetOnConnect: false});
    client.on('error', error => console.log(`error ${error.message}`));
    client.on('data', tell);
    client.on('dp-refresh', tell);
    await client.connect();
    console.log('connected');
    return;
  }
  const [, datapoint, value] = line.match(/^set (\d+) (.*)$/);
  await client.set({dps: Number(datapoint), set: JSON.parse(value)});
  console.log('set');
}

readline.createInterface({input: process.stdin}).on('line', line => obey(line).catch(error => {
  console.log(`failed ${error.message}`);
  process.exit(1);
}));
