// node pictures.mjs CHROMIUM REPORT.html... OUT : the pictures of docs/pictures, wide and phone-narrow.
// attribution analyze examples/*.txt -f html -o /tmp/examples/
// node tests/report/browser/pictures.mjs "$(which chromium)" /tmp/examples/*.html docs/pictures
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, ...rest] = process.argv.slice(2);
const out = rest.pop();
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const open = async (path, width, height) => {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
  page.setDefaultTimeout(600000);
  await page.goto(pathToFileURL(path).href);
  return page;
};
for (const path of rest.filter((name) => basename(name) !== "index.html")) {
  const name = basename(path, ".html");
  const wide = await open(path, 1360, 1000);
  await wide.screenshot({ path: join(out, `${name}-wide.png`) });
  await wide.locator("section.graph").first().screenshot({ path: join(out, `${name}-graph.png`) });
  await wide.close();
  const narrow = await open(path, 390, 844);
  await narrow.locator("article a.cue").nth(1).click();
  await narrow.screenshot({ path: join(out, `${name}-narrow.png`) });
  await narrow.close();
}
await browser.close();
