// node check.mjs CHROMIUM PAGE... : prints one JSON object a page and setting with everything that went wrong.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [executablePath, ...pages] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const settings = [
  { width: 1400, height: 900, colorScheme: "light" },
  { width: 1400, height: 900, colorScheme: "dark" },
  { width: 390, height: 844, colorScheme: "light" },
];

const audit = async (page) => {
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
};

const keyboard = async (page) => {
  const problems = [];
  const cue = page.locator("article a.cue").first();
  if (!(await cue.count())) return problems;
  await cue.focus();
  await page.keyboard.press("Enter");
  const id = (await cue.getAttribute("href")).slice(1);
  const opened = () => page.evaluate(() => [...document.querySelectorAll("details.claim[open]")].map((claim) => claim.id));
  if (String(await opened()) !== id) problems.push(`Enter on a cue opened ${await opened()}, not ${id}`);
  if (!(await page.locator("article .on").count())) problems.push("the chosen claim is not shown in the article");
  await page.keyboard.press("Escape");
  if ((await opened()).length) problems.push("Escape left a claim open");
  const claims = page.locator(".claims").first().locator("details.claim:visible");
  const all = await claims.count();
  await page.locator("input[name=unnamed]").first().check({ force: true });
  const kept = await claims.evaluateAll((claims) => claims.map((claim) => claim.dataset.kinds));
  if (kept.length >= all || kept.some((kinds) => !kinds.includes("unnamed"))) problems.push(`the filter kept ${kept.length} of ${all}`);
  await page.locator("input[name=unnamed]").first().uncheck({ force: true });
  return problems;
};

const zoom = async (page) => {
  const picture = page.locator("svg.picture").first();
  if (!(await picture.count())) return [];
  const before = await picture.getAttribute("viewBox");
  await page.locator("[data-zoom=in]").first().click();
  const during = await picture.getAttribute("viewBox");
  await page.locator("[data-zoom=reset]").first().click();
  const after = await picture.getAttribute("viewBox");
  return during !== before && after === before ? [] : [`zooming went from ${before} to ${during} to ${after}`];
};

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
for (const path of pages) {
  for (const { colorScheme, ...viewport } of settings) {
    const context = await browser.newContext({ viewport, colorScheme, bypassCSP: false });
    const page = await context.newPage();
    page.setDefaultTimeout(300000);
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
    page.on("request", (request) => request.url().startsWith("file:") || problems.push(`request: ${request.url()}`));
    await page.goto(pathToFileURL(path).href);
    const title = await page.title();
    if (!path.includes("index")) problems.push(...(await keyboard(page)), ...(await zoom(page)));
    await context.newCDPSession(page).then((session) => session.send("Runtime.evaluate", { expression: axe }));
    await page.evaluate(() => document.querySelectorAll("details").forEach((element) => { element.open = true; }));
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (overflow > 0) problems.push(`${overflow} px wider than the screen`);
    problems.push(...(await audit(page)));
    console.log(JSON.stringify({ path, ...viewport, colorScheme, title, problems: [...new Set(problems)] }));
    await context.close();
  }
}
await browser.close();
