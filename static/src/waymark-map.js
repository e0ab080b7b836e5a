// A map of the list: the same services with the same numbers. The list carries all that is here,
// so a reader without this script, on paper or with a screen reader misses nothing.

const METRES_PER_MILE = 1609.344;
const ENGLAND = [[49.9, -6.4], [55.8, 1.8]];
// Closer in, outlines drawn from postcodes would look more exact than they are.
const CLOSEST = 14;
const NAMES_FROM = 9;
const OUTCODES_FROM = 11;
// Markers nearer to each other than this many pixels are one: each can be pressed with a thumb.
const TOO_NEAR = 36;
const LABEL = { wide: 44, high: 16 };

const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
// One finger scrolls the page, until the reader asks for it to move the map.
const touched = window.matchMedia("(any-pointer: coarse)").matches;

const place = document.querySelector(".waymark-map");
const listed = [...document.querySelectorAll("li[data-number]")].map(readItem);
const shown = listed.filter((service) => service.points.length > 0);
let L;

if (place && shown.length > 0) offer();

function readItem(item) {
  const { number, name, points } = item.dataset;
  return { item, number, name, points: points ? JSON.parse(points) : [] };
}

function offer() {
  const toggle = button("Show the map", "govuk-button govuk-button--secondary");
  place.before(toggle);
  let drawn;
  toggle.addEventListener("click", async () => {
    place.hidden = !place.hidden;
    toggle.textContent = place.hidden ? "Show the map" : "Show the list only";
    if (place.hidden) return;
    try {
      const map = await (drawn ??= draw());
      map.invalidateSize({ animate: false });
    } catch {
      drawn = undefined;
      const words = "The map could not be loaded. The list has everything that it would show.";
      place.replaceChildren(paragraph("govuk-body", words));
    }
  });
}

async function draw() {
  place.replaceChildren();
  const ground = place.appendChild(element("div", "waymark-map__ground"));
  place.append(paragraph("govuk-body-s", shownWords()));
  await import("./leaflet.js");
  L = window.L;
  const map = newMap(ground);
  const bounds = drawSearch(map);
  shown.forEach((service) => service.points.forEach((point) => bounds.extend(point)));
  map.fitBounds(bounds, { padding: [40, 40], maxZoom: CLOSEST - 1, animate: false });
  keepMarkers(map);
  await drawOutlines(map);
  return map;
}

function shownWords() {
  const all = listed.length;
  const others = all - shown.length;
  if (others === 0) return `The map shows every service listed on this page (${all}).`;
  const why = others === 1 ? "one has" : `${others} have`;
  const or = others === 1 ? "comes to the home or works online" : "come to the home or work online";
  return `The map shows ${shown.length} of the ${all} services listed on this page. ` +
    `The other ${why} no address that may be shown or that we know, or ${or}. ` +
    "The list has them all.";
}

function newMap(ground) {
  const map = L.map(ground, {
    attributionControl: false,
    dragging: !touched,
    fadeAnimation: !still,
    inertia: !still,
    markerZoomAnimation: !still,
    maxBounds: L.latLngBounds(ENGLAND).pad(0.5),
    maxZoom: CLOSEST,
    minZoom: 5,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    zoomControl: false,
    zoomSnap: 0.5,
  });
  if (still) map.panBy = (by, how) => L.Map.prototype.panBy.call(map, by, { ...how, animate: false });
  ground.setAttribute("role", "group");
  ground.setAttribute("aria-label", "Map of the services listed on this page");
  addControls(map);
  ground.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.closePopup();
  });
  return map;
}

function addControls(map) {
  const bar = element("div", "waymark-map__controls");
  const control = (words, action) => {
    const made = bar.appendChild(button(words, "waymark-map__control"));
    made.addEventListener("click", () => action(made));
  };
  control("Zoom in", () => map.zoomIn());
  control("Zoom out", () => map.zoomOut());
  if (touched) {
    control("Move with one finger", (made) => {
      const on = !map.dragging.enabled();
      map.dragging[on ? "enable" : "disable"]();
      made.textContent = on ? "Scroll the page with one finger" : "Move with one finger";
    });
  }
  map.getContainer().before(bar);
}

// Where the search began and how far it reaches; both may be missing.
function drawSearch(map) {
  const bounds = L.latLngBounds([]);
  if (!place.dataset.home) return bounds;
  const home = place.dataset.home.split(",").map(Number);
  const mark = element("span", "waymark-map__home");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", "Where you searched from");
  L.marker(home, { icon: icon(mark), interactive: false, keyboard: false }).addTo(map);
  bounds.extend(home);
  const miles = Number(place.dataset.withinMiles);
  if (!miles) return bounds;
  const radius = miles * METRES_PER_MILE;
  L.circle(home, { radius, className: "waymark-map__within", interactive: false }).addTo(map);
  return bounds.extend(L.latLng(home).toBounds(2 * radius));
}

// The markers are made anew for each zoom, since that decides which of them would lie together.
function keepMarkers(map) {
  const layer = L.layerGroup().addTo(map);
  const renew = () => {
    const focused = layer.getLayers().find((marker) => marker.button === document.activeElement);
    layer.clearLayers();
    groups(map).forEach((group) => layer.addLayer(markerOf(map, layer, group)));
    if (focused) focusMarker(layer, focused.services[0]);
  };
  map.on("zoomend", renew);
  renew();
}

function groups(map) {
  const found = [];
  for (const service of shown) {
    for (const point of service.points) {
      const at = map.project(point);
      const near = found.find((group) => group.at.distanceTo(at) < TOO_NEAR);
      if (near) near.services.add(service);
      else found.push({ at, point, services: new Set([service]) });
    }
  }
  return found;
}

function markerOf(map, layer, { point, services: together }) {
  const services = [...together];
  const made = button(numbers(services), "waymark-map__marker");
  made.setAttribute("aria-label", markerWords(services));
  const marker = L.marker(point, { icon: icon(made), keyboard: false });
  made.addEventListener("focus", () => map.panInside(point, { padding: [50, 50] }));
  marker.on("click", () => openPopup(map, layer, point, services));
  return Object.assign(marker, { button: made, services });
}

function numbers(services) {
  const [first, ...others] = services.map((service) => service.number);
  return others.length > 1 ? `${first} +${others.length}` : [first, ...others].join(", ");
}

// They begin with what is seen, for those who speak to their computer.
function markerWords(services) {
  const names = services.map((service) => service.name).join(", ");
  return `${numbers(services)}${services.length > 1 ? ":" : ""} ${names}`;
}

function focusMarker(layer, service) {
  const marker = layer.getLayers().find(({ services }) => services.includes(service));
  marker?.button.focus({ preventScroll: true });
}

function openPopup(map, layer, point, services) {
  const content = element("div", "waymark-map__services");
  content.append(...services.map(linkTo));
  const close = content.appendChild(button("Close", "waymark-map__control"));
  close.addEventListener("click", () => map.closePopup());
  const options = { closeButton: false, maxHeight: 220, maxWidth: 240, minWidth: 160 };
  const popup = L.popup(point, { ...options, content, offset: [0, -10] });
  popup.on("remove", () => {
    const lost = document.activeElement;
    if (lost === document.body || content.contains(lost)) focusMarker(layer, services[0]);
  });
  map.openPopup(popup);
  content.querySelector("a").focus({ preventScroll: true });
}

function linkTo({ item, number, name }) {
  const link = element("a", "govuk-link");
  link.href = `#${item.id}`;
  link.textContent = `${number} ${name}`;
  link.addEventListener("click", () => {
    item.tabIndex = -1;
    item.focus();
  });
  return paragraph("govuk-body-s", link);
}

async function drawOutlines(map) {
  const reply = await fetch(place.dataset.outlines).catch(() => null);
  if (!reply?.ok) return;
  const outlines = await reply.json();
  if (outlines.features.length === 0) return;
  const look = { className: "waymark-map__district", interactive: false };
  L.geoJSON(outlines, look).addTo(map).bringToBack();
  const names = outlines.features.map(({ properties: { name, label } }) => [name ?? "", ...label]);
  keepLabels(map, names, outlines.outcodes);
  const about = outlines.note ?? "Outlines are approximate, drawn from postcodes.";
  place.append(paragraph("waymark-map__licence", `${about} ${outlines.licence}`));
}

// Only the labels in view are in the page: all of them would be slow on a phone.
function keepLabels(map, names, outcodes) {
  const layer = L.layerGroup().addTo(map);
  const renew = () => {
    layer.clearLayers();
    const zoom = map.getZoom();
    const labels = zoom >= OUTCODES_FROM ? outcodes : zoom >= NAMES_FROM ? names : [];
    const view = map.getBounds();
    const taken = [];
    for (const [words, ...point] of labels) {
      const at = map.project(point);
      if (!view.contains(point) || taken.some((other) => covers(other, at))) continue;
      taken.push(at);
      layer.addLayer(labelAt(words, point));
    }
  };
  map.on("moveend", renew);
  renew();
}

function covers(one, other) {
  return Math.abs(one.x - other.x) < LABEL.wide && Math.abs(one.y - other.y) < LABEL.high;
}

function labelAt(words, point) {
  const label = element("span", "waymark-map__label");
  label.textContent = words;
  label.setAttribute("aria-hidden", "true");
  // Under the markers, over the land.
  const look = { icon: icon(label), interactive: false, keyboard: false, pane: "shadowPane" };
  return L.marker(point, look);
}

function icon(html) {
  return L.divIcon({ className: "waymark-map__at", html, iconSize: null });
}

function button(words, className) {
  const made = element("button", className);
  made.type = "button";
  made.textContent = words;
  return made;
}

function paragraph(className, content) {
  const made = element("p", className);
  made.append(content);
  return made;
}

function element(name, className) {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
