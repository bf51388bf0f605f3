"use strict";
// A time that is clicked, or a place on a strip, sets the video of the same report to it.
for (const report of document.querySelectorAll("article.report")) {
  const video = report.querySelector("video");
  if (!video) continue;
  const strips = [...report.querySelectorAll("svg.strip")];
  const number = (strip, name) => Number(strip.dataset[name]);
  const goTo = (seconds) => {
    video.pause();
    video.currentTime = seconds;
    video.scrollIntoView({ block: "nearest" });
  };
  for (const link of report.querySelectorAll("a[data-t]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(Number(link.dataset.t));
    });
  }
  for (const strip of strips) {
    strip.classList.add("clickable");
    strip.addEventListener("click", (event) => {
      const mark = event.target.closest("[data-t]");
      if (mark) return goTo(Number(mark.dataset.t));
      const box = strip.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * strip.viewBox.baseVal.width;
      const share = (x - number(strip, "left")) / (number(strip, "right") - number(strip, "left"));
      const start = number(strip, "start");
      if (share >= 0 && share <= 1) goTo(start + share * (number(strip, "end") - start));
    });
  }
  const follow = () => {
    for (const strip of strips) {
      const start = number(strip, "start");
      const share = (video.currentTime - start) / (number(strip, "end") - start);
      const head = strip.querySelector(".playhead");
      const x = number(strip, "left") + share * (number(strip, "right") - number(strip, "left"));
      head.setAttribute("x1", x);
      head.setAttribute("x2", x);
      head.setAttribute("visibility", share >= 0 && share <= 1 ? "visible" : "hidden");
    }
  };
  for (const name of ["timeupdate", "seeked"]) video.addEventListener(name, follow);
}
