// Charts, fetched only when a page holds [data-chart]. Its JSON is plain ECharts options without functions.
import { BarChart, HeatmapChart, LineChart, PieChart, ScatterChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, HeatmapChart, LineChart, PieChart, ScatterChart, AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent, SVGRenderer]);

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function theme() {
  const ink = token("--ink-2"), line = token("--line"), text = { color: token("--ink-3"), fontFamily: token("--font"), fontSize: 12 };
  const axis = { axisLine: { lineStyle: { color: token("--line-2") } }, axisTick: { show: false }, axisLabel: text, splitLine: { lineStyle: { color: line } } };
  return { color: [ink, token("--ghost"), token("--qing"), token("--line-2")], textStyle: text, categoryAxis: { ...axis, splitLine: { show: false } }, valueAxis: axis, legend: { textStyle: text },
    tooltip: { backgroundColor: token("--raised"), borderWidth: 0, textStyle: { ...text, color: token("--ink") } } };
}

function draw(box) {
  const options = JSON.parse(document.getElementById(box.dataset.chart).textContent);
  for (const one of options.series ?? []) if (one.markLine) one.markLine.label = { color: token("--ink-2"), textBorderWidth: 0, ...one.markLine.label };
  box.chart?.dispose();
  box.chart = init(box, theme(), { renderer: "svg" });
  box.chart.setOption({ animation: !matchMedia("(prefers-reduced-motion: reduce)").matches, animationDuration: 160, aria: { enabled: true }, grid: { left: 8, right: 8, top: 24, bottom: 8, containLabel: true }, ...options });
}

function drawAll(root = document) {
  for (const box of root.querySelectorAll("[data-chart]")) draw(box);
}

new ResizeObserver(() => document.querySelectorAll("[data-chart]").forEach((box) => box.chart?.resize())).observe(document.body);
document.addEventListener("theme-changed", () => drawAll());
document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll();
