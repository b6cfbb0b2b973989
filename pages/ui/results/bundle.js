// @ts-check
/* Bundles the browser code into the two committed files that Streamlit is given.
 *
 *     node pages/ui/results/bundle.js            writes them
 *     node pages/ui/results/bundle.js --check    fails if they are out of date
 */

import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));
// Not minified: changes stay readable, and the app is served on the machine or the team's own network.
const { outputFiles } = await build({
  absWorkingDir: HERE,
  entryPoints: [
    { in: "frontend/main.js", out: "results" },
    { in: "frontend/main.css", out: "results" },
  ],
  outdir: "bundle",
  bundle: true,
  format: "esm",
  target: "esnext",
  charset: "utf8",
  legalComments: "none",
  write: false,
});

if (process.argv.includes("--check")) {
  for (const { path, text } of outputFiles) {
    const committed = await readFile(path, "utf8").catch(() => "");
    if (committed === text) continue;
    console.error(`${path} is out of date: run "npm run build" and commit it.`);
    process.exitCode = 1;
  }
} else {
  for (const { path, text } of outputFiles) await writeFile(path, text);
}
