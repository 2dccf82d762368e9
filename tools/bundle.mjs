// Bundles the front end: app.js, app.css and charts.js (fetched only by pages with charts). The server compresses them.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const from = "src/cheyuan/base/ui/front";
const to = process.argv[2] ?? "src/cheyuan/base/ui/static/dist";
const target = ["chrome107", "safari16", "firefox115"];

await build({
  entryPoints: [`${from}/app.js`, `${from}/app.css`, `${from}/charts.js`],
  bundle: true, minify: true, target, outdir: to, format: "iife", legalComments: "none", charset: "utf8", logLevel: "warning",
});

for (const name of ["app.js", "app.css", "charts.js"]) {
  const body = await readFile(`${to}/${name}`);
  const packed = gzipSync(body, { level: 9 });
  console.log(`${name.padEnd(10)} ${(body.length / 1024).toFixed(1).padStart(7)} kB  ${(packed.length / 1024).toFixed(1).padStart(6)} kB over the wire`);
}
