/* eslint-disable */
// An embedded Inngest for tests: it runs an app's functions through the SDK's own serve handler, in memory and on a
// virtual clock, with retries, onFailure, sleeps, waits, invocations and flow control. Needs inngest 4 and Node.js 20.
//
// Copy this file and durable.d.mts into your project, for example to test/:
//
//     import { durable } from "../test/durable.mjs";
//     const app = await durable({ client: inngest, functions: [sendWelcome] });
//     await app.send({ name: "app/user.signup", data: { userId: "u1" } });
//     await app.advance("3d");
//     app.runsOf("send-welcome"); // status, output, error, steps
//
// Made from scripts/runtime/index.ts of https://github.com/tadokoro-ryusuke/cc-plugins (MIT); do not edit.
// Contains @marcbachmann/cel-js 8.0.0 (MIT), croner 11.0.1 (MIT); their licences are at the end of this file.

// scripts/runtime/context.ts
import { AsyncLocalStorage } from "node:async_hooks";
var context = new AsyncLocalStorage();
function currentWorld() {
  return context.getStore()?.world ?? null;
}
function currentFlight() {
  return context.getStore()?.flight ?? void 0;
}

// scripts/runtime/clock.ts
var RealDate = globalThis.Date;
var users = 0;
var outside = RealDate;
var VirtualDate = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    const clock = context.getStore()?.clock;
    return Reflect.construct(target, args.length === 0 && clock ? [clock.now] : args, newTarget);
  },
  apply(target, self, args) {
    const clock = context.getStore()?.clock;
    return clock ? new RealDate(clock.now).toString() : Reflect.apply(target, self, args);
  },
  get(target, key, receiver) {
    if (key === "now") return () => context.getStore()?.clock.now ?? RealDate.now();
    return Reflect.get(target, key, receiver);
  }
});
async function withVirtualDate(work2) {
  if (users++ === 0) {
    outside = globalThis.Date;
    globalThis.Date = VirtualDate;
  }
  try {
    return await work2();
  } finally {
    if (--users === 0) globalThis.Date = outside;
  }
}

// scripts/runtime/config.ts
var KNOWN = /* @__PURE__ */ new Set([
  "id",
  "name",
  "triggers",
  "steps",
  "idempotency",
  "batchEvents",
  "rateLimit",
  "throttle",
  "concurrency",
  "debounce",
  "priority",
  "timeouts",
  "singleton",
  "cancel"
]);
var DEFAULT_RETRIES = 4;
var MAX_RETRIES = 20;
function unknownOptions(registered) {
  return Object.keys(registered).filter((key) => !KNOWN.has(key));
}
function readFunction(registered, appId) {
  const { id: slug, steps: steps2, concurrency, cancel, ...rest } = registered;
  const retries = Object.values(steps2)[0]?.retries?.attempts ?? DEFAULT_RETRIES;
  const limits = concurrency === void 0 ? [] : [concurrency].flat();
  return {
    ...rest,
    slug,
    id: slug.slice(appId.length + 1),
    maxAttempts: Math.min(retries, MAX_RETRIES) + 1,
    cancel: cancel ?? [],
    concurrency: limits.map((limit) => typeof limit === "number" ? { limit, scope: "fn" } : { ...limit, limit: limit.limit ?? 0, scope: limit.scope ?? "fn" }).sort((a, b2) => a.limit - b2.limit)
  };
}

// node_modules/croner/dist/croner.js
function g(s3, e, t, n = 0, r = 0, a = 0, i = 0) {
  let o = s3 >= 0 && s3 < 100, u = Date.UTC(o ? s3 + 400 : s3, e, t, n, r, a, i);
  return o ? u - 126227808e5 : u;
}
function D(s3) {
  return g(s3.y, s3.m - 1, s3.d, s3.h, s3.i, s3.s);
}
function w(s3, e) {
  return s3.y === e.y && s3.m === e.m && s3.d === e.d && s3.h === e.h && s3.i === e.i && s3.s === e.s;
}
function O(s3) {
  let e = s3.substring(9);
  return e.includes("Z") || e.includes("+") || e.includes("-");
}
function Z(s3, e) {
  let t = new Date(Date.parse(s3));
  if (isNaN(t)) throw new Error("Invalid ISO8601 passed to timezone parser.");
  return O(s3) ? { tp: T(t.getUTCFullYear(), t.getUTCMonth() + 1, t.getUTCDate(), t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds(), "Etc/UTC"), ms: t.getUTCMilliseconds() } : { tp: T(t.getFullYear(), t.getMonth() + 1, t.getDate(), t.getHours(), t.getMinutes(), t.getSeconds(), e), ms: t.getMilliseconds() };
}
function v(s3, e, t) {
  let { tp: n, ms: r } = Z(s3, e);
  return new Date(N(n, t).getTime() + r);
}
function N(s3, e) {
  let t = _(s3);
  if (t.kind === "single") return t.date;
  if (t.kind === "ambiguous") return t.earlier;
  if (e) throw new Error("Invalid date passed to fromTZ()");
  return t.after;
}
function _(s3) {
  let e = D(s3), t = (i) => R(new Date(i), s3.tz), n = e - t(e), r = y(new Date(n), s3.tz);
  if (w(r, s3)) {
    let i = D(r) - n, o = n - (t(n - E) - i);
    if (o < n && w(y(new Date(o), s3.tz), s3)) return { kind: "ambiguous", earlier: new Date(o), later: new Date(n) };
    let u = n + (i - t(n + E));
    return u > n && w(y(new Date(u), s3.tz), s3) ? { kind: "ambiguous", earlier: new Date(n), later: new Date(u) } : { kind: "single", date: new Date(n) };
  }
  let a = e - (D(r) - n);
  return w(y(new Date(a), s3.tz), s3) ? { kind: "single", date: new Date(a) } : { kind: "gap", before: new Date(Math.min(n, a)), after: new Date(Math.max(n, a)) };
}
var E = 3 * 36e5;
function R(s3, e) {
  return D(y(s3, e)) - (s3.getTime() - s3.getUTCMilliseconds());
}
function k(s3, e, t) {
  let n = R(new Date(s3), t);
  for (; e - s3 > 1e3; ) {
    let r = s3 + Math.floor((e - s3) / 2e3) * 1e3;
    R(new Date(r), t) === n ? s3 = r : e = r;
  }
  return e;
}
function U(s3, e) {
  let t = _(y(new Date(s3), e));
  if (t.kind === "ambiguous") return s3 < t.later.getTime() ? "earlier" : "later";
}
var H = g(1, 0, 1);
var S = 864e5;
var W = /* @__PURE__ */ new Map();
function y(s3, e) {
  if (e === void 0) return T(s3.getFullYear(), s3.getMonth() + 1, s3.getDate(), s3.getHours(), s3.getMinutes(), s3.getSeconds());
  let t = W.get(e), n;
  try {
    t || (t = new Intl.DateTimeFormat("en-US", { timeZone: e, year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hour12: false }), W.set(e, t)), n = t.formatToParts(s3);
  } catch (i) {
    let o = i instanceof Error ? i.message : String(i);
    throw new RangeError(`toTZ: Invalid timezone '${e}' or date. Please provide a valid IANA timezone (e.g., 'America/New_York', 'Europe/Stockholm'). Original error: ${o}`);
  }
  let r = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (let i of n) (i.type === "year" || i.type === "month" || i.type === "day" || i.type === "hour" || i.type === "minute" || i.type === "second") && (r[i.type] = parseInt(i.value, 10));
  if (isNaN(r.year) || isNaN(r.month) || isNaN(r.day) || isNaN(r.hour) || isNaN(r.minute) || isNaN(r.second)) throw new Error(`toTZ: Failed to parse all date components from timezone '${e}'. This may indicate an invalid date or timezone configuration. Parsed components: ${JSON.stringify(r)}`);
  let a = s3.getTime() - H;
  return (a < -S || a < S && r.month === 12) && (r.year = 1 - r.year), r.hour === 24 && (r.hour = 0), { y: r.year, m: r.month, d: r.day, h: r.hour, i: r.minute, s: r.second, tz: e };
}
function T(s3, e, t, n, r, a, i) {
  return { y: s3, m: e, d: t, h: n, i: r, s: a, tz: i };
}
var x = [1, 2, 4, 8, 16];
var C = class s {
  pattern;
  timezone;
  mode;
  alternativeWeekdays;
  sloppyRanges;
  fixedTimeRule;
  second;
  minute;
  hour;
  day;
  month;
  dayOfWeek;
  year;
  lastDayOfMonth;
  lastWeekday;
  nearestWeekdays;
  starDOM;
  starDOW;
  starYear;
  useAndLogic;
  isFixedTime;
  constructor(e, t, n) {
    this.pattern = e, this.timezone = t, this.mode = n?.mode ?? "auto", this.alternativeWeekdays = n?.alternativeWeekdays ?? false, this.sloppyRanges = n?.sloppyRanges ?? false, this.fixedTimeRule = n?.fixedTimeRule ?? "single-value", this.second = Array(60).fill(0), this.minute = Array(60).fill(0), this.hour = Array(24).fill(0), this.day = Array(31).fill(0), this.month = Array(12).fill(0), this.dayOfWeek = Array(7).fill(0), this.year = [], this.lastDayOfMonth = false, this.lastWeekday = false, this.nearestWeekdays = Array(31).fill(0), this.starDOM = false, this.starDOW = false, this.starYear = false, this.useAndLogic = false, this.isFixedTime = false, this.parse();
  }
  parse() {
    if (!(typeof this.pattern == "string" || this.pattern instanceof String)) throw new TypeError("CronPattern: Pattern has to be of type string.");
    this.pattern.indexOf("@") >= 0 && (this.pattern = this.handleNicknames(this.pattern).trim());
    let e = this.pattern.match(/\S+/g) || [""], t = e.length;
    if (e.length < 5 || e.length > 7) throw new TypeError("CronPattern: invalid configuration format ('" + this.pattern + "'), exactly five, six, or seven space separated parts are required.");
    if (this.mode !== "auto") {
      let i;
      switch (this.mode) {
        case "5-part":
          i = 5;
          break;
        case "6-part":
          i = 6;
          break;
        case "7-part":
          i = 7;
          break;
        case "5-or-6-parts":
          i = [5, 6];
          break;
        case "6-or-7-parts":
          i = [6, 7];
          break;
        default:
          i = 0;
      }
      if (!(Array.isArray(i) ? i.includes(t) : t === i)) {
        let u = Array.isArray(i) ? i.join(" or ") : i.toString();
        throw new TypeError(`CronPattern: mode '${this.mode}' requires exactly ${u} parts, but pattern '${this.pattern}' has ${t} parts.`);
      }
    }
    if (e.length === 5 && e.unshift("0"), e.length === 6 && e.push("*"), this.pattern.indexOf("?") >= 0) for (let i = 0; i < e.length; i++) e[i] = e[i].replace(/\?/g, "*");
    if (e[3].toUpperCase() === "LW") this.lastWeekday = true, e[3] = "";
    else if (e[3].toUpperCase().indexOf("L") >= 0) {
      let i = e[3].split(",");
      if (i.length > 1 && i.some((o) => o.toUpperCase() === "LW")) throw new TypeError(`CronPattern: Syntax error, LW can not be in a list in day-of-month ('${e[3]}').`);
      if (i.some((o) => o === "" || o.toUpperCase() !== "L" && /l/i.test(o))) throw new TypeError("CronPattern: Syntax error, L has to be a value of its own in day-of-month ('" + e[3] + "').");
      e[3] = i.filter((o) => o.toUpperCase() !== "L").join(","), this.lastDayOfMonth = true;
    }
    if (e[3] == "*" && (this.starDOM = true), e[6] == "*" && (this.starYear = true), e[4].length >= 3 && (e[4] = this.replaceAlpha(e[4], s.MONTH_NAMES)), e[5].length >= 3 && (e[5] = this.alternativeWeekdays ? this.replaceAlpha(e[5], s.DAY_NAMES_QUARTZ) : this.replaceAlpha(e[5], s.DAY_NAMES)), e[5].startsWith("+") && (this.useAndLogic = true, e[5] = e[5].substring(1), e[5] === "")) throw new TypeError("CronPattern: Day-of-week field cannot be empty after '+' modifier.");
    switch (e[5] == "*" && (this.starDOW = true), this.mode) {
      case "5-part":
        e[0] = "0", e[6] = "*";
        break;
      case "6-part":
        e[6] = "*";
        break;
      case "5-or-6-parts":
        e[6] = "*";
        break;
      case "6-or-7-parts":
        break;
      case "7-part":
      case "auto":
        break;
    }
    this.throwAtIllegalCharacters(e), this.partToArray("second", e[0], 0, 1), this.partToArray("minute", e[1], 0, 1), this.partToArray("hour", e[2], 0, 1), this.partToArray("day", e[3], -1, 1), this.partToArray("month", e[4], -1, 1);
    let n = this.alternativeWeekdays ? -1 : 0;
    this.partToArray("dayOfWeek", e[5], n, 63), e[6] === "*" ? this.year = Array(1e4).fill(1) : (this.year = Array(1e4).fill(0), this.partToArray("year", e[6], 0, 1)), !this.alternativeWeekdays && this.dayOfWeek[7] && (this.dayOfWeek[0] = this.dayOfWeek[7]);
    let r = this.fixedTimeRule === "single-value", a = (i, o) => !i.includes("*") && !i.includes("/") && (!r || o.filter((u) => u).length === 1);
    this.isFixedTime = a(e[0], this.second) && a(e[1], this.minute) && a(e[2], this.hour);
  }
  partToArray(e, t, n, r) {
    let a = this[e];
    if (t === "" && !(e === "day" && (this.lastDayOfMonth || this.lastWeekday))) throw new TypeError("CronPattern: configuration entry " + e + " (" + t + ") is empty, check for trailing spaces.");
    if (t === "*") return a.fill(r);
    let i = t.split(",");
    if (i.length > 1) for (let o of i) this.partToArray(e, o, n, r);
    else t.includes("-") && t.includes("/") ? this.handleRangeWithStepping(t, e, n, r) : t.includes("-") ? this.handleRange(t, e, n, r) : t.includes("/") ? this.handleStepping(t, e, n, r) : t !== "" && this.handleNumber(t, e, n, r);
  }
  throwAtIllegalCharacters(e) {
    for (let t = 0; t < e.length; t++) if ((t === 3 ? /[^/*0-9,\-WwLl]+/ : t === 5 ? /[^/*0-9,\-#Ll]+/ : /[^/*0-9,\-]+/).test(e[t])) throw new TypeError("CronPattern: configuration entry " + t + " (" + e[t] + ") contains illegal characters.");
  }
  handleNumber(e, t, n, r) {
    let a = this.extractNth(e, t), i = e.toUpperCase().includes("W");
    if (t !== "day" && i) throw new TypeError("CronPattern: Nearest weekday modifier (W) only allowed in day-of-month.");
    i && (t = "nearestWeekdays");
    let o = i ? a[0].replace(/W$/i, "") : a[0], u = s.toNumber(o) + n;
    if (isNaN(u)) throw new TypeError("CronPattern: " + t + " is not a number: '" + e + "'");
    this.setPart(t, u, a[1] || r);
  }
  setPart(e, t, n) {
    if (!Object.prototype.hasOwnProperty.call(this, e)) throw new TypeError("CronPattern: Invalid part specified: " + e);
    if (e === "dayOfWeek") {
      if (t === 7 && (t = 0), t < 0 || t > 6) throw new RangeError("CronPattern: Invalid value for dayOfWeek: " + t);
      this.setNthWeekdayOfMonth(t, n);
      return;
    }
    if (e === "second" || e === "minute") {
      if (t < 0 || t >= 60) throw new RangeError("CronPattern: Invalid value for " + e + ": " + t);
    } else if (e === "hour") {
      if (t < 0 || t >= 24) throw new RangeError("CronPattern: Invalid value for " + e + ": " + t);
    } else if (e === "day" || e === "nearestWeekdays") {
      if (t < 0 || t >= 31) throw new RangeError("CronPattern: Invalid value for " + e + ": " + t);
    } else if (e === "month") {
      if (t < 0 || t >= 12) throw new RangeError("CronPattern: Invalid value for " + e + ": " + t);
    } else if (e === "year" && (t < 1 || t >= 1e4)) throw new RangeError("CronPattern: Invalid value for " + e + ": " + t + " (supported range: 1-9999)");
    this[e][t] = n;
  }
  static toNumber(e) {
    return /^\d+$/.test(e) ? parseInt(e, 10) : NaN;
  }
  validateNotNaN(e, t) {
    if (isNaN(e)) throw new TypeError(t);
  }
  validateRange(e, t, n, r, a) {
    if (e > t) throw new TypeError("CronPattern: From value is larger than to value: '" + a + "'");
    if (n !== void 0) {
      if (n === 0) throw new TypeError("CronPattern: Syntax error, illegal stepping: 0");
      if (n > this[r].length) throw new TypeError("CronPattern: Syntax error, steps cannot be greater than maximum value of part (" + this[r].length + ")");
    }
  }
  handleRangeWithStepping(e, t, n, r) {
    if (e.toUpperCase().includes("W")) throw new TypeError("CronPattern: Syntax error, W is not allowed in ranges with stepping.");
    let a = this.extractNth(e, t), i = a[0].match(/^(\d+)-(\d+)\/(\d+)$/);
    if (i === null) throw new TypeError("CronPattern: Syntax error, illegal range with stepping: '" + e + "'");
    let [, o, u, l] = i, h = parseInt(o, 10) + n, m = parseInt(u, 10) + n, d = parseInt(l, 10);
    this.validateNotNaN(h, "CronPattern: Syntax error, illegal lower range (NaN)"), this.validateNotNaN(m, "CronPattern: Syntax error, illegal upper range (NaN)"), this.validateNotNaN(d, "CronPattern: Syntax error, illegal stepping: (NaN)"), this.validateRange(h, m, d, t, e);
    for (let p = h; p <= m; p += d) this.setPart(t, p, a[1] || r);
  }
  extractNth(e, t) {
    let n = e, r;
    if (n.includes("#")) {
      if (t !== "dayOfWeek") throw new Error("CronPattern: nth (#) only allowed in day-of-week field");
      let a = n.split("#");
      if (a.length !== 2 || a[1] === "") throw new TypeError("CronPattern: Syntax error, illegal nth weekday: '" + e + "'");
      n = a[0], r = a[1];
    } else if (n.toUpperCase().endsWith("L")) {
      if (t !== "dayOfWeek") throw new Error("CronPattern: L modifier only allowed in day-of-week field (use L alone for day-of-month)");
      r = "L", n = n.slice(0, -1);
    }
    return [n, r];
  }
  handleRange(e, t, n, r) {
    if (e.toUpperCase().includes("W")) throw new TypeError("CronPattern: Syntax error, W is not allowed in a range.");
    let a = this.extractNth(e, t), i = a[0].split("-");
    if (i.length !== 2) throw new TypeError("CronPattern: Syntax error, illegal range: '" + e + "'");
    let o = s.toNumber(i[0]) + n, u = s.toNumber(i[1]) + n;
    this.validateNotNaN(o, "CronPattern: Syntax error, illegal lower range (NaN)"), this.validateNotNaN(u, "CronPattern: Syntax error, illegal upper range (NaN)"), this.validateRange(o, u, void 0, t, e);
    for (let l = o; l <= u; l++) this.setPart(t, l, a[1] || r);
  }
  handleStepping(e, t, n, r) {
    if (e.toUpperCase().includes("W")) throw new TypeError("CronPattern: Syntax error, W is not allowed in parts with stepping.");
    let a = this.extractNth(e, t), i = a[0].split("/");
    if (i.length !== 2) throw new TypeError("CronPattern: Syntax error, illegal stepping: '" + e + "'");
    if (this.sloppyRanges) i[0] === "" && (i[0] = "*");
    else {
      if (i[0] === "") throw new TypeError("CronPattern: Syntax error, stepping with missing prefix ('" + e + "') is not allowed. Use wildcard (*/step) or range (min-max/step) instead.");
      if (i[0] !== "*") throw new TypeError("CronPattern: Syntax error, stepping with numeric prefix ('" + e + "') is not allowed. Use wildcard (*/step) or range (min-max/step) instead.");
    }
    let o = 0;
    i[0] !== "*" && (o = s.toNumber(i[0]) + n, this.validateNotNaN(o, "CronPattern: Syntax error, illegal stepping start (NaN)"));
    let u = s.toNumber(i[1]);
    this.validateNotNaN(u, "CronPattern: Syntax error, illegal stepping: (NaN)"), this.validateRange(0, this[t].length - 1, u, t, e);
    for (let l = o; l < this[t].length; l += u) t === "year" && l === 0 || this.setPart(t, l, a[1] || r);
  }
  replaceAlpha(e, t) {
    let n = e;
    for (let [r, a] of Object.entries(t)) n = n.replace(new RegExp(r, "gi"), (i, o, u) => {
      let l = o + i.length - 3, h = u.charAt(l - 1), m = u.charAt(l + 3);
      if (/[a-z\d/#]/i.test(h) || /[a-km-z\d]/i.test(m)) throw new TypeError(`CronPattern: Syntax error, a month or day name has to stand alone ('${e}').`);
      return a;
    });
    return n;
  }
  static DAY_NAMES = { "-sun": "-7", sun: "0", mon: "1", tue: "2", wed: "3", thu: "4", fri: "5", sat: "6" };
  static DAY_NAMES_QUARTZ = { sun: "1", mon: "2", tue: "3", wed: "4", thu: "5", fri: "6", sat: "7" };
  static MONTH_NAMES = { jan: "1", feb: "2", mar: "3", apr: "4", may: "5", jun: "6", jul: "7", aug: "8", sep: "9", oct: "10", nov: "11", dec: "12" };
  static NICKNAME_MAP = { "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * SUN", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *" };
  handleNicknames(e) {
    let t = e.trim().toLowerCase();
    if (t === "@reboot") throw new TypeError("CronPattern: @reboot is not supported in this environment. This is an event-based trigger that requires system startup detection.");
    return s.NICKNAME_MAP[t] || e;
  }
  setNthWeekdayOfMonth(e, t) {
    if (typeof t != "number" && t.toUpperCase() === "L") this.dayOfWeek[e] = this.dayOfWeek[e] | 32;
    else if (t === 63) this.dayOfWeek[e] = 63;
    else if (t < 6 && t > 0) this.dayOfWeek[e] = this.dayOfWeek[e] | x[t - 1];
    else throw new TypeError(`CronPattern: nth weekday out of range, should be 1-5 or L. Value: ${t}, Type: ${typeof t}`);
  }
};
var B = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
var f = [["month", "year", 0], ["day", "month", -1], ["hour", "day", 0], ["minute", "hour", 0], ["second", "minute", 0]];
var c = class s2 {
  tz;
  instantMs;
  instantFields;
  ms;
  second;
  minute;
  hour;
  day;
  month;
  year;
  constructor(e, t) {
    if (this.tz = t, e && e instanceof Date) if (!isNaN(e)) this.fromDate(e);
    else throw new TypeError("CronDate: Invalid date passed to CronDate constructor");
    else if (e == null) this.fromDate(/* @__PURE__ */ new Date());
    else if (e && typeof e == "string") this.fromString(e);
    else if (e instanceof s2) this.fromCronDate(e);
    else throw new TypeError("CronDate: Invalid type (" + typeof e + ") passed to CronDate constructor");
  }
  getLastDayOfMonth(e, t) {
    return t !== 1 ? B[t] : new Date(g(e, t + 1, 0)).getUTCDate();
  }
  getLastWeekday(e, t) {
    let n = this.getLastDayOfMonth(e, t), a = new Date(g(e, t, n)).getUTCDay();
    return a === 0 ? n - 2 : a === 6 ? n - 1 : n;
  }
  getNearestWeekday(e, t, n) {
    let r = this.getLastDayOfMonth(e, t);
    if (n > r) return -1;
    let i = new Date(g(e, t, n)).getUTCDay();
    return i === 0 ? n === r ? n - 2 : n + 1 : i === 6 ? n === 1 ? n + 2 : n - 1 : n;
  }
  isNthWeekdayOfMonth(e, t, n, r) {
    let i = new Date(g(e, t, n)).getUTCDay(), o = 0;
    for (let u = 1; u <= n; u++) new Date(g(e, t, u)).getUTCDay() === i && o++;
    if (r & 63 && x[o - 1] & r) return true;
    if (r & 32) {
      let u = this.getLastDayOfMonth(e, t);
      for (let l = n + 1; l <= u; l++) if (new Date(g(e, t, l)).getUTCDay() === i) return false;
      return true;
    }
    return false;
  }
  fromDate(e) {
    if (this.tz !== void 0) if (typeof this.tz == "number") this.ms = e.getUTCMilliseconds(), this.second = e.getUTCSeconds(), this.minute = e.getUTCMinutes() + this.tz, this.hour = e.getUTCHours(), this.day = e.getUTCDate(), this.month = e.getUTCMonth(), this.year = e.getUTCFullYear(), this.apply();
    else try {
      let t = y(e, this.tz);
      this.ms = e.getMilliseconds(), this.second = t.s, this.minute = t.i, this.hour = t.h, this.day = t.d, this.month = t.m - 1, this.year = t.y, this.cacheInstant(e.getTime() - this.ms);
    } catch (t) {
      let n = t instanceof Error ? t.message : String(t);
      throw new TypeError(`CronDate: Failed to convert date to timezone '${this.tz}'. This may happen with invalid timezone names or dates. Original error: ${n}`);
    }
    else this.ms = e.getMilliseconds(), this.second = e.getSeconds(), this.minute = e.getMinutes(), this.hour = e.getHours(), this.day = e.getDate(), this.month = e.getMonth(), this.year = e.getFullYear(), this.cacheInstant(e.getTime() - this.ms);
  }
  cacheInstant(e) {
    this.instantMs = e;
    let { year: t, month: n, day: r, hour: a, minute: i, second: o } = this;
    this.instantFields = [t, n, r, a, i, o, this.tz];
  }
  cachedInstant() {
    let e = this.instantFields;
    if (!(e === void 0 || e[6] !== this.tz) && !(e[5] !== this.second || e[4] !== this.minute || e[3] !== this.hour) && !(e[2] !== this.day || e[1] !== this.month || e[0] !== this.year)) return this.instantMs;
  }
  fromCronDate(e) {
    this.tz = e.tz, this.year = e.year, this.month = e.month, this.day = e.day, this.hour = e.hour, this.minute = e.minute, this.second = e.second, this.ms = e.ms, this.instantMs = e.instantMs, this.instantFields = e.instantFields;
  }
  apply() {
    if (this.month > 11 || this.month < 0 || this.day > this.getLastDayOfMonth(this.year, this.month) || this.day < 1 || this.hour > 23 || this.minute > 59 || this.second > 59 || this.hour < 0 || this.minute < 0 || this.second < 0) {
      let e = /* @__PURE__ */ new Date(0);
      return e.setUTCFullYear(this.year, this.month, this.day), e.setUTCHours(this.hour, this.minute, this.second, this.ms), this.ms = e.getUTCMilliseconds(), this.second = e.getUTCSeconds(), this.minute = e.getUTCMinutes(), this.hour = e.getUTCHours(), this.day = e.getUTCDate(), this.month = e.getUTCMonth(), this.year = e.getUTCFullYear(), true;
    } else return false;
  }
  fromString(e) {
    if (typeof this.tz == "number") {
      if (O(e)) return this.fromDate(v(e));
      let t = v(e, "Etc/UTC");
      this.ms = t.getUTCMilliseconds(), this.second = t.getUTCSeconds(), this.minute = t.getUTCMinutes(), this.hour = t.getUTCHours(), this.day = t.getUTCDate(), this.month = t.getUTCMonth(), this.year = t.getUTCFullYear(), this.apply();
    } else return this.fromDate(v(e, this.tz));
  }
  findNext(e, t, n, r) {
    return this._findMatch(e, t, n, r, 1);
  }
  _matchDayValue(e, t, n, r) {
    let a = e;
    if (!a) {
      for (let i = 0; i < n.nearestWeekdays.length; i++) if (n.nearestWeekdays[i]) {
        let o = this.getNearestWeekday(this.year, this.month, i + 1);
        if (o !== -1 && o === t) {
          a = 1;
          break;
        }
      }
    }
    if (n.lastWeekday) {
      let i = this.getLastWeekday(this.year, this.month);
      t === i && (a = 1);
    }
    if (n.lastDayOfMonth) {
      let i = this.getLastDayOfMonth(this.year, this.month);
      t === i && (a = 1);
    }
    if (!n.starDOW) {
      let i = new Date(g(this.year, this.month, 1, 0, 0, 0, 0)).getUTCDay(), o = n.dayOfWeek[(i + (t - 1)) % 7];
      o && o & 63 && (o = this.isNthWeekdayOfMonth(this.year, this.month, t, o) ? 1 : 0), n.useAndLogic ? a = a && o : !r.domAndDow && !n.starDOM ? a = a || o : a = a && o;
    }
    return a;
  }
  _findMatch(e, t, n, r, a) {
    let i = this[t], o = t === "day" ? this.getLastDayOfMonth(this.year, this.month) : 0, u = this[t] + r, l = a === 1 ? (h) => h < n[t].length : (h) => h >= 0;
    for (let h = u; l(h); h += a) {
      let m = n[t][h];
      if (t === "day") {
        if (h - r > o) continue;
        m = this._matchDayValue(m, h - r, n, e);
      }
      if (m) return this[t] = h - r, i !== this[t] ? 2 : 1;
    }
    return 3;
  }
  recurse(e, t, n) {
    let r = this.year, a = n;
    for (; typeof a == "number"; ) {
      if (e.starYear && Math.abs(this.year - r) > 400) return null;
      a = this.recurseStep(e, t, a);
    }
    return a;
  }
  recurseStep(e, t, n) {
    if (n === 0 && !e.starYear) {
      if (this.year >= 0 && this.year < e.year.length && e.year[this.year] === 0) {
        let a = -1;
        for (let i = this.year + 1; i < e.year.length && i < 1e4; i++) if (e.year[i] === 1) {
          a = i;
          break;
        }
        if (a === -1) return null;
        this.year = a, this.month = 0, this.day = 1, this.hour = 0, this.minute = 0, this.second = 0, this.ms = 0;
      }
      if (this.year >= 1e4) return null;
    }
    let r = this.findNext(t, f[n][0], e, f[n][2]);
    if (r > 1) {
      let a = n + 1;
      for (; a < f.length; ) this[f[a][0]] = -f[a][2], a++;
      if (r === 3) {
        if (this[f[n][1]]++, this[f[n][0]] = -f[n][2], this.apply(), n === 0 && !e.starYear) {
          for (; this.year >= 0 && this.year < e.year.length && e.year[this.year] === 0 && this.year < 1e4; ) this.year++;
          if (this.year >= 1e4 || this.year >= e.year.length) return null;
        }
        return 0;
      } else if (this.apply()) return n - 1;
    }
    return n += 1, n >= f.length ? this : (e.starYear ? this.year >= 3e3 : this.year >= 1e4) ? null : n;
  }
  increment(e, t, n) {
    return this.instantMs = void 0, this.instantFields = void 0, this.second += t.interval !== void 0 && t.interval > 1 && n ? t.interval : 1, this.ms = 0, this.apply(), this.recurse(e, t, 0);
  }
  decrement(e, t, n = true) {
    this.instantMs = void 0, this.instantFields = void 0;
    let r = t.interval !== void 0 && t.interval >= 1;
    return (this.ms === 0 || r) && (this.second -= r && n ? t.interval : 1), this.ms = 0, this.apply(), this.year < 1 ? null : this.recurseBackward(e, t, 0);
  }
  recurseBackward(e, t, n) {
    let r = this.year, a = n;
    for (; typeof a == "number"; ) {
      if (e.starYear && Math.abs(this.year - r) > 400) return null;
      a = this.recurseBackwardStep(e, t, a);
    }
    return a;
  }
  recurseBackwardStep(e, t, n) {
    if (n === 0 && !e.starYear) {
      if (this.year >= 0 && this.year < e.year.length && e.year[this.year] === 0) {
        let a = -1;
        for (let i = this.year - 1; i >= 0; i--) if (e.year[i] === 1) {
          a = i;
          break;
        }
        if (a === -1) return null;
        this.year = a, this.month = 11, this.day = 31, this.hour = 23, this.minute = 59, this.second = 59, this.ms = 0;
      }
      if (this.year < 1) return null;
    }
    let r = this.findPrevious(t, f[n][0], e, f[n][2]);
    if (r > 1) {
      let a = n + 1;
      for (; a < f.length; ) {
        let i = f[a][0], o = f[a][2], u = this.getMaxPatternValue(i, e, o);
        this[i] = u, a++;
      }
      if (r === 3) {
        if (this[f[n][1]]--, n === 0) {
          let u = this.getLastDayOfMonth(this.year, this.month);
          this.day > u && (this.day = u);
        }
        if (n === 1) if (this.day <= 0) this.day = 1;
        else {
          let u = this.year, l = this.month;
          for (; l < 0; ) l += 12, u--;
          for (; l > 11; ) l -= 12, u++;
          let h = this.getLastDayOfMonth(u, l);
          this.day > h && (this.day = h);
        }
        this.apply();
        let i = f[n][0], o = f[n][2];
        if (this[i] = this.getMaxPatternValue(i, e, o), this.apply(), n === 0) {
          let u = f[1][2], l = this.getMaxPatternValue("day", e, u);
          l !== this.day && (this.day = l, this.hour = this.getMaxPatternValue("hour", e, f[2][2]), this.minute = this.getMaxPatternValue("minute", e, f[3][2]), this.second = this.getMaxPatternValue("second", e, f[4][2]));
        }
        if (n === 0 && !e.starYear) {
          for (; this.year >= 0 && this.year < e.year.length && e.year[this.year] === 0; ) this.year--;
          if (this.year < 1) return null;
        }
        return 0;
      } else if (this.apply()) return n - 1;
    }
    return n += 1, n >= f.length ? this : this.year < 1 ? null : n;
  }
  getMaxPatternValue(e, t, n) {
    let r = t[e].length - 1 - n;
    for (let a = t[e].length - 1; a >= 0; a--) if (t[e][a]) {
      r = a - n;
      break;
    }
    if (e === "day") {
      let a = this.getLastDayOfMonth(this.year, this.month);
      return t.lastWeekday || t.nearestWeekdays.some((i) => i) || t.lastDayOfMonth || !t.starDOW ? a : Math.min(r, a);
    }
    return r;
  }
  findPrevious(e, t, n, r) {
    return this._findMatch(e, t, n, r, -1);
  }
  getDate(e) {
    if (!e && typeof this.tz != "number") {
      let t = this.cachedInstant();
      if (t !== void 0) return new Date(t + (this.tz === void 0 ? this.ms : 0));
    }
    if (e || this.tz === void 0) {
      if (this.year >= 0 && this.year < 100) {
        let t = /* @__PURE__ */ new Date(0);
        return t.setFullYear(this.year, this.month, this.day), t.setHours(this.hour, this.minute, this.second, this.ms), t;
      }
      return new Date(this.year, this.month, this.day, this.hour, this.minute, this.second, this.ms);
    } else return typeof this.tz == "number" ? new Date(g(this.year, this.month, this.day, this.hour, this.minute - this.tz, this.second, this.ms)) : N(T(this.year, this.month + 1, this.day, this.hour, this.minute, this.second, this.tz), false);
  }
  getTime() {
    return this.getDate(false).getTime();
  }
  match(e, t) {
    if (!e.starYear && (this.year < 0 || this.year >= e.year.length || e.year[this.year] === 0)) return false;
    for (let n = 0; n < f.length; n++) {
      let r = f[n][0], a = f[n][2], i = this[r];
      if (i + a < 0 || i + a >= e[r].length) return false;
      let o = e[r][i + a];
      if (r === "day" && (o = this._matchDayValue(o, i, e, t)), !o) return false;
    }
    return true;
  }
};
function F(s3) {
  s3 === void 0 && (s3 = {}), delete s3.name, s3.legacyMode !== void 0 && s3.domAndDow === void 0 ? s3.domAndDow = !s3.legacyMode : s3.domAndDow === void 0 && (s3.domAndDow = false), s3.legacyMode = !s3.domAndDow;
  let e = (n, r) => n === void 0 ? r : n;
  if (s3.paused = e(s3.paused, false), s3.maxRuns = e(s3.maxRuns, 1 / 0), s3.catch = e(s3.catch, false), s3.unref = e(s3.unref, false), s3.mode = e(s3.mode, "auto"), s3.alternativeWeekdays = e(s3.alternativeWeekdays, false), s3.sloppyRanges = e(s3.sloppyRanges, false), s3.fixedTimeRule = e(s3.fixedTimeRule, "single-value"), s3.allowPast = e(s3.allowPast, false), s3.interval = s3.interval === void 0 ? 0 : parseInt(s3.interval.toString(), 10), s3.utcOffset = s3.utcOffset === void 0 ? void 0 : parseInt(s3.utcOffset.toString(), 10), s3.dayOffset = s3.dayOffset === void 0 ? 0 : parseInt(s3.dayOffset.toString(), 10), !["auto", "5-part", "6-part", "7-part", "5-or-6-parts", "6-or-7-parts"].includes(s3.mode)) throw new Error("CronOptions: mode must be one of 'auto', '5-part', '6-part', '7-part', '5-or-6-parts', or '6-or-7-parts'.");
  if (!["single-value", "no-wildcard"].includes(s3.fixedTimeRule)) throw new Error("CronOptions: fixedTimeRule must be one of 'single-value' or 'no-wildcard'.");
  s3.timezone === "" && (s3.timezone = void 0);
  let t = s3.timezone ?? s3.utcOffset;
  if (s3.startAt && (s3.startAt = I(new c(s3.startAt, t))), s3.stopAt && (s3.stopAt = I(new c(s3.stopAt, t))), s3.interval !== null) {
    if (isNaN(s3.interval)) throw new Error("CronOptions: Supplied value for interval is not a number");
    if (s3.interval < 0) throw new Error("CronOptions: Supplied value for interval can not be negative");
  }
  if (s3.utcOffset !== void 0) {
    if (isNaN(s3.utcOffset)) throw new Error("CronOptions: Invalid value passed for utcOffset, should be number representing minutes offset from UTC.");
    if (s3.utcOffset < -870 || s3.utcOffset > 870) throw new Error("CronOptions: utcOffset out of bounds.");
    if (s3.utcOffset !== void 0 && s3.timezone) throw new Error("CronOptions: Combining 'utcOffset' with 'timezone' is not allowed.");
  }
  if (s3.unref !== true && s3.unref !== false) throw new Error("CronOptions: Unref should be either true, false or undefined(false).");
  if (s3.dayOffset !== void 0 && s3.dayOffset !== 0 && isNaN(s3.dayOffset)) throw new Error("CronOptions: Invalid value passed for dayOffset, should be a number representing days to offset.");
  return s3;
}
function I(s3) {
  return s3.ms ? (s3.ms = 0, new c(new Date(s3.getTime() + 1e3), s3.tz)) : s3;
}
function b(s3) {
  return typeof s3 == "function";
}
function L(s3) {
  return b(s3);
}
function Y(s3) {
  typeof Deno < "u" && typeof Deno.unrefTimer < "u" ? Deno.unrefTimer(s3) : s3 && typeof s3.unref < "u" && s3.unref();
}
var P = 1440 * 60 * 1e3;
var $ = 30 * 1e3;
var M = [];
var j = class {
  name;
  options;
  _states;
  fn;
  _startAtRoundingMs = 0;
  getTz() {
    return this.options.timezone ?? this.options.utcOffset;
  }
  applyDayOffset(e) {
    let t = this._offsetMs();
    return t ? new Date(e.getTime() + t) : e;
  }
  _offsetMs() {
    return (this.options.dayOffset ?? 0) * P;
  }
  get _startAt() {
    return this.options.startAt;
  }
  get _stopAt() {
    return this.options.stopAt;
  }
  _nextTarget(e, t) {
    let n = this._offsetMs(), r = this._next(this._shift(e), new Date(t.getTime() - n), { startAt: this._shift(this._startAt), stopAt: this._shift(this._stopAt) });
    return r ? this.applyDayOffset(r.getDate(false)) : null;
  }
  _previousTarget(e, t) {
    let n = this._toMs(e ?? t) - this._offsetMs(), r = this._previous(new Date(n), { startAt: this._shift(this._startAt), stopAt: this._shift(this._stopAt) });
    return r ? this.applyDayOffset(r.getDate(false)) : null;
  }
  _shift(e) {
    if (e != null) return new c(new Date(this._toMs(e) - this._offsetMs()), this.getTz());
  }
  constructor(e, t, n) {
    let r, a;
    if (b(t)) a = t;
    else if (typeof t == "object") r = t;
    else if (t !== void 0) throw new Error("Cron: Invalid argument passed for optionsIn. Should be one of function, or object (options).");
    if (b(n)) a = n;
    else if (typeof n == "object") r = n;
    else if (n !== void 0) throw new Error("Cron: Invalid argument passed for funcIn. Should be one of function, or object (options).");
    this.name = r?.name;
    let i = r?.startAt;
    this.options = F(r), i && this._startAt && (this._startAtRoundingMs = this._startAt.getTime() - new c(i, this.getTz()).getTime());
    let o = !!e && (e instanceof Date || typeof e == "string" && e.indexOf(":") > 0);
    if (this._states = { kill: false, blocking: false, previousRun: void 0, currentRun: void 0, once: void 0, currentTimeout: void 0, maxRuns: r ? r.maxRuns : void 0, paused: r ? r.paused : false, pattern: o ? new C("* * * * *", void 0, { mode: "auto" }) : new C(e, this.options.timezone, { mode: this.options.mode, alternativeWeekdays: this.options.alternativeWeekdays, sloppyRanges: this.options.sloppyRanges, fixedTimeRule: this.options.fixedTimeRule }) }, o && (this._states.once = new c(e, this.getTz())), this.name) {
      if (M.find((l) => l.name === this.name)) throw new Error("Cron: Tried to initialize new named job '" + this.name + "', but name already taken.");
      M.push(this);
    }
    return a !== void 0 && L(a) && (this.fn = a, this.schedule()), this;
  }
  nextRun(e) {
    return this._nextTarget(e, /* @__PURE__ */ new Date());
  }
  nextRuns(e, t) {
    this._states.maxRuns !== void 0 && e > this._states.maxRuns && (e = this._states.maxRuns);
    let n = t || this._states.currentRun || void 0;
    return this._enumerateRuns(e, n, "next");
  }
  previousRuns(e, t) {
    return this._enumerateRuns(e, t || void 0, "previous");
  }
  enumerate(e) {
    return new A(this, e);
  }
  _enumerateRuns(e, t, n) {
    let r = [], a = /* @__PURE__ */ new Date(), i = t;
    for (; e-- > 0; ) {
      let o = n === "next" ? this._nextTarget(i, a) : this._previousTarget(i, a);
      if (!o) break;
      r.push(o), i = o;
    }
    return r;
  }
  match(e) {
    if (this._states.once) {
      let n = new c(e, this.getTz());
      n.ms = 0;
      let r = new c(this._states.once, this.getTz());
      return r.ms = 0, n.getTime() === r.getTime();
    }
    let t = new c(e, this.getTz());
    return t.ms = 0, t.match(this._states.pattern, this.options);
  }
  getPattern() {
    if (!this._states.once) return this._states.pattern ? this._states.pattern.pattern : void 0;
  }
  getOnce() {
    return this._states.once ? this._states.once.getDate() : null;
  }
  isRunning() {
    return !this._states.paused && !this._states.kill && this.fn !== void 0 && this._nextTarget(this._states.currentRun, /* @__PURE__ */ new Date()) !== null;
  }
  isStopped() {
    return this._states.kill;
  }
  isBusy() {
    return this._states.blocking;
  }
  currentRun() {
    return this._states.currentRun ? this._states.currentRun.getDate() : null;
  }
  previousRun() {
    return this._states.previousRun ? this._states.previousRun.getDate() : null;
  }
  msToNext(e) {
    let t = /* @__PURE__ */ new Date(), n = this._nextTarget(e, t);
    return n ? n.getTime() - this._toMs(e ?? t) : null;
  }
  stop() {
    this._states.kill = true, this._states.currentTimeout && clearTimeout(this._states.currentTimeout);
    let e = M.indexOf(this);
    e >= 0 && M.splice(e, 1);
  }
  pause() {
    return this._states.paused = true, !this._states.kill;
  }
  resume() {
    return this._states.paused = false, !this._states.kill;
  }
  schedule(e) {
    return this._schedule(e);
  }
  _schedule(e, t) {
    if (e && this.fn) throw new Error("Cron: It is not allowed to schedule two functions using the same Croner instance.");
    e && (this.fn = e);
    let n = t ?? /* @__PURE__ */ new Date(), r = this._nextTarget(void 0, n), a = r ? r.getTime() - n.getTime() : null, i = this._states.currentRun;
    i && i.getTime() > n.getTime() && (i = void 0);
    let o = this._nextTarget(i, n);
    return a === null || isNaN(a) || o === null ? this : (a > $ && (a = $), a < 0 && (a = this._states.paused ? 1e3 : 0), this._states.currentTimeout = setTimeout(() => this._checkTrigger(o), a), this._states.currentTimeout && this.options.unref && Y(this._states.currentTimeout), this);
  }
  async _trigger(e = /* @__PURE__ */ new Date()) {
    this._states.blocking = true, this._states.currentRun = new c(e, this.getTz());
    try {
      if (this.options.catch) try {
        this.fn !== void 0 && await this.fn(this, this.options.context);
      } catch (t) {
        if (b(this.options.catch)) try {
          Promise.resolve(this.options.catch(t, this)).catch(() => {
          });
        } catch {
        }
      }
      else this.fn !== void 0 && await this.fn(this, this.options.context);
    } finally {
      this._states.previousRun = new c(e, this.getTz()), this._states.blocking = false;
    }
  }
  async trigger() {
    await this._trigger();
  }
  runsLeft() {
    return this._states.maxRuns;
  }
  _checkTrigger(e) {
    let t = /* @__PURE__ */ new Date(), n = !this._states.paused && t.getTime() >= e.getTime(), r = this._states.blocking && this.options.protect;
    n && !r ? (this._states.maxRuns !== void 0 && this._states.maxRuns--, this._trigger(t)) : n && r && b(this.options.protect) && setTimeout(() => this.options.protect(this), 0), this._schedule(void 0, n ? void 0 : t);
  }
  _next(e, t, n) {
    let r = n ? n.startAt : this._startAt, a = n ? n.stopAt : this._stopAt, i = !!e, o = !!(e || this._states.currentRun), u = false;
    !e && r && this.options.interval && (e = this._calculatePreviousRun(r, t), e && (o = true), u = !e);
    let l = e ?? t ?? /* @__PURE__ */ new Date(), h = this._toMs(l);
    e = new c(l, this.getTz()), r && h < r.getTime() && (e = u ? r : new c(new Date(r.getTime() - 1e3), this.getTz()), h = e.getTime());
    let m = this._states.once || new c(e, this.getTz());
    if (!u && m !== this._states.once && (m = this._findOccurrence(e, h, 1, o)), this._states.once) {
      let d = this._states.once.getTime(), p = h - d;
      if (r && d < r.getTime() - this._startAtRoundingMs || this._states.currentRun && this.applyDayOffset(this._states.once.getDate()).getTime() <= this._states.currentRun.getTime() || (i ? p >= 0 : p > 1e3 && !this.options.allowPast)) return null;
    }
    return m === null || this._states.maxRuns !== void 0 && this._states.maxRuns <= 0 || this._states.kill || a && m.getTime() >= a.getTime() ? null : m;
  }
  _previous(e, t) {
    let n = this._toMs(e ?? /* @__PURE__ */ new Date());
    if (t.stopAt && n > t.stopAt.getTime() && (n = t.stopAt.getTime()), this._states.once) return this._states.once.getTime() < n ? this._states.once : null;
    let r = this._findOccurrence(new c(new Date(n), this.getTz()), n, -1);
    return r === null || t.startAt && r.getTime() < t.startAt.getTime() ? null : r;
  }
  _toMs(e) {
    if (e instanceof Date) return e.getTime();
    let t = new c(e, this.getTz());
    return t.getTime() + (typeof t.tz == "string" ? t.ms : 0);
  }
  _findOccurrence(e, t, n, r = false) {
    let a = this.options.interval ?? 0;
    if (a > 1 && (n === -1 || r)) {
      t += (a - 1) * 1e3 * n;
      let m = new Date(t);
      if (isNaN(m.getTime()) || (e = new c(m, this.getTz()), !(e.year >= 1 && e.year <= 9999))) return null;
      r = false;
    }
    let i = this._walk(e, t, n, r), o = this.getTz();
    if (this._states.pattern.isFixedTime && n === 1 || typeof o == "number" || U(t, o) !== (n === 1 ? "earlier" : "later")) return i;
    let u = Math.floor(t / 1e3) * 1e3, l = n === 1 ? k(u, u + P, o) : k(u - P, u, o) - 1e3;
    if (i && (l - i.getTime()) * n > 0) return i;
    let h = this._walk(new c(new Date(l), o), l - n, n, false, true);
    return !i || !h ? i ?? h : (i.getTime() - h.getTime()) * n > 0 ? h : i;
  }
  _walk(e, t, n, r, a = false) {
    let i = this._states.pattern, o = (l, h) => n === 1 ? l.increment(i, this.options, h) : l.decrement(i, this.options, h), u = new c(e, this.getTz());
    for ((!a || !u.match(i, this.options)) && (u = o(u, r)); u; ) {
      let l = this._runAt(u, t, n);
      if (l) return new c(l, this.getTz());
      u = o(u, false);
    }
    return null;
  }
  _runAt(e, t, n) {
    let r = (d) => (d.getTime() - t) * n > 0, a = e.tz;
    if (typeof a == "number") {
      let d = e.getDate();
      return r(d) ? d : null;
    }
    let i = T(e.year, e.month + 1, e.day, e.hour, e.minute, e.second, a), o = _(i), u = this._states.pattern.isFixedTime;
    if (o.kind === "single") return r(o.date) ? o.date : null;
    if (o.kind === "ambiguous") {
      let { earlier: d, later: p } = o;
      return (u ? [d] : n === 1 ? [d, p] : [p, d]).find(r) ?? null;
    }
    if (!u) return null;
    let l = new Date(k(o.before.getTime(), o.after.getTime(), a)), h = y(l, a);
    return h.y === i.y && h.m === i.m && h.d === i.d && r(l) ? l : null;
  }
  _calculatePreviousRun(e, t) {
    let n = new c(t, this.getTz()).getTime();
    if (e.getTime() > n) return;
    let r = this.options.interval * 1e3, a = e;
    for (; a.getTime() + r <= n; ) {
      let i = this._findOccurrence(a, a.getTime(), 1, true);
      if (i === null) break;
      a = i;
    }
    return a;
  }
};
var A = class {
  cron;
  cursor;
  now;
  done;
  initialMaxRuns;
  remainingRuns;
  constructor(e, t) {
    this.cron = e, this.initialMaxRuns = e.runsLeft() ?? 1 / 0, this.reset(t);
  }
  next() {
    if (this.done || this.remainingRuns <= 0) return this.done = true, { value: void 0, done: true };
    let e = this.cron._nextTarget(this.cursor, this.now);
    return e === null ? (this.done = true, { value: void 0, done: true }) : (this.cursor = e, this.remainingRuns--, { value: e, done: false });
  }
  peek() {
    return this.done || this.remainingRuns <= 0 ? null : this.cron._nextTarget(this.cursor, this.now);
  }
  reset(e) {
    this.cursor = e instanceof Date ? new Date(e.getTime()) : e ?? void 0, this.now = /* @__PURE__ */ new Date(), this.done = false, this.remainingRuns = this.initialMaxRuns;
  }
  [Symbol.iterator]() {
    return this;
  }
};

// scripts/runtime/duration.ts
var UNIT = {
  w: 6048e5,
  d: 864e5,
  h: 36e5,
  m: 6e4,
  s: 1e3,
  ms: 1
};
var SECOND = 1e3;
var DAY = 864e5;
function parseDuration(text) {
  if (!/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
    total += Number(count) * (UNIT[unit ?? ""] ?? Number.NaN);
  }
  return total;
}
function milliseconds(duration) {
  const parsed2 = typeof duration === "number" ? duration : parseDuration(duration.replaceAll(" ", ""));
  if (parsed2 === null || !(parsed2 >= 0)) {
    throw new Error(`"${duration}" is not a duration; use milliseconds or units like "90m", "1h30m", "3d"`);
  }
  return parsed2;
}
function parseTimeout(text, now) {
  const duration = parseDuration(text);
  if (duration !== null) return now + duration;
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)) ? Date.parse(text) : null;
}

// scripts/runtime/cron.ts
var MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
var DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
var FIELDS = [
  { name: "minute", min: 0, max: 59, words: [] },
  { name: "hour", min: 0, max: 23, words: [] },
  { name: "day of month", min: 1, max: 31, words: [] },
  { name: "month", min: 1, max: 12, words: MONTHS },
  { name: "day of week", min: 0, max: 6, words: DAYS }
];
function split(cron) {
  const match = /^(?:TZ|CRON_TZ)=(\S+)\s+(.*)$/.exec(cron);
  return { zone: match?.[1] ?? "UTC", fields: (match?.[2] ?? cron).trim() };
}
function values(text, { min, max, words }) {
  const found = /* @__PURE__ */ new Set();
  for (const part of text.split(",")) {
    const [range = "", step = "1", ...more] = part.split("/");
    const ends = range === "*" || range === "?" ? [min, max] : range.split("-").map((word) => {
      const index = words.indexOf(word.toUpperCase());
      return index >= 0 ? index + min : /^\d+$/.test(word) ? Number(word) : Number.NaN;
    });
    const [from = Number.NaN, to = part.includes("/") ? max : from] = ends;
    if (more.length > 0 || ends.length > 2 || !/^[1-9]\d*$/.test(step) || !(from >= min) || !(to <= max) || from > to) return null;
    for (let value = from; value <= to; value += Number(step)) found.add(value);
  }
  return [...found].sort((x2, y2) => x2 - y2);
}
function cronProblem(cron) {
  const { fields, zone } = split(cron);
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    return `unknown time zone "${zone}"`;
  }
  const parts = fields.split(/\s+/);
  if (parts.length !== 5) return `expected five fields, found ${parts.length}`;
  for (const [index, field2] of FIELDS.entries()) {
    const text = parts[index] ?? "";
    if (values(text, field2) === null) return `${field2.name} "${text}"`;
  }
  return null;
}
function jitterProblem(jitter) {
  const parsed2 = parseDuration(jitter);
  if (parsed2 === null) return `"${jitter}" is not a duration`;
  return parsed2 > 0 && parsed2 < 1e3 ? "must be at least 1s" : parsed2 > 3e5 ? "must be at most 5m" : null;
}
function nextCron(cron, after) {
  const { fields, zone } = split(cron);
  const plain = fields.split(/\s+/).map((text, index) => {
    const field2 = FIELDS[index];
    return text === "*" || text === "?" || field2 === void 0 ? "*" : (values(text, field2) ?? []).join(",");
  });
  return new j(plain.join(" "), { timezone: zone, paused: true }).nextRun(new Date(after))?.getTime() ?? null;
}

// scripts/runtime/errors.ts
var NotModelled = class extends Error {
  name = "NotModelled";
};
var SyncRefused = class extends Error {
  constructor(problems2) {
    super(`The server refuses the whole app: at least one function is invalid.
${problems2.map((line) => `- ${line}`).join("\n")}`);
    this.problems = problems2;
  }
  problems;
  name = "SyncRefused";
};
var RuntimeStop = class extends Error {
  constructor(rule, functionId, stepId, reason) {
    super(`${rule}: function "${functionId}"${stepId === null ? "" : `, step "${stepId}"`}: ${reason}`);
    this.rule = rule;
    this.functionId = functionId;
    this.stepId = stepId;
    this.reason = reason;
  }
  rule;
  functionId;
  stepId;
  reason;
  name = "RuntimeStop";
};
var InjectedFault = class extends Error {
  name = "InjectedFault";
};
var EndsRun = class extends Error {
  constructor(error) {
    super(error.message);
    this.error = error;
  }
  error;
  name = "EndsRun";
};
function serialized(value) {
  if (typeof value === "string") return { name: "Error", message: value };
  const from = typeof value === "object" && value !== null ? value : {};
  const error = {
    name: typeof from.name === "string" && from.name !== "" ? from.name : "Error",
    message: typeof from.message === "string" && from.message !== "" ? from.message : "Function execution error"
  };
  if (typeof from.stack === "string") error.stack = from.stack;
  if (from.cause !== void 0) error.cause = from.cause;
  if (from.data !== void 0) error.data = from.data;
  return error;
}

// node_modules/@marcbachmann/cel-js/lib/errors.js
var CelError = class extends Error {
  #node;
  #code;
  #range;
  #summary;
  constructor({ name, code, message, node, cause, range }) {
    super(message, cause ? { cause } : void 0);
    this.name = name;
    this.#code = code;
    this.#summary = message;
    this.#node = node;
    this.#range = range && normalizeRange(range) || normalizeRange(node);
    if (!node?.input) return;
    this.message = formatErrorWithHighlight(this.#summary, node, this.#range);
  }
  get node() {
    return this.#node;
  }
  get code() {
    return this.#code;
  }
  get range() {
    return this.#range;
  }
  get summary() {
    return this.#summary;
  }
  withAst(node) {
    if (this.#node || !node?.input) return this;
    this.#node = node;
    this.#range ??= normalizeRange(node);
    this.message = formatErrorWithHighlight(this.#summary, node, this.#range);
    return this;
  }
};
function normalizeArgs(name, defaultCode, message, node, cause) {
  if (typeof message === "string") return { name, code: defaultCode, message, node, cause };
  const opts = message;
  if (typeof opts !== "object") throw new Error("First param to error must be a string or object");
  return {
    name,
    code: opts.code || defaultCode,
    message: opts.message,
    node: opts.node,
    cause: opts.cause,
    range: opts.range
  };
}
var ParseError = class extends CelError {
  constructor(message, node, cause) {
    super(normalizeArgs("ParseError", "parse_error", message, node, cause));
  }
};
var EvaluationError = class extends CelError {
  constructor(message, node, cause) {
    super(normalizeArgs("EvaluationError", "evaluation_error", message, node, cause));
  }
};
var TypeError2 = class extends CelError {
  constructor(message, node, cause) {
    super(normalizeArgs("TypeError", "type_error", message, node, cause));
  }
};
function parseError(code, message, node) {
  if (typeof code === "object") return new ParseError(code);
  return new ParseError({ code, message, node });
}
function evaluationError(code, message, node) {
  if (typeof code === "object") return new EvaluationError(code);
  return new EvaluationError({ code, message, node });
}
function typeError(code, message, node) {
  if (typeof code === "object") return new TypeError2(code);
  return new TypeError2({ code, message, node });
}
function normalizeRange(node) {
  const start2 = node?.pos ?? node?.start;
  if (typeof start2 !== "number") return;
  const end = typeof node.end === "number" ? node.end : start2;
  return { start: start2, end };
}
function formatErrorWithHighlight(message, node, range) {
  const pos = node.pos ?? range?.start;
  if (typeof pos !== "number") return message;
  const input = node.input;
  let lineNum = 1;
  let currentPos = 0;
  let columnNum = 0;
  while (currentPos < pos) {
    if (input[currentPos] === "\n") {
      lineNum++;
      columnNum = 0;
    } else {
      columnNum++;
    }
    currentPos++;
  }
  let contextStart = pos;
  let contextEnd = pos;
  while (contextStart > 0 && input[contextStart - 1] !== "\n") contextStart--;
  while (contextEnd < input.length && input[contextEnd] !== "\n") contextEnd++;
  const line = input.slice(contextStart, contextEnd);
  const highlight = `> ${`${lineNum}`.padStart(4, " ")} | ${line}
${" ".repeat(9 + columnNum)}^`;
  return `${message}

${highlight}`;
}
function attachErrorAst(error, node) {
  if (error instanceof CelError) return error.withAst(node);
  return error;
}

// node_modules/@marcbachmann/cel-js/lib/optional.js
var Optional = class _Optional {
  #value;
  constructor(value) {
    this.#value = value;
  }
  static of(value) {
    if (value === void 0) return OPTIONAL_NONE;
    return new _Optional(value);
  }
  static none() {
    return OPTIONAL_NONE;
  }
  hasValue() {
    return this.#value !== void 0;
  }
  value() {
    if (this.#value === void 0) {
      throw evaluationError("optional_value_missing", "Optional value is not present");
    }
    return this.#value;
  }
  or(optional) {
    if (this.#value !== void 0) return this;
    if (optional instanceof _Optional) return optional;
    throw evaluationError(
      "invalid_optional_argument",
      "Optional.or must be called with an Optional argument"
    );
  }
  orValue(defaultValue) {
    return this.#value === void 0 ? defaultValue : this.#value;
  }
  get [Symbol.toStringTag]() {
    return "optional";
  }
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return this.#value === void 0 ? `Optional { none }` : `Optional { value: ${JSON.stringify(this.#value)} }`;
  }
};
var OPTIONAL_NONE = Object.freeze(new Optional());
var OptionalNamespace = class {
};
var optionalNamespace = new OptionalNamespace();
function toggleOptionalTypes(registry, enable) {
  const optionalConstant = enable ? optionalNamespace : void 0;
  registry.deleteVariable("optional");
  registry.registerConstant("optional", "OptionalNamespace", optionalConstant);
}
function register(registry) {
  const sync = { async: false };
  const functionOverload = (sig, handler) => registry.registerFunctionOverload(sig, handler, sync);
  const optionalConstant = registry.enableOptionalTypes ? optionalNamespace : void 0;
  registry.registerType("OptionalNamespace", OptionalNamespace);
  registry.registerConstant("optional", "OptionalNamespace", optionalConstant);
  functionOverload("optional.hasValue(): bool", (v2) => v2.hasValue());
  functionOverload("optional<A>.value(): A", (v2) => v2.value());
  registry.registerFunctionOverload("OptionalNamespace.none(): optional<T>", () => Optional.none());
  functionOverload("OptionalNamespace.of(A): optional<A>", (_2, value) => Optional.of(value));
  function ensureOptional(value, ast, description) {
    if (value instanceof Optional) return value;
    throw evaluationError("optional_expected", `${description} must be optional`, ast);
  }
  function evaluateOptional(ev, macro, ctx) {
    const v2 = ev.run(macro.receiver, ctx);
    if (v2 instanceof Promise) return v2.then((_v) => handleOptionalResolved(_v, ev, macro, ctx));
    return handleOptionalResolved(v2, ev, macro, ctx);
  }
  function handleOptionalResolved(value, ev, macro, ctx) {
    const optional = ensureOptional(value, macro.receiver, `${macro.functionDesc} receiver`);
    if (optional.hasValue()) return macro.onHasValue(optional);
    return macro.onEmpty(ev, macro, ctx);
  }
  function ensureOptionalType(checker, node, ctx, description) {
    const type = checker.check(node, ctx);
    if (type.kind === "optional") return type;
    if (type.kind === "dyn") return checker.getType("optional");
    throw checker.createError("optional_expected", `${description} must be optional, got '${type}'`, node);
  }
  function createOptionalMacro({ functionDesc, evaluate: evaluate3, typeCheck, onHasValue, onEmpty }) {
    return ({ ast, args, receiver }) => ({
      ast,
      functionDesc,
      receiver,
      arg: args[0],
      evaluate: evaluate3,
      typeCheck,
      onHasValue,
      onEmpty
    });
  }
  const invalidOrValueReceiver = "optional.orValue() receiver";
  const invalidOrReceiver = "optional.or(optional) receiver";
  const invalidOrArg = "optional.or(optional) argument";
  registry.registerFunctionOverload(
    "optional.or(ast): optional<dyn>",
    createOptionalMacro({
      functionDesc: "optional.or(optional)",
      evaluate: evaluateOptional,
      typeCheck(check2, macro, ctx) {
        const l = ensureOptionalType(check2, macro.receiver, ctx, invalidOrReceiver);
        const r = ensureOptionalType(check2, macro.arg, ctx, invalidOrArg);
        if (!(macro.receiver.maybeAsync || macro.arg.maybeAsync)) macro.ast.setMeta("async", false);
        const unified = l.unify(check2.registry, r);
        if (unified) return unified;
        throw check2.createError(
          "incompatible_argument_type",
          `${macro.functionDesc} argument must be compatible type, got '${l}' and '${r}'`,
          macro.arg
        );
      },
      onHasValue: (optional) => optional,
      onEmpty(ev, macro, ctx) {
        const ast = macro.arg;
        const v2 = ev.run(ast, ctx);
        if (v2 instanceof Promise) return v2.then((_v) => ensureOptional(_v, ast, invalidOrArg));
        return ensureOptional(v2, ast, invalidOrArg);
      }
    })
  );
  registry.registerFunctionOverload(
    "optional.orValue(ast): dyn",
    createOptionalMacro({
      functionDesc: "optional.orValue(value)",
      onHasValue: (optionalValue) => optionalValue.value(),
      onEmpty(ev, macro, ctx) {
        return ev.run(macro.arg, ctx);
      },
      evaluate: evaluateOptional,
      typeCheck(check2, macro, ctx) {
        const l = ensureOptionalType(check2, macro.receiver, ctx, invalidOrValueReceiver).valueType;
        const r = check2.check(macro.arg, ctx);
        if (!(macro.receiver.maybeAsync || macro.arg.maybeAsync)) macro.ast.setMeta("async", false);
        const unified = l.unify(check2.registry, r);
        if (unified) return unified;
        throw check2.createError(
          "incompatible_argument_type",
          `${macro.functionDesc} argument must be compatible type, got '${l}' and '${r}'`,
          macro.arg
        );
      }
    })
  );
}

// node_modules/@marcbachmann/cel-js/lib/globals.js
var hasOwn = Object.hasOwn;
var objKeys = Object.keys;
var objFreeze = Object.freeze;
var objEntries = Object.entries;
var isArray = Array.isArray;
var arrayFrom = Array.from;
var MIN_UINT = 0n;
var MAX_UINT = 18446744073709551615n;
var MAX_INT = 9223372036854775807n;
var MIN_INT = -9223372036854775808n;
function isAsync(fn, fallback) {
  if (fn?.[Symbol.toStringTag] === "AsyncFunction") return true;
  return typeof fallback === "boolean" ? fallback : true;
}
var RESERVED = /* @__PURE__ */ new Set([
  "as",
  "break",
  "const",
  "continue",
  "else",
  "for",
  "function",
  "if",
  "import",
  "let",
  "loop",
  "package",
  "namespace",
  "return",
  "var",
  "void",
  "while",
  "__proto__",
  "prototype"
]);

// node_modules/@marcbachmann/cel-js/lib/functions.js
var UnsignedInt = class {
  #value;
  constructor(value) {
    this.verify(typeof value === "bigint" ? value : BigInt(value));
  }
  get value() {
    return this.#value;
  }
  valueOf() {
    return this.#value;
  }
  toString() {
    return `${this.#value}`;
  }
  verify(v2) {
    if (v2 < MIN_UINT || v2 > MAX_UINT) {
      throw evaluationError("numeric_overflow", "Unsigned integer overflow");
    }
    this.#value = v2;
  }
  get [Symbol.toStringTag]() {
    return `value = ${this.#value}`;
  }
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return `UnsignedInteger { value: ${this.#value} }`;
  }
};
var billion = 1e9;
var billionBigInt = 1000000000n;
var UNIT_NANOSECONDS = {
  h: 3600000000000n,
  m: 60000000000n,
  s: billionBigInt,
  ms: 1000000n,
  us: 1000n,
  µs: 1000n,
  ns: 1n
};
var Duration = class _Duration {
  #seconds;
  #nanos;
  constructor(seconds, nanos = 0) {
    this.#seconds = BigInt(seconds);
    this.#nanos = nanos;
  }
  get seconds() {
    return this.#seconds;
  }
  get nanos() {
    return this.#nanos;
  }
  valueOf() {
    return Number(this.#seconds) * 1e3 + this.#nanos / 1e6;
  }
  static fromMilliseconds(ms) {
    const totalNanos = BigInt(Math.trunc(ms * 1e6));
    const seconds = totalNanos / billionBigInt;
    const nanos = Number(totalNanos % billionBigInt);
    return new _Duration(seconds, nanos);
  }
  addDuration(other) {
    const nanos = this.#nanos + other.nanos;
    return new _Duration(
      this.#seconds + other.seconds + BigInt(Math.floor(nanos / billion)),
      nanos % billion
    );
  }
  subtractDuration(other) {
    const nanos = this.#nanos - other.nanos;
    return new _Duration(
      this.#seconds - other.seconds + BigInt(Math.floor(nanos / billion)),
      (nanos + billion) % billion
    );
  }
  extendTimestamp(ts) {
    return new Date(
      ts.getTime() + Number(this.#seconds) * 1e3 + Math.floor(this.#nanos / 1e6)
    );
  }
  subtractTimestamp(ts) {
    return new Date(
      ts.getTime() - Number(this.#seconds) * 1e3 - Math.floor(this.#nanos / 1e6)
    );
  }
  toString() {
    const nanos = this.#nanos ? (this.#nanos / billion).toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 9 }).slice(1) : "";
    return `${this.#seconds}${nanos}s`;
  }
  getHours() {
    return this.#seconds / 3600n;
  }
  getMinutes() {
    return this.#seconds / 60n;
  }
  getSeconds() {
    return this.#seconds;
  }
  getMilliseconds() {
    return this.#seconds * 1000n + BigInt(Math.floor(this.#nanos / 1e6));
  }
  get [Symbol.toStringTag]() {
    return "google.protobuf.Duration";
  }
  [/* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom")]() {
    return `google.protobuf.Duration { seconds: ${this.#seconds}, nanos: ${this.#nanos} }`;
  }
};
function registerFunctions(registry) {
  const sync = { async: false };
  const functionOverload = (sig, handler) => registry.registerFunctionOverload(sig, handler, sync);
  const identity2 = (v2) => v2;
  functionOverload("dyn(dyn): dyn", identity2);
  for (const _t in TYPES) {
    const type = TYPES[_t];
    if (!(type instanceof Type)) continue;
    functionOverload(`type(${type.name}): type`, () => type);
  }
  functionOverload("bool(bool): bool", identity2);
  functionOverload("bool(string): bool", (v2) => {
    switch (v2) {
      case "1":
      case "t":
      case "true":
      case "TRUE":
      case "True":
        return true;
      case "0":
      case "f":
      case "false":
      case "FALSE":
      case "False":
        return false;
      default:
        throw evaluationError(
          "bool_conversion_error",
          `bool() conversion error: invalid string value "${v2}"`
        );
    }
  });
  functionOverload("size(string): int", (v2) => BigInt(stringSize(v2)));
  functionOverload("size(bytes): int", (v2) => BigInt(v2.length));
  functionOverload("size(list): int", (v2) => BigInt(v2.length ?? v2.size));
  functionOverload("size(map): int", (v2) => BigInt(v2 instanceof Map ? v2.size : objKeys(v2).length));
  functionOverload("string.size(): int", (v2) => BigInt(stringSize(v2)));
  functionOverload("bytes.size(): int", (v2) => BigInt(v2.length));
  functionOverload("list.size(): int", (v2) => BigInt(v2.length ?? v2.size));
  functionOverload("map.size(): int", (v2) => BigInt(v2 instanceof Map ? v2.size : objKeys(v2).length));
  functionOverload("bytes(string): bytes", (v2) => ByteOpts.fromString(v2));
  functionOverload("bytes(bytes): bytes", identity2);
  functionOverload("double(double): double", identity2);
  functionOverload("double(int): double", (v2) => Number(v2));
  functionOverload("double(uint): double", (v2) => Number(v2));
  functionOverload("double(string): double", (v2) => {
    if (!v2 || v2 !== v2.trim())
      throw evaluationError(
        "double_conversion_error",
        "double() type error: cannot convert to double"
      );
    const s3 = v2.toLowerCase();
    switch (s3) {
      case "inf":
      case "+inf":
      case "infinity":
      case "+infinity":
        return Number.POSITIVE_INFINITY;
      case "-inf":
      case "-infinity":
        return Number.NEGATIVE_INFINITY;
      case "nan":
        return Number.NaN;
      default: {
        const parsed2 = Number(v2);
        if (!Number.isNaN(parsed2)) return parsed2;
        throw evaluationError(
          "double_conversion_error",
          "double() type error: cannot convert to double"
        );
      }
    }
  });
  functionOverload("int(int): int", identity2);
  functionOverload("int(double): int", (v2) => {
    if (Number.isFinite(v2)) return BigInt(Math.trunc(v2));
    throw evaluationError("numeric_overflow", "int() type error: integer overflow");
  });
  functionOverload("int(string): int", (v2) => {
    if (v2 !== v2.trim() || v2.length > 20 || v2.includes("0x")) {
      throw evaluationError("int_conversion_error", "int() type error: cannot convert to int");
    }
    try {
      const num = BigInt(v2);
      if (num <= MAX_INT && num >= MIN_INT) return num;
    } catch (_e) {
    }
    throw evaluationError("int_conversion_error", "int() type error: cannot convert to int");
  });
  functionOverload("uint(uint): uint", identity2);
  functionOverload("uint(int): uint", (v2) => {
    try {
      return new UnsignedInt(v2);
    } catch (e) {
      throw evaluationError("uint_conversion_error", "uint() type error: cannot convert to uint");
    }
  });
  functionOverload("uint(double): uint", (v2) => {
    try {
      return new UnsignedInt(Math.trunc(v2));
    } catch (e) {
      throw evaluationError("numeric_overflow", "uint() type error: unsigned integer overflow");
    }
  });
  functionOverload("uint(string): uint", (v2) => {
    if (v2 !== v2.trim() || v2.length > 20 || v2.includes("0x")) {
      throw evaluationError("uint_conversion_error", "uint() type error: cannot convert to uint");
    }
    try {
      return new UnsignedInt(v2);
    } catch (e) {
      throw evaluationError("uint_conversion_error", "uint() type error: cannot convert to uint");
    }
  });
  functionOverload("string(string): string", identity2);
  functionOverload("string(bool): string", (v2) => `${v2}`);
  functionOverload("string(int): string", (v2) => `${v2}`);
  functionOverload("string(uint): string", (v2) => `${v2}`);
  functionOverload("string(bytes): string", (v2) => ByteOpts.toUtf8(v2));
  functionOverload("string(double): string", (v2) => {
    if (v2 === Infinity) return "+Inf";
    if (v2 === -Infinity) return "-Inf";
    return `${v2}`;
  });
  functionOverload("string.startsWith(string): bool", (a, b2) => a.startsWith(b2));
  functionOverload("string.endsWith(string): bool", (a, b2) => a.endsWith(b2));
  functionOverload("string.contains(string): bool", (a, b2) => a.includes(b2));
  functionOverload("string.lowerAscii(): string", (a) => a.toLowerCase());
  functionOverload("string.upperAscii(): string", (a) => a.toUpperCase());
  functionOverload("string.trim(): string", (a) => a.trim());
  functionOverload(
    "string.indexOf(string): int",
    (string, search) => BigInt(string.indexOf(search))
  );
  functionOverload("string.indexOf(string, int): int", (string, search, fromIndex) => {
    if (search === "") return fromIndex;
    fromIndex = Number(fromIndex);
    if (fromIndex < 0 || fromIndex >= string.length) {
      throw evaluationError(
        "index_out_of_range",
        "string.indexOf(search, fromIndex): fromIndex out of range"
      );
    }
    return BigInt(string.indexOf(search, fromIndex));
  });
  functionOverload(
    "string.lastIndexOf(string): int",
    (string, search) => BigInt(string.lastIndexOf(search))
  );
  functionOverload("string.lastIndexOf(string, int): int", (string, search, fromIndex) => {
    if (search === "") return fromIndex;
    fromIndex = Number(fromIndex);
    if (fromIndex < 0 || fromIndex >= string.length) {
      throw evaluationError(
        "index_out_of_range",
        "string.lastIndexOf(search, fromIndex): fromIndex out of range"
      );
    }
    return BigInt(string.lastIndexOf(search, fromIndex));
  });
  functionOverload("string.substring(int): string", (string, start2) => {
    start2 = Number(start2);
    if (start2 < 0 || start2 > string.length) {
      throw evaluationError(
        "index_out_of_range",
        "string.substring(start, end): start index out of range"
      );
    }
    return string.substring(start2);
  });
  functionOverload("string.substring(int, int): string", (string, start2, end) => {
    start2 = Number(start2);
    if (start2 < 0 || start2 > string.length) {
      throw evaluationError(
        "index_out_of_range",
        "string.substring(start, end): start index out of range"
      );
    }
    end = Number(end);
    if (end < start2 || end > string.length) {
      throw evaluationError(
        "index_out_of_range",
        "string.substring(start, end): end index out of range"
      );
    }
    return string.substring(start2, end);
  });
  functionOverload("string.matches(string): bool", (a, b2) => {
    try {
      return new RegExp(b2).test(a);
    } catch (_err) {
      throw evaluationError("invalid_regular_expression", `Invalid regular expression: ${b2}`);
    }
  });
  functionOverload("string.split(string): list<string>", (s3, sep) => s3.split(sep));
  functionOverload("string.split(string, int): list<string>", (s3, sep, l) => {
    l = Number(l);
    if (l === 0) return [];
    const parts = s3.split(sep);
    if (l < 0 || parts.length <= l) return parts;
    const limited = parts.slice(0, l - 1);
    limited.push(parts.slice(l - 1).join(sep));
    return limited;
  });
  functionOverload("list<string>.join(): string", (v2) => {
    for (let i = 0; i < v2.length; i++) {
      if (typeof v2[i] !== "string") {
        throw evaluationError(
          "invalid_list_element_type",
          "string.join(): list must contain only strings"
        );
      }
    }
    return v2.join("");
  });
  functionOverload("list<string>.join(string): string", (v2, sep) => {
    for (let i = 0; i < v2.length; i++) {
      if (typeof v2[i] !== "string") {
        throw evaluationError(
          "invalid_list_element_type",
          "string.join(separator): list must contain only strings"
        );
      }
    }
    return v2.join(sep);
  });
  const textEncoder = new TextEncoder("utf8");
  const textDecoder = new TextDecoder("utf8");
  const ByteOpts = typeof Buffer !== "undefined" ? {
    byteLength: (v2) => Buffer.byteLength(v2),
    fromString: (str) => Buffer.from(str, "utf8"),
    toHex: (b2) => Buffer.prototype.hexSlice.call(b2, 0, b2.length),
    toBase64: (b2) => Buffer.prototype.base64Slice.call(b2, 0, b2.length),
    toUtf8: (b2) => Buffer.prototype.utf8Slice.call(b2, 0, b2.length),
    jsonParse: (b2) => JSON.parse(b2)
  } : {
    textEncoder: new TextEncoder("utf8"),
    byteLength: (v2) => textEncoder.encode(v2).length,
    fromString: (str) => textEncoder.encode(str),
    toHex: Uint8Array.prototype.toHex ? (b2) => b2.toHex() : (b2) => arrayFrom(b2, (i) => i.toString(16).padStart(2, "0")).join(""),
    toBase64: Uint8Array.prototype.toBase64 ? (b2) => b2.toBase64() : (b2) => btoa(arrayFrom(b2, (i) => String.fromCodePoint(i)).join("")),
    toUtf8: (b2) => textDecoder.decode(b2),
    jsonParse: (b2) => JSON.parse(textEncoder.decode(b2))
  };
  functionOverload("bytes.json(): map", ByteOpts.jsonParse);
  functionOverload("bytes.hex(): string", ByteOpts.toHex);
  functionOverload("bytes.string(): string", ByteOpts.toUtf8);
  functionOverload("bytes.base64(): string", ByteOpts.toBase64);
  functionOverload("bytes.at(int): int", (b2, index) => {
    if (index < 0 || index >= b2.length) {
      throw evaluationError("index_out_of_range", "Bytes index out of range");
    }
    return BigInt(b2[index]);
  });
  const TS = "google.protobuf.Timestamp";
  const GPD = "google.protobuf.Duration";
  const TimestampType = registry.registerType(TS, Date).typeType;
  const DurationType = registry.registerType(GPD, Duration).typeType;
  registry.registerConstant("google", "map<string, map<string, type>>", {
    protobuf: { Duration: DurationType, Timestamp: TimestampType }
  });
  function tzDate(d, timeZone) {
    return new Date(d.toLocaleString("en-US", { timeZone }));
  }
  function getDayOfYear(d, tz) {
    const workingDate = tz ? tzDate(d, tz) : new Date(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate());
    const start2 = new Date(workingDate.getFullYear(), 0, 0);
    return BigInt(Math.floor((workingDate - start2) / 864e5) - 1);
  }
  functionOverload(`timestamp(string): ${TS}`, (v2) => {
    if (v2.length < 20 || v2.length > 30) {
      throw evaluationError("invalid_timestamp", "timestamp() requires a string in ISO 8601 format");
    }
    const d = new Date(v2);
    if (d <= 253402300799999 && d >= -621355968e5) return d;
    throw evaluationError("invalid_timestamp", "timestamp() requires a string in ISO 8601 format");
  });
  functionOverload(`timestamp(int): ${TS}`, (i) => {
    i = Number(i) * 1e3;
    if (i <= 253402300799999 && i >= -621355968e5) return new Date(i);
    throw evaluationError(
      "invalid_timestamp",
      "timestamp() requires a valid integer unix timestamp"
    );
  });
  functionOverload(`${TS}.getDate(): int`, (d) => BigInt(d.getUTCDate()));
  functionOverload(`${TS}.getDate(string): int`, (d, tz) => BigInt(tzDate(d, tz).getDate()));
  functionOverload(`${TS}.getDayOfMonth(): int`, (d) => BigInt(d.getUTCDate() - 1));
  functionOverload(
    `${TS}.getDayOfMonth(string): int`,
    (d, tz) => BigInt(tzDate(d, tz).getDate() - 1)
  );
  functionOverload(`${TS}.getDayOfWeek(): int`, (d) => BigInt(d.getUTCDay()));
  functionOverload(`${TS}.getDayOfWeek(string): int`, (d, tz) => BigInt(tzDate(d, tz).getDay()));
  functionOverload(`${TS}.getDayOfYear(): int`, getDayOfYear);
  functionOverload(`${TS}.getDayOfYear(string): int`, getDayOfYear);
  functionOverload(`${TS}.getFullYear(): int`, (d) => BigInt(d.getUTCFullYear()));
  functionOverload(`${TS}.getFullYear(string): int`, (d, tz) => BigInt(tzDate(d, tz).getFullYear()));
  functionOverload(`${TS}.getHours(): int`, (d) => BigInt(d.getUTCHours()));
  functionOverload(`${TS}.getHours(string): int`, (d, tz) => BigInt(tzDate(d, tz).getHours()));
  functionOverload(`${TS}.getMilliseconds(): int`, (d) => BigInt(d.getUTCMilliseconds()));
  functionOverload(`${TS}.getMilliseconds(string): int`, (d) => BigInt(d.getUTCMilliseconds()));
  functionOverload(`${TS}.getMinutes(): int`, (d) => BigInt(d.getUTCMinutes()));
  functionOverload(`${TS}.getMinutes(string): int`, (d, tz) => BigInt(tzDate(d, tz).getMinutes()));
  functionOverload(`${TS}.getMonth(): int`, (d) => BigInt(d.getUTCMonth()));
  functionOverload(`${TS}.getMonth(string): int`, (d, tz) => BigInt(tzDate(d, tz).getMonth()));
  functionOverload(`${TS}.getSeconds(): int`, (d) => BigInt(d.getUTCSeconds()));
  functionOverload(`${TS}.getSeconds(string): int`, (d, tz) => BigInt(tzDate(d, tz).getSeconds()));
  const parseDurationPattern = /(\d*\.?\d*)(ns|us|µs|ms|s|m|h)/;
  function parseDuration2(string) {
    if (!string) throw evaluationError("invalid_duration", `Invalid duration string: ''`);
    const isNegative = string[0] === "-";
    if (string[0] === "-" || string[0] === "+") string = string.slice(1);
    let nanoseconds = BigInt(0);
    while (true) {
      const match = parseDurationPattern.exec(string);
      if (!match) throw evaluationError("invalid_duration", `Invalid duration string: ${string}`);
      if (match.index !== 0)
        throw evaluationError("invalid_duration", `Invalid duration string: ${string}`);
      string = string.slice(match[0].length);
      const unitNanos = UNIT_NANOSECONDS[match[2]];
      const [intPart = "0", fracPart = ""] = match[1].split(".");
      const intVal = BigInt(intPart) * unitNanos;
      const fracNanos = fracPart ? BigInt(fracPart.slice(0, 13).padEnd(13, "0")) * unitNanos / 10000000000000n : 0n;
      nanoseconds += intVal + fracNanos;
      if (string === "") break;
    }
    const seconds = nanoseconds >= billionBigInt ? nanoseconds / billionBigInt : 0n;
    const nanos = Number(nanoseconds % billionBigInt);
    if (isNegative) return new Duration(-seconds, -nanos);
    return new Duration(seconds, nanos);
  }
  functionOverload(`duration(string): google.protobuf.Duration`, (s3) => parseDuration2(s3));
  functionOverload(`google.protobuf.Duration.getHours(): int`, (d) => d.getHours());
  functionOverload(`google.protobuf.Duration.getMinutes(): int`, (d) => d.getMinutes());
  functionOverload(`google.protobuf.Duration.getSeconds(): int`, (d) => d.getSeconds());
  functionOverload(`google.protobuf.Duration.getMilliseconds(): int`, (d) => d.getMilliseconds());
  register(registry);
}
function stringSize(str) {
  let count = 0;
  for (const c2 of str) count++;
  return count;
}

// node_modules/@marcbachmann/cel-js/lib/registry.js
var Type = class {
  #name;
  constructor(name) {
    this.#name = name;
    objFreeze(this);
  }
  get name() {
    return this.#name;
  }
  get [Symbol.toStringTag]() {
    return `Type<${this.#name}>`;
  }
  toString() {
    return `Type<${this.#name}>`;
  }
};
var TYPES = {
  string: new Type("string"),
  bool: new Type("bool"),
  int: new Type("int"),
  uint: new Type("uint"),
  double: new Type("double"),
  map: new Type("map"),
  list: new Type("list"),
  bytes: new Type("bytes"),
  null_type: new Type("null"),
  type: new Type("type")
};
var optionalType = new Type("optional");
var valueTypeMatchers = {
  dyn(v2, ev) {
    switch (typeof v2) {
      case "string":
      case "bigint":
      case "number":
      case "boolean":
        return true;
      case "object":
        switch (v2 ? v2.constructor : v2) {
          case null:
          case void 0:
          case Object:
          case Map:
          case Array:
          case Set:
            return true;
          default:
            if (ev.objectTypesByConstructor.get(v2.constructor)) return true;
        }
    }
    return !!ev.debugType(v2);
  },
  string(v2) {
    return typeof v2 === "string";
  },
  int(v2) {
    return typeof v2 === "bigint";
  },
  double(v2) {
    return typeof v2 === "number";
  },
  bool(v2) {
    return typeof v2 === "boolean";
  },
  null(v2) {
    return v2 === null;
  },
  bytes(v2) {
    return v2 instanceof Uint8Array;
  },
  uint(v2) {
    return v2 instanceof UnsignedInt;
  },
  type(v2) {
    return v2 instanceof Type;
  },
  list(v2) {
    switch (v2?.constructor) {
      case Array:
      case Set:
        return true;
      default:
        return false;
    }
  },
  map(v2) {
    switch (typeof v2 === "object" && v2 ? v2.constructor : null) {
      case void 0:
      case Object:
      case Map:
        return true;
      default:
        return false;
    }
  },
  optional(v2) {
    return v2 instanceof Optional;
  },
  message(v2, ev) {
    return this === ev.debugType(v2);
  }
};
valueTypeMatchers.param = valueTypeMatchers.dyn;
var TypeDeclaration = class {
  #matchesCache = /* @__PURE__ */ new WeakMap();
  constructor({ kind, type, name, keyType, valueType }) {
    this.kind = kind;
    this.type = type;
    this.name = name;
    this.keyType = keyType;
    this.valueType = valueType;
    this.unwrappedType = kind === "dyn" && valueType ? valueType.unwrappedType : this;
    this.wrappedType = kind === "dyn" ? this : _createDynType(this.unwrappedType);
    this.hasDynType = this.kind === "dyn" || this.valueType?.hasDynType || this.keyType?.hasDynType || false;
    this.hasPlaceholderType = this.kind === "param" || this.keyType?.hasPlaceholderType || this.valueType?.hasPlaceholderType || false;
    if (kind === "list") this.fieldLazy = this.#getListField;
    else if (kind === "map") this.fieldLazy = this.#getMapField;
    else if (kind === "message") this.fieldLazy = this.#getMessageField;
    else if (kind === "optional") this.fieldLazy = this.#getOptionalField;
    this.matchesValueType = valueTypeMatchers[name] || valueTypeMatchers[kind];
    objFreeze(this);
  }
  isDynOrBool() {
    return this.type === "bool" || this.kind === "dyn";
  }
  isEmpty() {
    return this.valueType && this.valueType.kind === "param";
  }
  unify(r, t2) {
    const t1 = this;
    if (t1 === t2 || t1.kind === "dyn" || t2.kind === "param") return t1;
    if (t2.kind === "dyn" || t1.kind === "param") return t2;
    if (t1.kind !== t2.kind) return null;
    if (!(t1.hasPlaceholderType || t2.hasPlaceholderType || t1.hasDynType || t2.hasDynType))
      return null;
    const valueType = t1.valueType.unify(r, t2.valueType);
    if (!valueType) return null;
    switch (t1.kind) {
      case "optional":
        return r.getOptionalType(valueType);
      case "list":
        return r.getListType(valueType);
      case "map":
        const keyType = t1.keyType.unify(r, t2.keyType);
        return keyType ? r.getMapType(keyType, valueType) : null;
    }
  }
  templated(r, bind) {
    if (!this.hasPlaceholderType) return this;
    switch (this.kind) {
      case "dyn":
        return this.valueType.templated(r, bind);
      case "param":
        return bind?.get(this.name) || this;
      case "map":
        return r.getMapType(this.keyType.templated(r, bind), this.valueType.templated(r, bind));
      case "list":
        return r.getListType(this.valueType.templated(r, bind));
      case "optional":
        return r.getOptionalType(this.valueType.templated(r, bind));
      default:
        return this;
    }
  }
  toString() {
    return this.name;
  }
  #getOptionalField(obj, key, ast, ev) {
    obj = obj instanceof Optional ? obj.orValue() : obj;
    if (obj === void 0) return OPTIONAL_NONE;
    const type = ev.debugType(obj);
    try {
      return Optional.of(type.fieldLazy(obj, key, ast, ev));
    } catch (e) {
      if (e instanceof EvaluationError) return OPTIONAL_NONE;
      throw e;
    }
  }
  #getMessageField(obj, key, ast, ev) {
    const message = obj ? ev.objectTypesByConstructor.get(obj.constructor) : void 0;
    if (!message) return;
    const type = message.fields ? message.fields[key] : dynType;
    if (!type) return void 0;
    const value = obj instanceof Map ? obj.get(key) : obj[key];
    if (value === void 0) return;
    if (type.matchesValueType(value, ev)) return value;
    throw evaluationError(
      "field_type_mismatch",
      `Field '${key}' is not of type '${type}', got '${ev.debugType(value)}'`,
      ast
    );
  }
  #getMapField(obj, key, ast, ev) {
    const value = obj instanceof Map ? obj.get(key) : obj && hasOwn(obj, key) ? obj[key] : void 0;
    if (value === void 0) return;
    if (this.valueType.matchesValueType(value, ev)) return value;
    throw evaluationError(
      "field_type_mismatch",
      `Field '${key}' is not of type '${this.valueType}', got '${ev.debugType(value)}'`,
      ast
    );
  }
  #getListElementAtIndex(list, pos) {
    switch (list?.constructor) {
      case Array:
        return list[pos];
      case Set: {
        let i = 0;
        for (const item of list) {
          if (i++ !== pos) continue;
          return item;
        }
      }
    }
  }
  #getListField(obj, key, ast, ev) {
    if (typeof key === "bigint") key = Number(key);
    else if (typeof key !== "number") return;
    const value = this.#getListElementAtIndex(obj, key);
    if (value === void 0) {
      if (!obj) return;
      throw evaluationError(
        "index_out_of_bounds",
        `No such key: index out of bounds, index ${key} ${key < 0 ? "< 0" : `>= size ${obj.length || obj.size}`}`,
        ast
      );
    }
    if (this.valueType.matchesValueType(value, ev)) return value;
    throw evaluationError(
      "list_item_type_mismatch",
      `List item with index '${key}' is not of type '${this.valueType}', got '${ev.debugType(value)}'`,
      ast
    );
  }
  fieldLazy() {
  }
  field(obj, key, ast, ev) {
    const v2 = this.fieldLazy(obj, key, ast, ev);
    if (v2 !== void 0) return v2;
    throw evaluationError("no_such_key", `No such key: ${key}`, ast);
  }
  matchesBoth(other) {
    return this.matches(other) && other.matches(this);
  }
  matches(o) {
    const s3 = this.unwrappedType;
    o = o.unwrappedType;
    if (s3 === o || s3.kind === "dyn" || o.kind === "dyn" || o.kind === "param") return true;
    return this.#matchesCache.get(o) ?? this.#matchesCache.set(o, this.#matches(s3, o)).get(o);
  }
  #matches(s3, o) {
    switch (s3.kind) {
      case "dyn":
      case "param":
        return true;
      case "list":
        return o.kind === "list" && s3.valueType.matches(o.valueType);
      case "map":
        return o.kind === "map" && s3.keyType.matches(o.keyType) && s3.valueType.matches(o.valueType);
      case "optional":
        return o.kind === "optional" && s3.valueType.matches(o.valueType);
      default:
        return s3.name === o.name;
    }
  }
};
var macroEvaluateErr = `have a .callAst property or .evaluate(checker, macro, ctx) method.`;
var macroTypeCheckErr = `have a .callAst property or .typeCheck(checker, macro, ctx) method.`;
function wrapMacroExpander(name, handler) {
  const p = `Macro '${name}' must`;
  return function macroExpander(opts) {
    const macro = handler(opts);
    if (!macro || typeof macro !== "object") throw new Error(`${p} return an object.`);
    if (macro.callAst) return macro;
    if (!macro.evaluate) throw new Error(`${p} ${macroEvaluateErr}`);
    if (!macro.typeCheck) throw new Error(`${p} ${macroTypeCheckErr}`);
    return macro;
  };
}
var VariableDeclaration = class {
  constructor(name, type, description, value) {
    this.name = name;
    this.type = type;
    this.description = description ?? null;
    this.constant = value !== void 0;
    this.value = value;
    objFreeze(this);
  }
};
var FunctionDeclaration = class {
  constructor({ name, receiverType, returnType, handler, description, params, async }) {
    if (typeof name !== "string") throw new Error("name must be a string");
    if (typeof handler !== "function") throw new Error("handler must be a function");
    this.name = name;
    this.async = isAsync(handler, async);
    this.receiverType = receiverType ?? null;
    this.returnType = returnType;
    this.description = description ?? null;
    this.params = params;
    this.argTypes = params.map((p) => p.type);
    this.macro = this.argTypes.includes(astType);
    const receiverString = receiverType ? `${receiverType}.` : "";
    this.signature = `${receiverString}${name}(${this.argTypes.join(", ")}): ${returnType}`;
    this.handler = this.macro ? wrapMacroExpander(this.signature, handler) : handler;
    this.partitionKey = `${receiverType ? "rcall" : "call"}:${name}:${params.length}`;
    this.hasPlaceholderType = this.returnType.hasPlaceholderType || this.receiverType?.hasPlaceholderType || this.argTypes.some((t) => t.hasPlaceholderType) || false;
    objFreeze(this);
  }
  matchesArgs(argTypes) {
    return argTypes.length === this.argTypes.length && this.argTypes.every((t, i) => t.matches(argTypes[i])) ? this : null;
  }
};
var OperatorDeclaration = class {
  constructor({ op, leftType, rightType, handler, returnType, async }) {
    this.operator = op;
    this.leftType = leftType;
    this.rightType = rightType || null;
    this.handler = handler;
    this.async = isAsync(handler, async);
    this.returnType = returnType;
    if (rightType) this.signature = `${leftType} ${op} ${rightType}: ${returnType}`;
    else this.signature = `${op}${leftType}: ${returnType}`;
    this.hasPlaceholderType = this.leftType.hasPlaceholderType || this.rightType?.hasPlaceholderType || false;
    objFreeze(this);
  }
  equals(other) {
    return this.operator === other.operator && this.leftType === other.leftType && this.rightType === other.rightType;
  }
};
function _createListType(valueType) {
  return new TypeDeclaration({
    kind: "list",
    name: `list<${valueType}>`,
    type: "list",
    valueType
  });
}
function _createPrimitiveType(name) {
  return new TypeDeclaration({ kind: "primitive", name, type: name });
}
function _createMessageType(name) {
  return new TypeDeclaration({ kind: "message", name, type: name });
}
function _createDynType(valueType) {
  const name = valueType ? `dyn<${valueType}>` : "dyn";
  return new TypeDeclaration({ kind: "dyn", name, type: name, valueType });
}
function _createOptionalType(valueType) {
  const name = `optional<${valueType}>`;
  return new TypeDeclaration({ kind: "optional", name, type: "optional", valueType });
}
function _createMapType(keyType, valueType) {
  return new TypeDeclaration({
    kind: "map",
    name: `map<${keyType}, ${valueType}>`,
    type: "map",
    keyType,
    valueType
  });
}
function _createPlaceholderType(name) {
  return new TypeDeclaration({ kind: "param", name, type: name });
}
var dynType = _createDynType();
var astType = _createPrimitiveType("ast");
var listType = _createListType(dynType);
var mapType = _createMapType(dynType, dynType);
var celTypes = {
  string: _createPrimitiveType("string"),
  bool: _createPrimitiveType("bool"),
  int: _createPrimitiveType("int"),
  uint: _createPrimitiveType("uint"),
  double: _createPrimitiveType("double"),
  bytes: _createPrimitiveType("bytes"),
  dyn: dynType,
  null: _createPrimitiveType("null"),
  type: _createPrimitiveType("type"),
  optional: _createOptionalType(dynType),
  list: listType,
  "list<dyn>": listType,
  map: mapType,
  "map<dyn, dyn>": mapType
};
for (const t of [celTypes.string, celTypes.double, celTypes.int]) {
  const list = _createListType(t);
  const map = _createMapType(celTypes.string, t);
  celTypes[list.name] = list;
  celTypes[map.name] = map;
}
Object.freeze(celTypes);
var Candidates = class {
  returnType = null;
  async = false;
  macro = false;
  #matchCache = null;
  #checkCache = null;
  /** @type {Array<FunctionDeclaration>|Array<OperatorDeclaration>} */
  declarations = [];
  constructor(registry) {
    this.registry = registry;
  }
  [Symbol.iterator]() {
    return this.declarations[Symbol.iterator]();
  }
  add(decl) {
    this.returnType = (this.returnType || decl.returnType).unify(this.registry, decl.returnType) || dynType;
    if (decl.macro) this.macro = decl;
    if (decl.async && !this.async) this.async = true;
    this.declarations.push(decl);
    this.#matchCache?.clear();
    this.#checkCache?.clear();
  }
  findFunction(argTypes, receiverType = null) {
    for (let i = 0; i < this.declarations.length; i++) {
      const match = this.#matchesFunction(this.declarations[i], argTypes, receiverType);
      if (match) return match;
    }
    return null;
  }
  findUnaryOverload(left) {
    const cached = (this.#matchCache ??= /* @__PURE__ */ new Map()).get(left);
    if (cached !== void 0) return cached;
    let value = false;
    for (const decl of this.declarations) {
      if (decl.leftType !== left) continue;
      value = decl;
      break;
    }
    this.#matchCache.set(left, value);
    return value;
  }
  findBinaryOverload(left, right) {
    if (left.kind === "dyn" && left.valueType) right = right.wrappedType;
    else if (right.kind === "dyn" && right.valueType) left = left.wrappedType;
    return (this.#matchCache ??= /* @__PURE__ */ new Map()).get(left)?.get(right) ?? this.#cacheBinary(this.#matchCache, left, right, this.#findBinaryUncached(left, right));
  }
  checkBinaryOverload(left, right) {
    return (this.#checkCache ??= /* @__PURE__ */ new Map()).get(left)?.get(right) ?? this.#cacheBinary(this.#checkCache, left, right, this.#checkBinaryUncached(left, right));
  }
  #cacheBinary(c2, l, r, v2) {
    return (c2.get(l) || c2.set(l, /* @__PURE__ */ new Map()).get(l)).set(r, v2), v2;
  }
  #findBinaryUncached(left, right) {
    const ops = this.#findBinaryOverloads(left, right);
    if (ops.length === 0) return false;
    if (ops.length === 1) return ops[0];
    throw new Error(`Operator overload '${ops[0].signature}' overlaps with '${ops[1].signature}'.`);
  }
  #checkBinaryUncached(left, right) {
    const ops = this.#findBinaryOverloads(left, right);
    if (ops.length === 0) return false;
    let rt = ops[0].returnType;
    for (let i = 1; i < ops.length; i++) rt = rt.unify(this.registry, ops[i].returnType) || dynType;
    return rt;
  }
  #findBinaryOverloads(leftType, rightType) {
    const nonexactMatches = [];
    for (const decl of this.declarations) {
      if (decl.leftType === leftType && decl.rightType === rightType) return [decl];
      const secondary = this.#matchBinaryOverload(decl, leftType, rightType);
      if (secondary) nonexactMatches.push(secondary);
    }
    if (nonexactMatches.length === 0) {
      const op = this.declarations[0]?.operator;
      if ((op === "==" || op === "!=") && leftType.kind === "dyn") {
        return fallbackDynEqualityMatchers[op];
      }
    }
    return nonexactMatches;
  }
  #matchBinaryOverload(decl, actualLeft, actualRight) {
    const bindings = decl.hasPlaceholderType ? /* @__PURE__ */ new Map() : null;
    const leftType = this.#matchTypeWithPlaceholders(decl.leftType, actualLeft, bindings);
    if (!leftType) return;
    const rightType = this.#matchTypeWithPlaceholders(decl.rightType, actualRight, bindings);
    if (!rightType) return;
    if ((decl.operator === "==" || decl.operator === "!=") && decl.leftType.kind === "dyn" && decl.leftType.valueType && actualLeft.kind !== "dyn" && actualRight.kind !== "dyn")
      return false;
    return decl.hasPlaceholderType ? {
      async: decl.async,
      signature: decl.signature,
      handler: decl.handler,
      leftType,
      rightType,
      returnType: decl.returnType.templated(this.registry, bindings)
    } : decl;
  }
  #matchesFunction(fn, argTypes, receiverType) {
    if (fn.hasPlaceholderType) return this.#matchWithPlaceholders(fn, argTypes, receiverType);
    if (receiverType && fn.receiverType && !receiverType.matches(fn.receiverType)) return;
    return fn.matchesArgs(argTypes);
  }
  #matchWithPlaceholders(fn, argTypes, receiverType) {
    const bindings = /* @__PURE__ */ new Map();
    if (receiverType && fn.receiverType) {
      if (!this.#matchTypeWithPlaceholders(fn.receiverType, receiverType, bindings)) {
        return null;
      }
    }
    for (let i = 0; i < argTypes.length; i++) {
      if (!this.#matchTypeWithPlaceholders(fn.argTypes[i], argTypes[i], bindings)) {
        return null;
      }
    }
    return {
      async: fn.async,
      handler: fn.handler,
      signature: fn.signature,
      returnType: fn.returnType.templated(this.registry, bindings)
    };
  }
  #matchTypeWithPlaceholders(declared, actual, bindings) {
    if (!declared.hasPlaceholderType) return actual.matches(declared) ? actual : null;
    const treatAsDyn = actual.kind === "dyn";
    if (!this.#collectPlaceholderBindings(declared, actual, bindings, treatAsDyn)) return null;
    if (treatAsDyn) return actual;
    return actual.matches(declared.templated(this.registry, bindings)) ? actual : null;
  }
  #collectPlaceholderBindings(dec, act, bind, fromDyn = false) {
    if (!dec.hasPlaceholderType) return true;
    if (!act) return false;
    const asDyn = fromDyn || act.kind === "dyn";
    act = act.unwrappedType;
    switch (dec.kind) {
      case "param": {
        const type = asDyn ? dynType : act;
        const existing = bind.get(dec.name);
        if (!existing) return bind.set(dec.name, type) && true;
        return existing.kind === "dyn" || type.kind === "dyn" ? true : existing.matchesBoth(type);
      }
      case "list": {
        if (act.name === "dyn") act = dec;
        if (act.kind !== "list") return false;
        return this.#collectPlaceholderBindings(dec.valueType, act.valueType, bind, asDyn);
      }
      case "map": {
        if (act.name === "dyn") act = dec;
        if (act.kind !== "map") return false;
        return this.#collectPlaceholderBindings(dec.keyType, act.keyType, bind, asDyn) && this.#collectPlaceholderBindings(dec.valueType, act.valueType, bind, asDyn);
      }
      case "optional": {
        if (act.name === "dyn") act = dec;
        if (act.kind !== "optional") return false;
        return this.#collectPlaceholderBindings(dec.valueType, act.valueType, bind, asDyn);
      }
    }
    return true;
  }
};
function splitByComma(str) {
  const parts = [];
  let current = "";
  let depth = 0;
  for (const char of str) {
    if (char === "<") depth++;
    else if (char === ">") depth--;
    else if (char === "," && depth === 0) {
      parts.push(current.trim());
      current = "";
      continue;
    }
    current += char;
  }
  if (current) parts.push(current.trim());
  return parts;
}
var objTypesDecls = [
  [UnsignedInt, "uint", TYPES.uint, celTypes.uint],
  [Type, "type", TYPES.type, celTypes.type],
  [Optional, "optional", optionalType, celTypes.optional],
  [Uint8Array, "bytes", TYPES.bytes, celTypes.bytes],
  ...typeof Buffer !== "undefined" ? [[Buffer, "bytes", TYPES.bytes, celTypes.bytes]] : []
].map(([ctor, name, typeType, type]) => Object.freeze({ name, typeType, type, ctor }));
var objTypes = objTypesDecls.map((t) => [t.name, t]);
var objTypesCtor = objTypesDecls.map((t) => [t.ctor, t]);
var invalidVar = (postfix) => new Error(`Invalid variable declaration: ${postfix}`);
var invalidType = (postfix) => new Error(`Invalid type declaration: ${postfix}`);
var fallbackDynEqualityMatchers = {
  "==": [{ handler: (a, b2) => a === b2, returnType: celTypes.bool }],
  "!=": [{ handler: (a, b2) => a !== b2, returnType: celTypes.bool }]
};
var Registry = class _Registry {
  #parent = null;
  #typeDeclarations;
  #ownsVariables = true;
  #operators = null;
  #functions = null;
  #operatorsByOp = null;
  #functionsByKey = null;
  #listTypes = null;
  #mapTypes = null;
  #optionalTypes = null;
  #others = null;
  #locked = false;
  constructor(opts = {}) {
    this.enableOptionalTypes = opts.enableOptionalTypes ?? false;
    this.unlistedVariablesAreDyn = opts.unlistedVariablesAreDyn ?? false;
    const parent = opts.parent instanceof _Registry ? opts.parent : null;
    if (parent) {
      this.#parent = parent;
      let opParent = parent;
      while (opParent && !opParent.#operators) opParent = opParent.#parent;
      let fnParent = parent;
      while (fnParent && !fnParent.#functions) fnParent = fnParent.#parent;
      this.#operatorsByOp = parent.#operatorsByOp;
      this.#functionsByKey = parent.#functionsByKey;
      this.#others = { operators: opParent.#operators, functions: fnParent.#functions };
      this.objectTypes = new Map(parent.objectTypes);
      this.objectTypesByConstructor = new Map(parent.objectTypesByConstructor);
      this.variables = parent.variables;
      this.#ownsVariables = false;
      this.#typeDeclarations = parent.#typeDeclarations;
      this.#listTypes = parent.#listTypes;
      this.#mapTypes = parent.#mapTypes;
      this.#optionalTypes = parent.#optionalTypes;
      if (this.enableOptionalTypes !== parent.enableOptionalTypes || this.unlistedVariablesAreDyn !== parent.unlistedVariablesAreDyn) {
        toggleOptionalTypes(this, this.enableOptionalTypes);
      }
    } else {
      this.#operators = [];
      this.#functions = [];
      this.objectTypes = new Map(objTypes);
      this.objectTypesByConstructor = new Map(objTypesCtor);
      this.#typeDeclarations = new Map(objEntries(celTypes));
      this.#listTypes = /* @__PURE__ */ new Map();
      this.#mapTypes = /* @__PURE__ */ new Map();
      this.#optionalTypes = /* @__PURE__ */ new Map();
      this.variables = /* @__PURE__ */ new Map();
      this.variables.dyn = this.unlistedVariablesAreDyn;
      for (const n in TYPES) this.registerConstant(n, "type", TYPES[n]);
    }
  }
  #ensureOwnVariables() {
    if (this.#ownsVariables) return;
    this.variables = new Map(this.variables);
    this.variables.dyn = this.unlistedVariablesAreDyn;
    this.#ownsVariables = true;
  }
  // Used by toggleOptionalTypes in optional.js to clear a variable before re-registering it
  deleteVariable(name) {
    this.#ensureOwnVariables();
    this.variables.delete(name);
  }
  #pushOperator(decl) {
    if (!this.#operators) this.#operatorsByOp = null;
    this.operatorCandidates(decl.operator).add(decl);
    this.#operators.push(decl);
  }
  #pushFunction(decl) {
    if (!this.#functions) this.#functionsByKey = null;
    this.#functionCandidates(decl.partitionKey).add(decl);
    this.#functions.push(decl);
  }
  #ensureCandiate(c2, key) {
    return c2.get(key) || c2.set(key, new Candidates(this)).get(key);
  }
  #getOperators() {
    if (this.#operators) return this.#operators;
    return this.#operators = [...this.#others.operators];
  }
  #getFunctions() {
    if (this.#functions) return this.#functions;
    return this.#functions = [...this.#others.functions];
  }
  operatorCandidates(op) {
    if (this.#operatorsByOp) return this.#ensureCandiate(this.#operatorsByOp, op);
    const c2 = this.#operatorsByOp = /* @__PURE__ */ new Map();
    for (const decl of this.#getOperators()) this.#ensureCandiate(c2, decl.operator).add(decl);
    return this.#ensureCandiate(c2, op);
  }
  functionCandidates(rec, name, argLen) {
    return this.#functionCandidates(`${rec ? "rcall" : "call"}:${name}:${argLen}`);
  }
  #functionCandidates(key) {
    if (this.#functionsByKey) return this.#ensureCandiate(this.#functionsByKey, key);
    const c2 = this.#functionsByKey = /* @__PURE__ */ new Map();
    for (const decl of this.#getFunctions()) this.#ensureCandiate(c2, decl.partitionKey).add(decl);
    return this.#ensureCandiate(c2, key);
  }
  registerVariable(name, type, opts) {
    if (this.#locked) throw new Error("Cannot modify frozen registry");
    let description = opts?.description;
    let value;
    if (typeof name === "string" && typeof type === "object" && !(type instanceof TypeDeclaration)) {
      description = type.description;
      value = type.value;
      if (type.schema) type = this.registerType({ name: `$${name}`, schema: type.schema }).type;
      else type = type.type;
    } else if (typeof name === "object") {
      if (name.schema) type = this.registerType({ name: `$${name.name}`, schema: name.schema }).type;
      else type = name.type;
      description = name.description;
      value = name.value;
      name = name.name;
    }
    if (typeof name !== "string" || !name) throw invalidVar(`name must be a string`);
    if (RESERVED.has(name)) throw invalidVar(`'${name}' is a reserved name`);
    if (this.variables.get(name) !== void 0) throw invalidVar(`'${name}' is already registered`);
    if (typeof type === "string") type = this.getType(type);
    else if (!(type instanceof TypeDeclaration)) throw invalidVar(`type is required`);
    this.#ensureOwnVariables();
    this.variables.set(name, new VariableDeclaration(name, type, description, value));
    return this;
  }
  #registerSchemaAsType(name, schema) {
    const fields = /* @__PURE__ */ Object.create(null);
    for (const key of objKeys(schema)) {
      const def = schema[key];
      if (typeof def === "object" && def) {
        fields[key] = this.registerType({ name: `${name}.${key}`, schema: def }).type.name;
      } else if (typeof def === "string") {
        fields[key] = def;
      } else {
        throw new Error(`Invalid field definition for '${name}.${key}'`);
      }
    }
    return fields;
  }
  registerConstant(name, type, value) {
    if (typeof name === "object") this.registerVariable(name);
    else this.registerVariable({ name, type, value });
    return this;
  }
  getType(typename) {
    return this.#parseTypeString(typename, true);
  }
  getListType(type) {
    return this.#listTypes.get(type) || this.#listTypes.set(type, this.#parseTypeString(`list<${type}>`, true)).get(type);
  }
  getMapType(a, b2) {
    return this.#mapTypes.get(a)?.get(b2) || (this.#mapTypes.get(a) || this.#mapTypes.set(a, /* @__PURE__ */ new Map()).get(a)).set(b2, this.#parseTypeString(`map<${a}, ${b2}>`, true)).get(b2);
  }
  getOptionalType(type) {
    return this.#optionalTypes.get(type) || this.#optionalTypes.set(type, this.#parseTypeString(`optional<${type}>`, true)).get(type);
  }
  assertType(typename, type, signature2) {
    try {
      return this.#parseTypeString(typename, true);
    } catch (e) {
      e.message = `Invalid ${type} '${e.unknownType || typename}' in '${signature2}'`;
      throw e;
    }
  }
  getFunctionType(typename) {
    if (typename === "ast") return astType;
    const t = this.#parseTypeString(typename, true);
    if (t.kind === "dyn" && t.valueType) throw new Error(`type '${t.name}' is not supported`);
    return t;
  }
  registerType(name, _d) {
    if (this.#locked) throw new Error("Cannot modify frozen registry");
    if (typeof name === "object") _d = name, name = _d.fullName || _d.name || _d.ctor?.name;
    if (typeof name === "string" && name[0] === ".") name = name.slice(1);
    if (typeof name !== "string" || name.length < 2 || RESERVED.has(name)) {
      throw invalidType(`name '${name}' is not valid`);
    }
    if (this.objectTypes.has(name)) throw invalidType(`type '${name}' already registered`);
    const type = this.#parseTypeString(name, false);
    if (type.kind !== "message") throw invalidType(`type '${name}' is not valid`);
    const decl = {
      name,
      typeType: new Type(name),
      type,
      ctor: typeof _d === "function" ? _d : _d?.ctor,
      convert: typeof _d === "function" ? void 0 : _d?.convert,
      fields: typeof _d?.schema === "object" ? this.#normalizeFields(name, this.#registerSchemaAsType(name, _d.schema)) : this.#normalizeFields(name, typeof _d === "function" ? void 0 : _d?.fields)
    };
    if (typeof decl.ctor !== "function") {
      if (!decl.fields) throw invalidType(`type '${name}' requires a constructor or fields`);
      Object.assign(decl, this.#createDefaultConvert(name, decl.fields));
    }
    this.objectTypes.set(name, Object.freeze(decl));
    this.objectTypesByConstructor.set(decl.ctor, decl);
    this.registerFunctionOverload(`type(${name}): type`, () => decl.typeType, { async: false });
    return decl;
  }
  /** @returns {TypeDeclaration} */
  #parseTypeString(typeStr, requireKnownTypes = true) {
    let match = this.#typeDeclarations.get(typeStr);
    if (match) return match;
    if (typeof typeStr !== "string" || !typeStr.length) {
      throw new Error(`Invalid type: must be a string`);
    }
    match = typeStr.match(/^[A-Z]$/);
    if (match) return this.#createDeclaration(_createPlaceholderType, typeStr, typeStr);
    match = typeStr.match(/^(dyn|list|map|optional)<(.+)>$/);
    if (!match) {
      if (requireKnownTypes) {
        const err = new Error(`Unknown type: ${typeStr}`);
        err.unknownType = typeStr;
        throw err;
      }
      return this.#createDeclaration(_createMessageType, typeStr, typeStr);
    }
    const kind = match[1];
    const inner = match[2].trim();
    switch (kind) {
      case "dyn": {
        const type = this.#parseTypeString(inner, requireKnownTypes).wrappedType;
        this.#typeDeclarations.set(type.name, type);
        return type;
      }
      case "list": {
        const vType = this.#parseTypeString(inner, requireKnownTypes);
        return this.#createDeclaration(_createListType, `list<${vType}>`, vType);
      }
      case "map": {
        const parts = splitByComma(inner);
        if (parts.length !== 2) throw new Error(`Invalid map type: ${typeStr}`);
        const kType = this.#parseTypeString(parts[0], requireKnownTypes);
        const vType = this.#parseTypeString(parts[1], requireKnownTypes);
        return this.#createDeclaration(_createMapType, `map<${kType}, ${vType}>`, kType, vType);
      }
      case "optional": {
        const vType = this.#parseTypeString(inner, requireKnownTypes);
        return this.#createDeclaration(_createOptionalType, `optional<${vType}>`, vType);
      }
    }
  }
  #createDeclaration(creator, key, ...args) {
    return this.#typeDeclarations.get(key) || this.#typeDeclarations.set(key, creator(...args)).get(key);
  }
  findMacro(name, hasReceiver, argLen) {
    return this.functionCandidates(hasReceiver, name, argLen).macro;
  }
  findUnaryOverload(op, left) {
    return this.operatorCandidates(op).findUnaryOverload(left);
  }
  findBinaryOverload(op, left, right) {
    return this.operatorCandidates(op).findBinaryOverload(left, right);
  }
  #toCelFieldType(field2) {
    if (typeof field2 === "string") return { type: field2 };
    if (field2.id) return protobufjsFieldToCelType(field2);
    return field2;
  }
  #toCelFieldDeclaration(typename, fields, k2, requireKnownTypes = false) {
    try {
      const field2 = this.#toCelFieldType(fields[k2]);
      if (typeof field2?.type !== "string") throw new Error(`unsupported declaration`);
      return this.#parseTypeString(field2.type, requireKnownTypes);
    } catch (e) {
      e.message = `Field '${k2}' in type '${typename}' has unsupported declaration: ${JSON.stringify(fields[k2])}`;
      throw e;
    }
  }
  #normalizeFields(typename, fields) {
    if (!fields) return;
    const all = /* @__PURE__ */ Object.create(null);
    for (const k2 of objKeys(fields)) all[k2] = this.#toCelFieldDeclaration(typename, fields, k2);
    return all;
  }
  #createDefaultConvert(name, fields) {
    const keys = objKeys(fields);
    const conversions = /* @__PURE__ */ Object.create(null);
    for (const k2 of keys) {
      const type = fields[k2];
      const decl = type.kind === "message" && this.objectTypes.get(type.name);
      if (decl === false) conversions[k2] = false;
      else conversions[k2] = decl.convert ? decl : false;
    }
    const Ctor = {
      [name]: class extends Map {
        #raw;
        constructor(v2) {
          super();
          this.#raw = v2;
        }
        [Symbol.iterator]() {
          if (this.size !== keys.length) for (const k2 of keys) this.get(k2);
          return super[Symbol.iterator]();
        }
        get(field2) {
          let v2 = super.get(field2);
          if (v2 !== void 0 || this.has(field2)) return v2;
          const dec = conversions[field2];
          if (dec === void 0) return;
          v2 = this.#raw instanceof Map ? this.#raw.get(field2) : this.#raw?.[field2];
          if (dec && v2 && typeof v2 === "object") {
            switch (v2.constructor) {
              case void 0:
              case Object:
              case Map:
                v2 = dec.convert(v2);
            }
          }
          return super.set(field2, v2), v2;
        }
      }
    }[name];
    return {
      ctor: Ctor,
      convert(v2) {
        if (!v2) return;
        if (v2.constructor === Ctor) return v2;
        return new Ctor(v2);
      }
    };
  }
  clone(opts) {
    this.#locked = true;
    return new _Registry({
      parent: this,
      unlistedVariablesAreDyn: opts.unlistedVariablesAreDyn,
      enableOptionalTypes: opts.enableOptionalTypes
    });
  }
  getDefinitions() {
    const variables = [];
    const functions = [];
    for (const [, varDecl] of this.variables) {
      if (!varDecl) continue;
      variables.push({
        name: varDecl.name,
        description: varDecl.description || null,
        type: varDecl.type.name
      });
    }
    for (const decl of this.#getFunctions()) {
      functions.push({
        signature: decl.signature,
        name: decl.name,
        description: decl.description,
        receiverType: decl.receiverType ? decl.receiverType.name : null,
        returnType: decl.returnType.name,
        params: decl.params.map((p) => ({
          name: p.name,
          type: p.type.name,
          description: p.description
        }))
      });
    }
    return { variables, functions };
  }
  #parseSignature(signature2) {
    if (typeof signature2 !== "string") throw new Error("Invalid signature: must be a string");
    const match = signature2.match(/^(?:([a-zA-Z0-9.<>]+)\.)?(\w+)\(([^)]*)\):(.*)$/);
    if (!match) throw new Error(`Invalid signature: ${signature2}`);
    const returnType = match[4].trim();
    if (!returnType) throw new Error(`Invalid signature: ${signature2}`);
    return {
      receiverType: match[1] || null,
      name: match[2],
      argTypes: splitByComma(match[3]),
      returnType
    };
  }
  /**
   * @param {FunctionDeclaration} a
   * @param {FunctionDeclaration} b
   */
  #functionSignatureOverlaps(a, b2) {
    if (a.name !== b2.name) return false;
    if (a.argTypes.length !== b2.argTypes.length) return false;
    if ((a.receiverType || b2.receiverType) && (!a.receiverType || !b2.receiverType)) return false;
    const isDifferentReceiver = a.receiverType !== b2.receiverType && a.receiverType !== dynType && b2.receiverType !== dynType;
    return !isDifferentReceiver && (b2.macro || a.macro || b2.argTypes.every((t, i) => {
      const o = a.argTypes[i];
      return t === o || t === dynType || o === dynType;
    }));
  }
  /** @param {FunctionDeclaration} newDec */
  #checkOverlappingSignatures(newDec) {
    for (const decl of this.#functionCandidates(newDec.partitionKey)) {
      if (!this.#functionSignatureOverlaps(decl, newDec)) continue;
      throw new Error(
        `Function signature '${newDec.signature}' overlaps with existing overload '${decl.signature}'.`
      );
    }
  }
  #normalizeParam(i, aType, param) {
    if (!param) return { type: this.getFunctionType(aType), name: `arg${i}`, description: null };
    const type = param.type || aType;
    if (!type) throw new Error(`params[${i}].type is required`);
    if (aType && type !== aType) throw new Error(`params[${i}].type not equal to signature type`);
    return {
      name: param.name || `arg${i}`,
      type: this.getFunctionType(type),
      description: param.description ?? null
    };
  }
  registerFunctionOverload(s3, handler, opts) {
    if (this.#locked) throw new Error("Cannot modify frozen registry");
    if (typeof s3 === "object") opts = s3;
    else if (typeof handler === "object") opts = handler;
    else if (!opts) opts = {};
    const sig = typeof s3 === "string" ? s3 : opts.signature ?? void 0;
    const parsed2 = sig !== void 0 ? this.#parseSignature(sig) : void 0;
    const name = parsed2?.name || opts.name;
    const receiverType = parsed2?.receiverType || opts.receiverType;
    const argTypes = parsed2?.argTypes;
    const returnType = parsed2?.returnType || opts.returnType;
    const params = opts.params;
    handler = typeof handler === "function" ? handler : opts.handler;
    let dec;
    try {
      if (!name) throw new Error(`signature or name are required`);
      if (!returnType) throw new Error(`must have a returnType`);
      if (params) {
        if (argTypes && params.length !== argTypes.length) {
          throw new Error(`mismatched length in params and args in signature`);
        }
      } else if (!argTypes) throw new Error(`signature or params are required`);
      dec = new FunctionDeclaration({
        name,
        async: opts?.async,
        receiverType: receiverType ? this.getType(receiverType) : null,
        returnType: this.getType(returnType),
        handler,
        description: opts.description,
        params: (argTypes || params).map(
          (_2, i) => this.#normalizeParam(i, argTypes?.[i], params?.[i])
        )
      });
    } catch (e) {
      if (typeof sig === "string") e.message = `Invalid function declaration '${sig}': ${e.message}`;
      else if (name) e.message = `Invalid function declaration '${name}': ${e.message}`;
      else e.message = `Invalid function declaration: ${e.message}`;
      throw e;
    }
    this.#checkOverlappingSignatures(dec);
    this.#pushFunction(dec);
  }
  registerOperatorOverload(string, handler, opts) {
    const unaryParts = string.match(/^([-!])([\w.<>]+)(?::\s*([\w.<>]+))?$/);
    if (unaryParts) {
      const [, op2, operandType, returnType2] = unaryParts;
      return this.unaryOverload(op2, operandType, handler, returnType2, opts?.async);
    }
    const parts = string.match(
      /^([\w.<>]+) ([-+*%/]|==|!=|<|<=|>|>=|in) ([\w.<>]+)(?::\s*([\w.<>]+))?$/
    );
    if (!parts) throw new Error(`Operator overload invalid: ${string}`);
    const [, leftType, op, rightType, returnType] = parts;
    return this.binaryOverload(leftType, op, rightType, handler, returnType);
  }
  unaryOverload(op, typeStr, handler, returnTypeStr, async) {
    if (this.#locked) throw new Error("Cannot modify frozen registry");
    const leftType = this.assertType(typeStr, "type", `${op}${typeStr}`);
    const returnType = this.assertType(
      returnTypeStr || typeStr,
      "return type",
      `${op}${typeStr}: ${returnTypeStr || typeStr}`
    );
    const d = new OperatorDeclaration({ op: `${op}_`, leftType, returnType, handler, async });
    this.#pushOperator(this.#assertOverload(d));
  }
  #hasOverload(d) {
    for (const o of this.operatorCandidates(d.operator)) if (d.equals(o)) return true;
    return false;
  }
  #assertOverload(decl) {
    if (!this.#hasOverload(decl)) return decl;
    throw new Error(`Operator overload already registered: ${decl.signature}`);
  }
  binaryOverload(leftTypeStr, op, rightTypeStr, handler, returnTypeStr, async) {
    if (this.#locked) throw new Error("Cannot modify frozen registry");
    returnTypeStr ??= isRelational.has(op) ? "bool" : leftTypeStr;
    const sig = `${leftTypeStr} ${op} ${rightTypeStr}: ${returnTypeStr}`;
    let leftType = this.assertType(leftTypeStr, "left type", sig);
    let rightType = this.assertType(rightTypeStr, "right type", sig);
    const returnType = this.assertType(returnTypeStr, "return type", sig);
    if (leftType.kind === "dyn" && leftType.valueType) rightType = rightType.wrappedType;
    else if (rightType.kind === "dyn" && rightType.valueType) leftType = leftType.wrappedType;
    if (isRelational.has(op) && returnType.type !== "bool") {
      throw new Error(`Comparison operator '${op}' must return 'bool', got '${returnType.type}'`);
    }
    const dec = new OperatorDeclaration({ op, leftType, rightType, returnType, handler, async });
    if (dec.hasPlaceholderType && !(rightType.hasPlaceholderType && leftType.hasPlaceholderType)) {
      throw new Error(
        `Operator overload with placeholders must use them in both left and right types: ${sig}`
      );
    }
    this.#assertOverload(dec);
    if (op === "==") {
      const declarations = [
        new OperatorDeclaration({
          op: "!=",
          leftType,
          rightType,
          handler(a, b2, ast, ev) {
            return !handler(a, b2, ast, ev);
          },
          returnType,
          async
        })
      ];
      if (leftType !== rightType) {
        declarations.push(
          new OperatorDeclaration({
            op: "==",
            leftType: rightType,
            rightType: leftType,
            handler(a, b2, ast, ev) {
              return handler(b2, a, ast, ev);
            },
            returnType,
            async
          }),
          new OperatorDeclaration({
            op: "!=",
            leftType: rightType,
            rightType: leftType,
            handler(a, b2, ast, ev) {
              return !handler(b2, a, ast, ev);
            },
            returnType,
            async
          })
        );
      }
      for (const decl of declarations) this.#assertOverload(decl);
      for (const decl of declarations) this.#pushOperator(decl);
    }
    this.#pushOperator(dec);
  }
};
var isRelational = /* @__PURE__ */ new Set(["<", "<=", ">", ">=", "==", "!=", "in"]);
function createRegistry(opts) {
  return new Registry(opts);
}
var RootContext = class {
  #vars;
  #contextObj;
  #contextMap;
  #convertCache;
  constructor(registry, context2) {
    this.#vars = registry.variables;
    if (context2 === void 0 || context2 === null) return;
    if (typeof context2 !== "object") {
      throw evaluationError("invalid_context", "Context must be an object");
    }
    if (context2 instanceof Map) this.#contextMap = context2;
    else this.#contextObj = context2;
  }
  getValue(key) {
    return this.#convertCache?.get(key) || (this.#contextObj ? this.#contextObj[key] : this.#contextMap?.get(key));
  }
  getVariable(name) {
    return this.#vars.get(name) ?? (this.#vars.dyn && !RESERVED.has(name) ? new VariableDeclaration(name, dynType) : void 0);
  }
  getCheckedValue(ev, ast) {
    const v2 = this.getValue(ast.args);
    if (v2 === void 0) throw ev.createError("unknown_variable", `Unknown variable: ${ast.args}`, ast);
    if (ast.checkedType.matchesValueType(v2, ev)) return v2;
    const type = ast.checkedType;
    const valueType = ev.debugType(v2);
    if (type.kind === "message" && valueType.kind === "map") {
      const c2 = ev.objectTypes.get(type.name)?.convert?.(v2);
      if (c2) return (this.#convertCache ??= /* @__PURE__ */ new Map()).set(ast.args, c2), c2;
    }
    throw ev.createError(
      "variable_type_mismatch",
      `Variable '${ast.args}' is not of type '${type}', got '${valueType}'`,
      ast
    );
  }
  forkWithVariable(iterVar, iterType) {
    return new OverlayContext(this, iterVar, iterType);
  }
};
var OverlayContext = class _OverlayContext {
  #parent;
  accuType;
  accuValue;
  iterValue;
  constructor(parent, iterVar, iterType) {
    this.#parent = parent;
    this.iterVar = iterVar;
    this.iterType = iterType;
  }
  forkWithVariable(iterVar, iterType) {
    return new _OverlayContext(this, iterVar, iterType);
  }
  reuse(parent) {
    if (!this.async) return this.#parent = parent, this;
    const ctx = new _OverlayContext(parent, this.iterVar, this.iterType);
    ctx.accuType = this.accuType;
    return ctx;
  }
  setIterValue(v2, ev) {
    if (this.iterType.matchesValueType(v2, ev)) return this.iterValue = v2, this;
    const type = this.iterType;
    const valueType = ev.debugType(v2);
    if (type.kind === "message" && valueType.kind === "map") {
      const c2 = ev.objectTypes.get(type.name)?.convert?.(v2);
      if (c2) return this.iterValue = c2, this;
    }
    throw ev.createError(
      "variable_type_mismatch",
      `Variable '${this.iterVar}' is not of type '${type}', got '${valueType}'`
    );
  }
  setAccuType(type) {
    return this.accuType = type, this;
  }
  setAccuValue(v2) {
    return this.accuValue = v2, this;
  }
  getValue(key) {
    return this.iterVar === key ? this.iterValue : this.#parent.getValue(key);
  }
  getCheckedValue(ev, ast) {
    if (this.iterVar === ast.args) return this.iterValue;
    return this.#parent.getCheckedValue(ev, ast);
  }
  getVariable(name) {
    if (this.iterVar === name) return new VariableDeclaration(name, this.iterType);
    return this.#parent.getVariable(name);
  }
};
function protobufjsFieldToCelType(field2) {
  let fieldType;
  if (field2.map) {
    const keyType = protobufjsTypeToCelType(field2.keyType, field2.resolvedKeyType);
    const valueType = protobufjsTypeToCelType(field2.type, field2.resolvedType);
    fieldType = `map<${keyType}, ${valueType}>`;
  } else {
    fieldType = protobufjsTypeToCelType(field2.type, field2.resolvedType);
  }
  return { type: field2.repeated ? `list<${fieldType}>` : fieldType };
}
function protobufjsTypeToCelType(protoType, resolvedType) {
  switch (protoType) {
    case "string":
      return "string";
    case "bytes":
      return "bytes";
    case "bool":
      return "bool";
    // protobufjs uses JavaScript numbers for all numeric types
    case "double":
    case "float":
    case "int32":
    case "int64":
    case "sint32":
    case "sint64":
    case "sfixed32":
    case "sfixed64":
    case "uint32":
    case "uint64":
    case "fixed32":
    case "fixed64":
      return "double";
    default:
      switch (resolvedType?.constructor.name) {
        case "Type":
          return resolvedType.fullName.slice(1);
        case "Enum":
          return "int";
      }
      if (protoType?.includes(".")) return protoType;
      return "dyn";
  }
}

// node_modules/@marcbachmann/cel-js/lib/operators.js
var dynType2 = celTypes.dyn;
var Base = class {
  dynType = celTypes.dyn;
  optionalType = celTypes.optional;
  stringType = celTypes.string;
  intType = celTypes.int;
  doubleType = celTypes.double;
  boolType = celTypes.bool;
  nullType = celTypes.null;
  listType = celTypes.list;
  mapType = celTypes.map;
  constructor(opts) {
    this.opts = opts.opts;
    this.registry = opts.registry;
    this.objectTypes = this.registry.objectTypes;
    this.objectTypesByConstructor = this.registry.objectTypesByConstructor;
  }
  /**
   * Get a TypeDeclaration instance for a type name
   * @param {string} typeName - The type name (e.g., 'string', 'int', 'dyn')
   * @returns {TypeDeclaration} The type declaration instance
   */
  getType(typeName) {
    return this.registry.getType(typeName);
  }
  debugType(v2) {
    switch (typeof v2) {
      case "string":
        return this.stringType;
      case "bigint":
        return this.intType;
      case "number":
        return this.doubleType;
      case "boolean":
        return this.boolType;
      case "object":
        if (v2 === null) return this.nullType;
        switch (v2.constructor) {
          case void 0:
          case Object:
          case Map:
            return this.mapType;
          case Array:
          case Set:
            return this.listType;
          default:
            return this.objectTypesByConstructor.get(v2.constructor)?.type || unsupportedType(this, v2.constructor?.name || typeof v2);
        }
      default:
        unsupportedType(this, typeof v2);
    }
  }
};
function unsupportedType(self, type) {
  throw self.createError("unsupported_type", `Unsupported type: ${type}`);
}
var maybeAsyncArray = (a) => Array.isArray(a) ? a.some((n) => n.maybeAsync) : false;
function maybeAsync(l, r, h) {
  if (r === true || r && (r?.maybeAsync || maybeAsyncArray(r))) return maybeAsyncBoth(h);
  if (l === true || l && (l?.maybeAsync || maybeAsyncArray(l))) return maybeAsyncFirst(h);
  return h;
}
function maybeAsyncBoth(handler) {
  return handler.__asyncBoth ??= function handle(a, b2, c2, d) {
    if (!(a instanceof Promise || b2 instanceof Promise)) return handler(a, b2, c2, d);
    if (!(b2 instanceof Promise)) return a.then((_a) => handler(_a, b2, c2, d));
    if (!(a instanceof Promise)) return b2.then((_b) => handler(a, _b, c2, d));
    return Promise.all([a, b2]).then((p) => handler(p[0], p[1], c2, d));
  };
}
function maybeAsyncFirst(handler) {
  return handler.__asyncFirst ??= function handle(a, b2, c2, d) {
    if (a instanceof Promise) return a.then((_a) => handler(_a, b2, c2, d));
    return handler(a, b2, c2, d);
  };
}
function checkAccessNode(chk, ast, ctx) {
  ast.right = ast.args[1];
  const leftType = chk.check(ast.left = ast.args[0], ctx);
  if (ast.op === "[]") chk.check(ast.right, ctx);
  ast.handle = maybeAsync(
    ast.left,
    ast.op === "[]" ? ast.right : false,
    leftType !== dynType2 ? fieldAccessStatic : fieldAccess
  );
  if (leftType.kind !== "optional") return chk.checkAccessOnType(ast, ctx, leftType);
  return chk.registry.getOptionalType(chk.checkAccessOnType(ast, ctx, leftType.valueType, true));
}
function checkOptionalAccessNode(chk, ast, ctx) {
  ast.right = ast.args[1];
  const leftType = chk.check(ast.left = ast.args[0], ctx);
  if (ast.op === "[?]") chk.check(ast.right, ctx);
  ast.handle = maybeAsync(ast.left, ast.op === "[?]" ? ast.right : false, oFieldAccess);
  const actualType = leftType.kind === "optional" ? leftType.valueType : leftType;
  return chk.registry.getOptionalType(chk.checkAccessOnType(ast, ctx, actualType, true));
}
var HOMOGENEOUS_PREFIX = {
  heterogeneous_list_element: "List elements must have the same type,",
  heterogeneous_map_key: "Map key uses wrong type,",
  heterogeneous_map_value: "Map value uses wrong type,"
};
function checkElementHomogenous(chk, ctx, expected, el, code) {
  const type = chk.check(el, ctx);
  if (type === expected || expected.isEmpty()) return type;
  if (type.isEmpty()) return expected;
  throw chk.createError(
    code,
    `${HOMOGENEOUS_PREFIX[code]} expected type '${chk.formatType(expected)}' but found '${chk.formatType(type)}'`,
    el
  );
}
function checkElement(chk, ctx, expected, el) {
  return expected.unify(chk.registry, chk.check(el, ctx)) || dynType2;
}
function ternaryConditionError(ev, value, node) {
  const type = ev.debugRuntimeType(value);
  return ev.createError(
    "invalid_condition_type",
    `${node.meta.label || "Ternary condition must be bool"}, got '${type}'`,
    node
  );
}
function handleTernary(c2, ev, ast, ctx) {
  if (c2 === true) return ev.run(ast.left, ctx);
  if (c2 === false) return ev.run(ast.right, ctx);
  throw ternaryConditionError(ev, c2, ast.condition);
}
function logicalOperandError(ev, value, node) {
  const type = ev.debugRuntimeType(value);
  return ev.createError(
    "invalid_logical_operand",
    `Logical operator requires bool operands, got '${type}'`,
    node
  );
}
function logicalValueOrErr(ev, v2, node) {
  if (v2 instanceof Error) return v2;
  return logicalOperandError(ev, v2, node);
}
function _logicalOp(exp, ev, ast, left, right) {
  if (right === exp) return exp;
  if (right === !exp) {
    if (left === right) return right;
    throw logicalValueOrErr(ev, left, ast.left);
  }
  if (right instanceof Promise) return right.then((r) => _logicalOpAsync(exp, ev, ast, left, r));
  throw logicalOperandError(ev, right, ast.left);
}
function _logicalOpAsync(exp, ev, ast, left, right) {
  if (right === exp) return exp;
  if (typeof right !== "boolean") throw logicalOperandError(ev, right, ast.right);
  if (typeof left !== "boolean") throw logicalValueOrErr(ev, left, ast.left);
  return !exp;
}
function checkLogicalOp(chk, ast, ctx) {
  const leftType = chk.check(ast.left = ast.args[0], ctx);
  const rightType = chk.check(ast.right = ast.args[1], ctx);
  if (!leftType.isDynOrBool()) {
    throw chk.createError(
      "invalid_logical_operand",
      `Logical operator requires bool operands, got '${chk.formatType(leftType)}'`,
      ast
    );
  }
  if (!rightType.isDynOrBool()) {
    throw chk.createError(
      "invalid_logical_operand",
      `Logical operator requires bool operands, got '${chk.formatType(rightType)}'`,
      ast
    );
  }
  return chk.boolType;
}
function checkUnary(chk, ast, ctx) {
  const op = ast.op;
  const right = chk.check(ast.args, ctx);
  ast.candidates = chk.registry.operatorCandidates(op);
  if (right.kind === "dyn") {
    ast.handle = maybeAsync(ast.args, false, handleUnary);
    return ast.candidates.returnType;
  }
  const overload = ast.candidates.findUnaryOverload(right);
  if (!overload) {
    throw chk.createError(
      "no_such_overload",
      `no such overload: ${op[0]}${chk.formatType(right)}`,
      ast
    );
  }
  ast.handle = maybeAsync(ast.args, false, overload.handler);
  return overload.returnType;
}
function handleUnary(left, ast, ev) {
  const leftType = ev.debugRuntimeType(left, ast.args.checkedType);
  const overload = ast.candidates.findUnaryOverload(leftType);
  if (overload) return overload.handler(left);
  throw ev.createError("no_such_overload", `no such overload: ${ast.op[0]}${leftType}`, ast);
}
function evaluateUnary(ev, ast, ctx) {
  return ast.handle(ev.run(ast.args, ctx), ast, ev);
}
function checkBinary(chk, ast, ctx) {
  const op = ast.op;
  const left = chk.check(ast.left = ast.args[0], ctx);
  const right = chk.check(ast.right = ast.args[1], ctx);
  ast.candidates = chk.registry.operatorCandidates(op);
  const overload = left.hasDynType || right.hasDynType ? void 0 : ast.candidates.findBinaryOverload(left, right);
  ast.handle = maybeAsync(ast.left, ast.right, overload?.handler || handleBinary);
  if (overload) return overload.returnType;
  const type = ast.candidates.checkBinaryOverload(left, right);
  if (!left.hasDynType) ast.leftStaticType = left;
  if (!right.hasDynType) ast.rightStaticType = right;
  if (type) return type;
  throw chk.createError(
    "no_such_overload",
    `no such overload: ${chk.formatType(left)} ${op} ${chk.formatType(right)}`,
    ast
  );
}
function evaluateBinary(ev, ast, ctx) {
  return ast.handle(ev.run(ast.left, ctx), ev.run(ast.right, ctx), ast, ev);
}
function evaluateBinaryFirst(ev, ast, ctx) {
  return ast.handle(ev.run(ast.left, ctx), ast.right, ast, ev);
}
function handleBinary(left, right, ast, ev) {
  const leftType = ast.leftStaticType || ev.debugTypeDeep(left).wrappedType;
  const rightType = ast.rightStaticType || ev.debugTypeDeep(right).wrappedType;
  const overload = ast.candidates.findBinaryOverload(leftType, rightType);
  if (overload) return overload.handler(left, right, ast, ev);
  throw ev.createError(
    "no_such_overload",
    `no such overload: ${leftType} ${ast.op} ${rightType}`,
    ast
  );
}
function callFunctionHandler(handler, ev, args, ast) {
  try {
    const result = handler.apply(ev, args);
    if (result instanceof Promise) {
      return result.catch((error) => {
        throw attachErrorAst(error, ast);
      });
    }
    return result;
  } catch (error) {
    throw attachErrorAst(error, ast);
  }
}
function callFn(args, ast, ev) {
  const argAst = ast.args[1];
  const types = ast.argTypes;
  let i = argAst.length;
  while (i--) types[i] = ev.debugRuntimeType(args[i], argAst[i].checkedType);
  const decl = ast.candidates.findFunction(types);
  if (decl) return callFunctionHandler(decl.handler, ev, args, ast);
  throw ev.createError(
    "no_matching_overload",
    `found no matching overload for '${ast.args[0]}(${types.map((t) => t.unwrappedType).join(", ")})'`,
    ast
  );
}
function callRecFn(args, ev, ast) {
  const [, receiverAst, argAst] = ast.args;
  const types = ast.argTypes;
  for (let i = 0; i < types.length; i++)
    types[i] = ev.debugRuntimeType(args[i + 1], argAst[i].checkedType);
  const receiverType = ev.debugRuntimeType(args[0], receiverAst.checkedType);
  const decl = ast.candidates.findFunction(types, receiverType);
  if (decl) return callFunctionHandler(decl.handler, ev, args, ast);
  throw ev.createError(
    "no_matching_overload",
    `found no matching overload for '${receiverType.type}.${ast.args[0]}(${types.map((t) => t.unwrappedType).join(", ")})'`,
    ast
  );
}
function resolveAstArray(ev, astArray, ctx, i = astArray.length) {
  if (i === 0) return [];
  let async;
  const results = new Array(i);
  while (i--) if ((results[i] = ev.run(astArray[i], ctx)) instanceof Promise) async ??= true;
  return async ? Promise.all(results) : results;
}
function safeFromEntries(entries) {
  const obj = {};
  for (let i = 0; i < entries.length; i++) {
    const [k2, v2] = entries[i];
    if (k2 === "__proto__" || k2 === "constructor" || k2 === "prototype") continue;
    obj[k2] = v2;
  }
  return obj;
}
function comprehensionElementType(chk, iterable, ctx) {
  const iterType = chk.check(iterable, ctx);
  if (iterType.kind === "dyn") return iterType;
  if (iterType.kind === "list") return iterType.valueType;
  if (iterType.kind === "map") return iterType.keyType;
  throw chk.createError(
    "invalid_comprehension_range",
    `Expression of type '${chk.formatType(
      iterType
    )}' cannot be range of a comprehension (must be list, map, or dynamic).`,
    iterable
  );
}
function toIterable(ev, args, coll) {
  if (coll instanceof Set) return [...coll];
  if (coll instanceof Map) return [...coll.keys()];
  if (coll && typeof coll === "object") return objKeys(coll);
  throw ev.createError(
    "invalid_comprehension_range",
    `Expression of type '${ev.debugType(
      coll
    )}' cannot be range of a comprehension (must be list, map, or dynamic).`,
    args.iterable
  );
}
function runQualifier(items, args, ev, ctx) {
  if (!isArray(items)) items = toIterable(ev, args, items);
  const accu = ev.run(args.init, ctx = args.iterCtx.reuse(ctx));
  ctx.accuValue = accu;
  if (ctx === args.iterCtx) return iterateQuantifier(ev, ctx, args, items, accu, 0);
  return continueQuantifier(ev, ctx, args, items, accu, 0);
}
function runComprehension(items, args, ev, ctx) {
  if (!isArray(items)) items = toIterable(ev, args, items);
  const accu = ev.run(args.init, ctx = args.iterCtx.reuse(ctx));
  ctx.accuValue = accu;
  if (ctx === args.iterCtx) return iterateLoop(ev, ctx, args, items, accu, 0);
  return continueLoop(ev, ctx, args, items, accu, 0);
}
function iterateLoop(ev, ctx, args, items, accu, i) {
  const condition = args.condition;
  const step = args.step;
  const len = items.length;
  while (i < len) {
    if (condition && !condition(accu)) break;
    accu = ev.run(step, ctx.setIterValue(items[i++], ev));
    if (accu instanceof Promise) return continueLoop(ev, ctx, args, items, accu, i);
  }
  return args.result(accu);
}
async function continueLoop(ev, ctx, args, items, accu, i) {
  if (ctx === args.iterCtx) ctx.async = true;
  const condition = args.condition;
  const step = args.step;
  const len = items.length;
  accu = await accu;
  while (i < len) {
    if (condition && !condition(accu)) return args.result(accu);
    accu = ev.run(step, ctx.setIterValue(items[i++], ev));
    if (accu instanceof Promise) accu = await accu;
  }
  return args.result(accu);
}
function iterateQuantifier(ev, ctx, args, items, accu, i, error, stp) {
  const condition = args.condition;
  const step = args.step;
  const len = items.length;
  while (i < len) {
    if (!condition(accu)) return args.result(accu);
    stp = ev.tryEval(step, ctx.setIterValue(items[i++], ev));
    if (stp instanceof Promise) return continueQuantifier(ev, ctx, args, items, accu, i, error, stp);
    if (stp instanceof Error && (error ??= stp)) continue;
    accu = stp;
  }
  if (error && condition(accu)) throw error;
  return args.result(accu);
}
async function continueQuantifier(ev, ctx, args, items, accu, i, error, stp) {
  if (ctx === args.iterCtx) ctx.async = true;
  const condition = args.condition;
  const step = args.step;
  const len = items.length;
  stp = await stp;
  if (stp instanceof Error) error ??= stp;
  else accu = stp;
  while (i < len) {
    if (!condition(accu)) return args.result(accu);
    stp = ev.tryEval(step, ctx.setIterValue(items[i++], ev));
    if (stp instanceof Promise) stp = await stp;
    if (stp instanceof Error && (error ??= stp)) continue;
    accu = stp;
  }
  if (error && condition(accu)) throw error;
  return args.result(accu);
}
function oFieldAccess(left, right, ast, ev) {
  return ev.optionalType.field(left, right, ast, ev);
}
function fieldAccessStatic(left, right, ast, ev) {
  return ast.left.checkedType.field(left, right, ast, ev);
}
var empty = /* @__PURE__ */ Object.create(null);
function fieldAccess(left, right, ast, ev) {
  switch (left?.constructor) {
    case void 0:
    case Object: {
      const v2 = hasOwn(left || empty, right) ? left[right] : void 0;
      if (v2 !== void 0) return ev.debugType(v2), v2;
      break;
    }
    case Map: {
      const v2 = left.get(right);
      if (v2 !== void 0) return ev.debugType(v2), v2;
      break;
    }
    case Array:
    case Set:
      return ev.listType.field(left, right, ast, ev);
    default:
      const t = ev.objectTypesByConstructor.get(left.constructor);
      if (t) return t.type.field(left, right, ast, ev);
      else if (typeof left === "object") unsupportedType(ev, left.constructor.name);
  }
  throw ev.createError("no_such_key", `No such key: ${right}`, ast);
}
var emptyList = () => [];
var emptyMap = () => ({});
var OPERATORS = {
  value: {
    check(chk, ast) {
      return chk.debugType(ast.args);
    },
    evaluate(_ev, ast) {
      return ast.args;
    }
  },
  id: {
    check(chk, ast, ctx) {
      const variable = ctx.getVariable(ast.args);
      if (!variable) throw chk.createError("unknown_variable", `Unknown variable: ${ast.args}`, ast);
      if (variable.constant) {
        const alternate = ast.clone(OPERATORS.value, variable.value);
        ast.setMeta("alternate", alternate);
        return chk.check(alternate, ctx);
      }
      return variable.type;
    },
    evaluate(ev, ast, ctx) {
      return ctx.getCheckedValue(ev, ast);
    }
  },
  ".": {
    alias: "fieldAccess",
    check: checkAccessNode,
    evaluate: evaluateBinaryFirst
  },
  ".?": {
    alias: "optionalFieldAccess",
    check: checkOptionalAccessNode,
    evaluate: evaluateBinaryFirst
  },
  "[]": {
    alias: "bracketAccess",
    check: checkAccessNode,
    evaluate: evaluateBinary
  },
  "[?]": {
    alias: "optionalBracketAccess",
    check: checkOptionalAccessNode,
    evaluate: evaluateBinary
  },
  call: {
    check(chk, ast, ctx) {
      const [functionName, args] = ast.args;
      const candidates = ast.candidates = chk.registry.functionCandidates(
        false,
        functionName,
        args.length
      );
      const argTypes = ast.argTypes = args.map((a) => chk.check(a, ctx));
      const decl = candidates.findFunction(argTypes);
      if (!decl) {
        throw chk.createError(
          "no_matching_overload",
          `found no matching overload for '${functionName}(${chk.formatTypeList(argTypes)})'`,
          ast
        );
      }
      const handle = argTypes.some((t) => t.hasDynType) ? callFn : decl.handler.__handle ??= (l, _ast, e) => callFunctionHandler(decl.handler, e, l, _ast);
      ast.handle = maybeAsync(args, false, handle);
      return decl.returnType;
    },
    evaluate(ev, ast, ctx) {
      return ast.handle(resolveAstArray(ev, ast.args[1], ctx), ast, ev);
    }
  },
  rcall: {
    check(chk, ast, ctx) {
      const [methodName, receiver, args] = ast.args;
      const receiverType = chk.check(receiver, ctx);
      const candidates = ast.candidates = chk.registry.functionCandidates(
        true,
        methodName,
        args.length
      );
      const argTypes = ast.argTypes = args.map((a) => chk.check(a, ctx));
      ast.receiverWithArgs = [receiver, ...args];
      ast.handle = maybeAsync(ast.receiverWithArgs, false, callRecFn);
      if (receiverType.kind === "dyn" && candidates.returnType) return candidates.returnType;
      const decl = candidates.findFunction(argTypes, receiverType);
      if (!decl) {
        throw chk.createError(
          "no_matching_overload",
          `found no matching overload for '${receiverType.type}.${methodName}(${chk.formatTypeList(
            argTypes
          )})'`,
          ast
        );
      }
      if (!receiverType.hasPlaceholderType && !argTypes.some((t) => t.hasDynType)) {
        const fn = decl.handler;
        const handle = fn.__handle ??= (a, ev, _ast) => callFunctionHandler(fn, ev, a, _ast);
        ast.handle = maybeAsync(ast.receiverWithArgs, false, handle);
      }
      return decl.returnType;
    },
    evaluate(ev, ast, ctx) {
      return ast.handle(resolveAstArray(ev, ast.receiverWithArgs, ctx), ev, ast);
    }
  },
  list: {
    check(chk, ast, ctx) {
      const arr = ast.args;
      const arrLen = arr.length;
      if (arrLen === 0) return ast.setMeta("evaluate", emptyList) && chk.getType("list<T>");
      let valueType = chk.check(arr[0], ctx);
      const check2 = chk.opts.homogeneousAggregateLiterals ? checkElementHomogenous : checkElement;
      for (let i = 1; i < arrLen; i++)
        valueType = check2(chk, ctx, valueType, arr[i], "heterogeneous_list_element");
      return chk.registry.getListType(valueType);
    },
    evaluate(ev, ast, ctx) {
      return resolveAstArray(ev, ast.args, ctx);
    }
  },
  map: {
    check(chk, ast, ctx) {
      const arr = ast.args;
      const arrLen = arr.length;
      if (arrLen === 0) return ast.setMeta("evaluate", emptyMap) && chk.getType("map<K, V>");
      const check2 = chk.opts.homogeneousAggregateLiterals ? checkElementHomogenous : checkElement;
      let keyType = chk.check(arr[0][0], ctx);
      let valueType = chk.check(arr[0][1], ctx);
      for (let i = 1; i < arrLen; i++) {
        const e = arr[i];
        keyType = check2(chk, ctx, keyType, e[0], "heterogeneous_map_key");
        valueType = check2(chk, ctx, valueType, e[1], "heterogeneous_map_value");
      }
      return chk.registry.getMapType(keyType, valueType);
    },
    evaluate(ev, ast, ctx) {
      const astEntries = ast.args;
      const len = astEntries.length;
      const results = new Array(len);
      let async;
      for (let i = 0; i < len; i++) {
        const e = astEntries[i];
        const k2 = ev.run(e[0], ctx);
        const v2 = ev.run(e[1], ctx);
        if (k2 instanceof Promise || v2 instanceof Promise) {
          results[i] = Promise.all([k2, v2]);
          async ??= true;
        } else {
          results[i] = [k2, v2];
        }
      }
      if (async) return Promise.all(results).then(safeFromEntries);
      return safeFromEntries(results);
    }
  },
  comprehension: {
    check(chk, ast, ctx) {
      const args = ast.args;
      args.iterCtx = ctx.forkWithVariable(args.iterVarName, comprehensionElementType(chk, args.iterable, ctx)).setAccuType(chk.check(args.init, ctx));
      const stepType = chk.check(args.step, args.iterCtx);
      const handler = args.errorsAreFatal ? runComprehension : runQualifier;
      ast.handle = maybeAsync(args.iterable, false, handler);
      if (args.kind === "quantifier") return chk.boolType;
      return stepType;
    },
    evaluate(ev, ast, ctx) {
      return ast.handle(ev.run(ast.args.iterable, ctx), ast.args, ev, ctx);
    }
  },
  accuValue: {
    check(_chk, _ast, ctx) {
      return ctx.accuType;
    },
    evaluate(_ev, _ast, ctx) {
      return ctx.accuValue;
    }
  },
  accuInc: {
    check(_chk, _ast, ctx) {
      return ctx.accuType;
    },
    evaluate(_ev, _ast, ctx) {
      return ctx.accuValue += 1;
    }
  },
  accuPush: {
    check(chk, ast, ctx) {
      const listType2 = ctx.accuType;
      const itemType = chk.check(ast.args, ctx);
      if (!ast.args.maybeAsync) ast.setMeta("evaluate", OPERATORS.accuPush.evaluateSync);
      if (listType2.kind === "list" && listType2.valueType.kind !== "param") return listType2;
      return chk.registry.getListType(itemType);
    },
    evaluateSync(ev, ast, ctx) {
      return ctx.accuValue.push(ev.run(ast.args, ctx)), ctx.accuValue;
    },
    evaluate(ev, ast, ctx) {
      const arr = ctx.accuValue;
      const el = ev.run(ast.args, ctx);
      if (el instanceof Promise) return el.then((_e) => arr.push(_e) && arr);
      arr.push(el);
      return arr;
    }
  },
  "?:": {
    alias: "ternary",
    check(chk, ast, ctx) {
      const condast = ast.condition = ast.args[0];
      const leftast = ast.left = ast.args[1];
      const rightast = ast.right = ast.args[2];
      const condType = chk.check(condast, ctx);
      if (!condType.isDynOrBool()) {
        throw chk.createError(
          "invalid_condition_type",
          `${condast.meta.label || "Ternary condition must be bool"}, got '${chk.formatType(condType)}'`,
          condast
        );
      }
      const leftType = chk.check(leftast, ctx);
      const rightType = chk.check(rightast, ctx);
      const unified = leftType.unify(chk.registry, rightType);
      ast.handle = maybeAsync(condast, false, handleTernary);
      if (unified) return unified;
      throw chk.createError(
        "incompatible_ternary_branches",
        `Ternary branches must have the same type, got '${chk.formatType(
          leftType
        )}' and '${chk.formatType(rightType)}'`,
        ast
      );
    },
    evaluate(ev, ast, ctx) {
      return ast.handle(ev.run(ast.condition, ctx), ev, ast, ctx);
    }
  },
  "||": {
    check: checkLogicalOp,
    evaluate(ev, ast, ctx) {
      const l = ev.tryEval(ast.left, ctx);
      if (l === true) return true;
      if (l === false) {
        const right = ev.run(ast.right, ctx);
        if (typeof right === "boolean") return right;
        return _logicalOp(true, ev, ast, l, right);
      }
      if (l instanceof Promise)
        return l.then(
          (_l) => _l === true ? _l : _logicalOp(true, ev, ast, _l, ev.run(ast.right, ctx))
        );
      return _logicalOp(true, ev, ast, l, ev.run(ast.right, ctx));
    }
  },
  "&&": {
    check: checkLogicalOp,
    evaluate(ev, ast, ctx) {
      const l = ev.tryEval(ast.left, ctx);
      if (l === false) return false;
      if (l === true) {
        const right = ev.run(ast.right, ctx);
        if (typeof right === "boolean") return right;
        return _logicalOp(false, ev, ast, l, right);
      }
      if (l instanceof Promise)
        return l.then(
          (_l) => _l === false ? _l : _logicalOp(false, ev, ast, _l, ev.run(ast.right, ctx))
        );
      return _logicalOp(false, ev, ast, l, ev.run(ast.right, ctx));
    }
  },
  "!_": { alias: "unaryNot", check: checkUnary, evaluate: evaluateUnary },
  "-_": { alias: "unaryMinus", check: checkUnary, evaluate: evaluateUnary }
};
var binaryOperators = ["!=", "==", "in", "+", "-", "*", "/", "%", "<", "<=", ">", ">="];
for (const op of binaryOperators) OPERATORS[op] = { check: checkBinary, evaluate: evaluateBinary };
for (const op of objKeys(OPERATORS)) {
  const obj = OPERATORS[op];
  obj.name = op;
  if (obj.alias) OPERATORS[obj.alias] = obj;
}

// node_modules/@marcbachmann/cel-js/lib/macros.js
var identity = (x2) => x2;
function assertIdentifier(node, message) {
  if (node.op === "id") return node.args;
  throw parseError("invalid_macro_argument", message, node);
}
function createMapExpander(hasFilter) {
  const functionDesc = hasFilter ? "map(var, filter, transform)" : "map(var, transform)";
  const invalidMsg = `${functionDesc} invalid predicate iteration variable`;
  const label = `${functionDesc} filter predicate must return bool`;
  return ({ args, receiver, ast: callAst }) => {
    const [iterVar, predicate, transform] = hasFilter ? args : [args[0], null, args[1]];
    let step = transform.clone(OPERATORS.accuPush, transform);
    if (predicate) {
      const accuValue = predicate.clone(OPERATORS.accuValue);
      step = predicate.clone(OPERATORS.ternary, [predicate.setMeta("label", label), step, accuValue]);
    }
    return {
      callAst: callAst.clone(OPERATORS.comprehension, {
        errorsAreFatal: true,
        iterable: receiver,
        iterVarName: assertIdentifier(iterVar, invalidMsg),
        init: callAst.clone(OPERATORS.list, []),
        step,
        result: identity
      })
    };
  };
}
function createFilterExpander() {
  const functionDesc = "filter(var, predicate)";
  const invalidMsg = `${functionDesc} invalid predicate iteration variable`;
  const label = `${functionDesc} predicate must return bool`;
  return ({ args, receiver, ast: callAst }) => {
    const iterVarName = assertIdentifier(args[0], invalidMsg);
    const accuValue = callAst.clone(OPERATORS.accuValue);
    const predicate = args[1].setMeta("label", label);
    const appendItem = callAst.clone(OPERATORS.accuPush, callAst.clone(OPERATORS.id, iterVarName));
    const step = predicate.clone(OPERATORS.ternary, [predicate, appendItem, accuValue]);
    return {
      callAst: callAst.clone(OPERATORS.comprehension, {
        errorsAreFatal: true,
        iterable: receiver,
        iterVarName,
        init: callAst.clone(OPERATORS.list, []),
        step,
        result: identity
      })
    };
  };
}
function createQuantifierExpander(opts) {
  const invalidMsg = `${opts.name}(var, predicate) invalid predicate iteration variable`;
  const label = `${opts.name}(var, predicate) predicate must return bool`;
  return ({ args, receiver, ast: callAst }) => {
    const predicate = args[1].setMeta("label", label);
    const transform = opts.transform({ args, ast: callAst, predicate, opts });
    return {
      callAst: callAst.clone(OPERATORS.comprehension, {
        kind: "quantifier",
        errorsAreFatal: opts.errorsAreFatal || false,
        iterable: receiver,
        iterVarName: assertIdentifier(args[0], invalidMsg),
        init: transform.init,
        condition: transform.condition,
        step: transform.step,
        result: transform.result || identity
      })
    };
  };
}
function createHasExpander() {
  const invalidHasArgument = "has() invalid argument";
  function evaluate3(ev, macro, ctx) {
    const nodes = macro.macroHasProps;
    let i = nodes.length;
    let obj = ev.run(nodes[--i], ctx);
    let inOptionalContext;
    while (i--) {
      const node = nodes[i];
      if (node.op === ".?") inOptionalContext ??= true;
      obj = ev.debugType(obj).fieldLazy(obj, node.args[1], node, ev);
      if (obj !== void 0) continue;
      if (!(!inOptionalContext && i && node.op === ".")) break;
      throw evaluationError("no_such_key", `No such key: ${node.args[1]}`, node);
    }
    return obj !== void 0;
  }
  function typeCheck(checker, macro, ctx) {
    let node = macro.args[0];
    if (node.op !== ".") throw checker.createError("invalid_macro_argument", invalidHasArgument, node);
    if (!macro.macroHasProps) {
      const props = [];
      while (node.op === "." || node.op === ".?") node = props.push(node) && node.args[0];
      if (node.op !== "id") throw checker.createError("invalid_macro_argument", invalidHasArgument, node);
      checker.check(node, ctx);
      props.push(node);
      macro.macroHasProps = props;
    }
    return checker.getType("bool");
  }
  return function({ args }) {
    return { args, evaluate: evaluate3, typeCheck, async: false };
  };
}
function registerMacros(registry) {
  const functionOverload = (sig, handler) => registry.registerFunctionOverload(sig, handler);
  functionOverload("has(ast): bool", createHasExpander());
  functionOverload(
    "list.all(ast, ast): bool",
    createQuantifierExpander({
      name: "all",
      transform({ ast: callAst, predicate, opts }) {
        return {
          init: callAst.clone(OPERATORS.value, true),
          condition: identity,
          step: predicate.clone(OPERATORS.ternary, [
            predicate,
            predicate.clone(OPERATORS.value, true),
            predicate.clone(OPERATORS.value, false)
          ])
        };
      }
    })
  );
  functionOverload(
    "list.exists(ast, ast): bool",
    createQuantifierExpander({
      name: "exists",
      condition(accu) {
        return !accu;
      },
      transform({ ast: callAst, predicate, opts }) {
        return {
          init: callAst.clone(OPERATORS.value, false),
          condition: opts.condition,
          step: predicate.clone(OPERATORS.ternary, [
            predicate,
            predicate.clone(OPERATORS.value, true),
            predicate.clone(OPERATORS.value, false)
          ])
        };
      }
    })
  );
  functionOverload(
    "list.exists_one(ast, ast): bool",
    createQuantifierExpander({
      name: "exists_one",
      errorsAreFatal: true,
      result(accu) {
        return accu === 1;
      },
      transform({ ast: callAst, predicate, opts }) {
        const accuValue = callAst.clone(OPERATORS.accuValue);
        return {
          init: callAst.clone(OPERATORS.value, 0),
          step: predicate.clone(OPERATORS.ternary, [predicate, callAst.clone(OPERATORS.accuInc), accuValue]),
          result: opts.result
        };
      }
    })
  );
  functionOverload("list.map(ast, ast): list<dyn>", createMapExpander(false));
  functionOverload("list.map(ast, ast, ast): list<dyn>", createMapExpander(true));
  functionOverload("list.filter(ast, ast): list<dyn>", createFilterExpander());
  class CelNamespace {
  }
  const celNamespace = new CelNamespace();
  registry.registerType("CelNamespace", CelNamespace);
  registry.registerConstant("cel", "CelNamespace", celNamespace);
  function bindTypeCheck(checker, m, ctx) {
    m.bindCtx = ctx.forkWithVariable(m.var, checker.check(m.val, ctx));
    const type = checker.check(m.exp, m.bindCtx);
    if (m.val.maybeAsync || m.exp.maybeAsync) return type;
    m.ast.setMeta("async", false);
    m.evaluate = bindEvaluateSync;
    return type;
  }
  function bindOptionalEvaluate(ev, exp, bindCtx, ctx, boundValue) {
    const res = ev.run(exp, ctx = bindCtx.reuse(ctx).setIterValue(boundValue, ev));
    if (res instanceof Promise && ctx === bindCtx) ctx.async = true;
    return res;
  }
  function bindEvaluate(ev, { val, exp, bindCtx }, ctx) {
    const v2 = ev.run(val, ctx);
    if (v2 instanceof Promise) return v2.then((_v) => bindOptionalEvaluate(ev, exp, bindCtx, ctx, _v));
    return bindOptionalEvaluate(ev, exp, bindCtx, ctx, v2);
  }
  function bindEvaluateSync(ev, { val, exp, bindCtx }, ctx) {
    return ev.run(exp, bindCtx.reuse(ctx).setIterValue(ev.run(val, ctx), ev));
  }
  functionOverload("CelNamespace.bind(ast, dyn, ast): dyn", ({ ast, args }) => {
    return {
      ast,
      var: assertIdentifier(args[0], "invalid variable argument"),
      val: args[1],
      exp: args[2],
      bindCtx: void 0,
      typeCheck: bindTypeCheck,
      evaluate: bindEvaluate
    };
  });
}

// node_modules/@marcbachmann/cel-js/lib/overloads.js
function registerOverloads(registry) {
  const unaryOverload = (op, t, h, ret) => registry.unaryOverload(op, t, h, ret, false);
  const binaryOverload = (l, op, r, h, ret) => registry.binaryOverload(l, op, r, h, ret, false);
  function verifyInteger(v2, ast) {
    if (v2 <= MAX_INT && v2 >= MIN_INT) return v2;
    throw evaluationError("numeric_overflow", `integer overflow: ${v2}`, ast);
  }
  function throwDivisionByZero(ast) {
    throw evaluationError("division_by_zero", "division by zero", ast);
  }
  function throwModuloByZero(ast) {
    throw evaluationError("modulo_by_zero", "modulo by zero", ast);
  }
  unaryOverload("!", "bool", (a) => !a);
  unaryOverload("-", "int", (a) => -a);
  binaryOverload("dyn<int>", `==`, `double`, (a, b2) => a == b2);
  binaryOverload("dyn<int>", `==`, `uint`, (a, b2) => a == b2.valueOf());
  binaryOverload("int", "*", "int", (a, b2, ast) => verifyInteger(a * b2, ast));
  binaryOverload("int", "+", "int", (a, b2, ast) => verifyInteger(a + b2, ast));
  binaryOverload("int", "-", "int", (a, b2, ast) => verifyInteger(a - b2, ast));
  binaryOverload("int", "/", "int", (a, b2, ast) => {
    if (b2 === MIN_UINT) return throwDivisionByZero(ast);
    return a / b2;
  });
  binaryOverload("int", "%", "int", (a, b2, ast) => {
    if (b2 === MIN_UINT) return throwModuloByZero(ast);
    return a % b2;
  });
  unaryOverload("-", "double", (a) => -a);
  binaryOverload("double", "*", "double", (a, b2) => a * b2);
  binaryOverload("double", "+", "double", (a, b2) => a + b2);
  binaryOverload("double", "-", "double", (a, b2) => a - b2);
  binaryOverload("double", "/", "double", (a, b2) => a / b2);
  binaryOverload("string", "+", "string", (a, b2) => a + b2);
  binaryOverload("list<V>", "+", "list<V>", (a, b2) => [...a, ...b2]);
  binaryOverload("bytes", "+", "bytes", (a, b2) => {
    if (!a.length) return b2;
    if (!b2.length) return a;
    const result = new Uint8Array(a.length + b2.length);
    result.set(a, 0);
    result.set(b2, a.length);
    return result;
  });
  const GPD = "google.protobuf.Duration";
  binaryOverload(GPD, "+", GPD, (a, b2) => a.addDuration(b2));
  binaryOverload(GPD, "-", GPD, (a, b2) => a.subtractDuration(b2));
  binaryOverload(GPD, "==", GPD, (a, b2) => a.seconds === b2.seconds && a.nanos === b2.nanos);
  const GPT = "google.protobuf.Timestamp";
  binaryOverload(GPT, "==", GPT, (a, b2) => a.getTime() === b2.getTime());
  binaryOverload(GPT, "-", GPT, (a, b2) => Duration.fromMilliseconds(a.getTime() - b2.getTime()), GPD);
  binaryOverload(GPT, "-", GPD, (a, b2) => b2.subtractTimestamp(a));
  binaryOverload(GPT, "+", GPD, (a, b2) => b2.extendTimestamp(a));
  binaryOverload(GPD, "+", GPT, (a, b2) => a.extendTimestamp(b2));
  function listIncludes(value, list, ast, ev) {
    if (list instanceof Set && list.has(value)) return true;
    for (const v2 of list) if (isEqual(value, v2, ast, ev)) return true;
    return false;
  }
  function mapIncludes(a, b2) {
    if (b2 instanceof Map) return b2.get(a) !== void 0;
    return hasOwn(b2, a) ? b2[a] !== void 0 : false;
  }
  function listMembership(value, list, ast, ev) {
    return listIncludes(value, list, ast, ev);
  }
  binaryOverload("V", "in", "list<V>", listMembership);
  binaryOverload("K", "in", "map<K, V>", mapIncludes);
  for (const t of ["type", "null", "bool", "string", "int", "double"]) {
    binaryOverload(t, "==", t, (a, b2) => a === b2);
  }
  binaryOverload("bytes", `==`, "bytes", (a, b2) => {
    if (a === b2) return true;
    let i = a.length;
    if (i !== b2.length) return false;
    while (i--) if (a[i] !== b2[i]) return false;
    return true;
  });
  binaryOverload("list<V>", `==`, "list<V>", (a, b2, ast, ev) => {
    if (a === b2) return true;
    if (isArray(a) && isArray(b2)) {
      const length = a.length;
      if (length !== b2.length) return false;
      for (let i = 0; i < length; i++) {
        if (!isEqual(a[i], b2[i], ast, ev)) return false;
      }
      return true;
    }
    if (a instanceof Set && b2 instanceof Set) {
      if (a.size !== b2.size) return false;
      for (const value of a) if (!b2.has(value)) return false;
      return true;
    }
    const arr = a instanceof Set ? b2 : a;
    const set = a instanceof Set ? a : b2;
    if (!isArray(arr)) return false;
    if (arr.length !== set?.size) return false;
    for (let i = 0; i < arr.length; i++) if (!set.has(arr[i])) return false;
    return true;
  });
  binaryOverload("map<K, V>", `==`, "map<K, V>", (a, b2, ast, ev) => {
    if (a === b2) return true;
    if (a instanceof Map && b2 instanceof Map) {
      if (a.size !== b2.size) return false;
      for (const [key, value] of a)
        if (!(b2.has(key) && isEqual(value, b2.get(key), ast, ev))) return false;
      return true;
    }
    if (a instanceof Map || b2 instanceof Map) {
      const obj = a instanceof Map ? b2 : a;
      const map = a instanceof Map ? a : b2;
      const keysObj = objKeys(obj);
      if (map.size !== keysObj.length) return false;
      for (const [key, value] of map) {
        if (!(key in obj && isEqual(value, obj[key], ast, ev))) return false;
      }
      return true;
    }
    const keysA = objKeys(a);
    const keysB = objKeys(b2);
    if (keysA.length !== keysB.length) return false;
    for (let i = 0; i < keysA.length; i++) {
      const key = keysA[i];
      if (!(key in b2 && isEqual(a[key], b2[key], ast, ev))) return false;
    }
    return true;
  });
  binaryOverload("uint", "==", "uint", (a, b2) => a.valueOf() === b2.valueOf());
  binaryOverload("dyn<uint>", `==`, `double`, (a, b2) => a.valueOf() == b2);
  binaryOverload("uint", "+", "uint", (a, b2) => new UnsignedInt(a.valueOf() + b2.valueOf()));
  binaryOverload("uint", "-", "uint", (a, b2) => new UnsignedInt(a.valueOf() - b2.valueOf()));
  binaryOverload("uint", "*", "uint", (a, b2) => new UnsignedInt(a.valueOf() * b2.valueOf()));
  binaryOverload("uint", "/", "uint", (a, b2, ast) => {
    if (b2.valueOf() === MIN_UINT) return throwDivisionByZero(ast);
    return new UnsignedInt(a.valueOf() / b2.valueOf());
  });
  binaryOverload("uint", "%", "uint", (a, b2, ast) => {
    if (b2.valueOf() === MIN_UINT) return throwModuloByZero(ast);
    return new UnsignedInt(a.valueOf() % b2.valueOf());
  });
  for (const [left, right] of [
    ["bool", "bool"],
    ["int", "int"],
    ["uint", "uint"],
    ["double", "double"],
    ["string", "string"],
    ["google.protobuf.Timestamp", "google.protobuf.Timestamp"],
    ["google.protobuf.Duration", "google.protobuf.Duration"],
    ["int", "uint"],
    ["int", "double"],
    ["double", "int"],
    ["double", "uint"],
    ["uint", "int"],
    ["uint", "double"]
  ]) {
    binaryOverload(left, "<", right, (a, b2) => a < b2);
    binaryOverload(left, "<=", right, (a, b2) => a <= b2);
    binaryOverload(left, ">", right, (a, b2) => a > b2);
    binaryOverload(left, ">=", right, (a, b2) => a >= b2);
  }
}
function isEqual(a, b2, ast, ev) {
  if (a === b2) return true;
  switch (typeof a) {
    case "undefined":
    case "string":
    case "boolean":
      return false;
    case "bigint":
      if (typeof b2 === "number") return a == b2;
      return false;
    case "number":
      if (typeof b2 === "bigint") return a == b2;
      return false;
    case "object":
      if (typeof b2 !== "object") return false;
      const leftType = ev.debugType(a);
      const rightType = ev.debugType(b2);
      if (leftType !== rightType) return false;
      const overload = ev.registry.findBinaryOverload("==", leftType, rightType);
      if (!overload) return false;
      return overload.handler(a, b2, ast, ev);
  }
  throw evaluationError("invalid_comparison_type", `Cannot compare values of type ${typeof a}`, ast);
}

// node_modules/@marcbachmann/cel-js/lib/type-checker.js
var toDynTypeBinding = (/* @__PURE__ */ new Map()).set("A", "dyn").set("T", "dyn").set("K", "dyn").set("V", "dyn");
var TypeChecker = class extends Base {
  constructor(opts, isEvaluating) {
    super(opts);
    this.createError = isEvaluating ? evaluationError : typeError;
  }
  /**
   * Check an expression and return its inferred type
   * @param {Array|any} ast - The AST node to check
   * @returns {Object} The inferred type declaration
   * @throws {TypeError} If type checking fails
   */
  check(ast, ctx) {
    try {
      return ast.checkedType ??= ast.check(this, ast, ctx);
    } catch (error) {
      throw attachErrorAst(error, ast);
    }
  }
  checkAccessOnType(ast, ctx, leftType, allowMissingField = false) {
    if (leftType === this.dynType) return leftType;
    const indexTypeName = (ast.op === "[]" || ast.op === "[?]" ? this.check(ast.args[1], ctx) : this.stringType).type;
    if (leftType.kind === "list") {
      if (indexTypeName === "int" || indexTypeName === "dyn") return leftType.valueType;
      throw this.createError("invalid_index_type", `List index must be int, got '${indexTypeName}'`, ast);
    }
    if (leftType.kind === "map") return leftType.valueType;
    const customType = this.objectTypes.get(leftType.name);
    if (customType) {
      if (!(indexTypeName === "string" || indexTypeName === "dyn")) {
        throw this.createError(
          "invalid_index_type",
          `Cannot index type '${leftType.name}' with type '${indexTypeName}'`,
          ast
        );
      }
      if (customType.fields) {
        let keyName;
        if (ast.op === "." || ast.op === ".?") keyName = ast.args[1];
        else if (ast.args[1].op === "value") keyName = ast.args[1].args;
        if (typeof keyName === "string") {
          const fieldType = customType.fields[keyName];
          if (fieldType) return fieldType;
          if (allowMissingField) return this.dynType;
          throw this.createError("no_such_key", `No such key: ${keyName}`, ast);
        }
      }
      return this.dynType;
    }
    throw this.createError("cannot_index_type", `Cannot index type '${this.formatType(leftType)}'`, ast);
  }
  formatType(type) {
    if (!type.hasPlaceholderType) return type.name;
    return type.templated(this.registry, toDynTypeBinding).name;
  }
  formatTypeList(types) {
    return types.map((t) => this.formatType(t)).join(", ");
  }
};

// node_modules/@marcbachmann/cel-js/lib/parser.js
var TOKEN = {
  EOF: 0,
  NUMBER: 1,
  STRING: 2,
  BOOLEAN: 3,
  NULL: 4,
  IDENTIFIER: 5,
  PLUS: 6,
  MINUS: 7,
  MULTIPLY: 8,
  DIVIDE: 9,
  MODULO: 10,
  EQ: 11,
  NE: 12,
  LT: 13,
  LE: 14,
  GT: 15,
  GE: 16,
  AND: 17,
  OR: 18,
  NOT: 19,
  IN: 20,
  LPAREN: 21,
  RPAREN: 22,
  LBRACKET: 23,
  RBRACKET: 24,
  LBRACE: 25,
  RBRACE: 26,
  DOT: 27,
  COMMA: 28,
  COLON: 29,
  QUESTION: 30,
  BYTES: 31
};
var OP_FOR_TOKEN = {
  [TOKEN.EQ]: OPERATORS["=="],
  [TOKEN.PLUS]: OPERATORS["+"],
  [TOKEN.MINUS]: OPERATORS["-"],
  [TOKEN.MULTIPLY]: OPERATORS["*"],
  [TOKEN.DIVIDE]: OPERATORS["/"],
  [TOKEN.MODULO]: OPERATORS["%"],
  [TOKEN.LE]: OPERATORS["<="],
  [TOKEN.LT]: OPERATORS["<"],
  [TOKEN.GE]: OPERATORS[">="],
  [TOKEN.GT]: OPERATORS[">"],
  [TOKEN.NE]: OPERATORS["!="],
  [TOKEN.IN]: OPERATORS["in"]
};
var TOKEN_BY_NUMBER = {};
for (const key in TOKEN) TOKEN_BY_NUMBER[TOKEN[key]] = key;
var HEX_CODES = new Uint8Array(128);
for (const ch of "0123456789abcdefABCDEF") HEX_CODES[ch.charCodeAt(0)] = 1;
var ESCAPE_ERRORS = {
  bytes_unicode_escape: (e) => `\\${e} not allowed in bytes literals`,
  invalid_unicode_escape: (e) => `Invalid Unicode escape: \\${e}`,
  invalid_unicode_surrogate: (e) => `Invalid Unicode surrogate: \\${e}`,
  invalid_hex_escape: (e) => `Invalid hex escape: \\${e}`,
  invalid_octal_escape: () => "Octal escape must be 3 digits",
  octal_escape_out_of_range: (e) => `Octal escape out of range: \\${e}`,
  invalid_escape_sequence: (e) => `Invalid escape sequence: \\${e}`
};
var STRING_ESCAPES = {
  "\\": "\\",
  "?": "?",
  '"': '"',
  "'": "'",
  "`": "`",
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v"
};
var ASTNode = class _ASTNode {
  #meta;
  #input;
  constructor(input, pos, start2, end, op, args) {
    this.#meta = { check: op.check, evaluate: op.evaluate };
    this.#input = input;
    this.op = op.name;
    this.args = args;
    this.pos = pos;
    this.start = start2;
    this.end = end;
  }
  clone(op, args) {
    return new _ASTNode(this.#input, this.pos, this.start, this.end, op, args);
  }
  get meta() {
    return this.#meta;
  }
  get input() {
    return this.#input;
  }
  #computeIsAsync() {
    const ast = this.#meta.alternate ?? this;
    switch (ast.op) {
      case "value":
      case "id":
      case "accuValue":
      case "accuInc":
        return false;
      case "accuPush":
        return ast.args.maybeAsync;
      case "!_":
      case "-_":
        if (ast.candidates?.async !== false) return true;
        return ast.args.maybeAsync;
      case "!=":
      case "==":
      case "in":
      case "+":
      case "-":
      case "*":
      case "/":
      case "%":
      case "<":
      case "<=":
      case ">":
      case ">=":
        if (ast.candidates?.async !== false) return true;
        return ast.args.some((a) => a.maybeAsync);
      case "call":
      case "rcall":
        if (ast.candidates?.async !== false) return true;
        return (ast.receiverWithArgs || ast.args[1]).some((a) => a.maybeAsync);
      case "comprehension":
        return ast.args.iterable.maybeAsync || ast.args.step.maybeAsync;
      case ".":
      case ".?":
        return ast.args[0].maybeAsync;
      case "?:":
      case "list":
      case "[]":
      case "[?]":
        return ast.args.some((a) => a.maybeAsync);
      case "||":
      case "&&":
        return ast.args.some((a) => a.maybeAsync);
      case "map":
        return ast.args.some((a) => a[0].maybeAsync || a[1].maybeAsync);
      default:
        return true;
    }
  }
  /**
   * Check whether we can optimize away async calling
   * If no ast members includes a function, we can optimize the call
   * for which we want to return true here.
   * @returns {boolean}
   */
  get maybeAsync() {
    return this.#meta.async ??= this.#computeIsAsync();
  }
  check(chk, ast, ctx) {
    const meta = this.#meta;
    if (meta.alternate) return chk.check(meta.alternate, ctx);
    else if (meta.macro) return meta.macro.typeCheck(chk, meta.macro, ctx);
    return meta.check(chk, ast, ctx);
  }
  evaluate(ev, ast, ctx) {
    const meta = this.#meta;
    if (meta.alternate) this.evaluate = this.#evaluateAlternate;
    else if (meta.macro) this.evaluate = this.#evaluateMacro;
    else this.evaluate = meta.evaluate;
    return this.evaluate(ev, ast, ctx);
  }
  #evaluateAlternate(ev, ast, ctx) {
    return (ast = this.#meta.alternate).evaluate(ev, ast, ctx);
  }
  #evaluateMacro(ev, ast, ctx) {
    return (ast = this.#meta.macro).evaluate(ev, ast, ctx);
  }
  setMeta(key, value) {
    return this.#meta[key] = value, this;
  }
  get range() {
    return { start: this.start, end: this.end };
  }
  toOldStructure() {
    const args = Array.isArray(this.args) ? this.args : [this.args];
    return [this.op, ...args.map((a) => a instanceof _ASTNode ? a.toOldStructure() : a)];
  }
};
var Lexer = class {
  input;
  pos;
  length;
  tokenPos;
  tokenType;
  tokenValue;
  reset(input) {
    this.pos = 0;
    this.input = input;
    this.length = input.length;
    return input;
  }
  token(pos, type, value) {
    this.tokenPos = pos;
    this.tokenType = type;
    this.tokenValue = value;
    return this;
  }
  // Read next token
  nextToken() {
    while (true) {
      const { pos, input, length } = this;
      if (pos >= length) return this.token(pos, TOKEN.EOF);
      const ch = input[pos];
      switch (ch) {
        // Whitespaces
        case " ":
        case "	":
        case "\n":
        case "\r":
          this.pos++;
          continue;
        // Operators
        case "=":
          if (input[pos + 1] !== "=") break;
          return this.token((this.pos += 2) - 2, TOKEN.EQ);
        case "&":
          if (input[pos + 1] !== "&") break;
          return this.token((this.pos += 2) - 2, TOKEN.AND);
        case "|":
          if (input[pos + 1] !== "|") break;
          return this.token((this.pos += 2) - 2, TOKEN.OR);
        case "+":
          return this.token(this.pos++, TOKEN.PLUS);
        case "-":
          return this.token(this.pos++, TOKEN.MINUS);
        case "*":
          return this.token(this.pos++, TOKEN.MULTIPLY);
        case "/":
          if (input[pos + 1] === "/") {
            while (this.pos < length && this.input[this.pos] !== "\n") this.pos++;
            continue;
          }
          return this.token(this.pos++, TOKEN.DIVIDE);
        case "%":
          return this.token(this.pos++, TOKEN.MODULO);
        case "<":
          if (input[pos + 1] === "=") return this.token((this.pos += 2) - 2, TOKEN.LE);
          return this.token(this.pos++, TOKEN.LT);
        case ">":
          if (input[pos + 1] === "=") return this.token((this.pos += 2) - 2, TOKEN.GE);
          return this.token(this.pos++, TOKEN.GT);
        case "!":
          if (input[pos + 1] === "=") return this.token((this.pos += 2) - 2, TOKEN.NE);
          return this.token(this.pos++, TOKEN.NOT);
        case "(":
          return this.token(this.pos++, TOKEN.LPAREN);
        case ")":
          return this.token(this.pos++, TOKEN.RPAREN);
        case "[":
          return this.token(this.pos++, TOKEN.LBRACKET);
        case "]":
          return this.token(this.pos++, TOKEN.RBRACKET);
        case "{":
          return this.token(this.pos++, TOKEN.LBRACE);
        case "}":
          return this.token(this.pos++, TOKEN.RBRACE);
        case ".":
          return this.token(this.pos++, TOKEN.DOT);
        case ",":
          return this.token(this.pos++, TOKEN.COMMA);
        case ":":
          return this.token(this.pos++, TOKEN.COLON);
        case "?":
          return this.token(this.pos++, TOKEN.QUESTION);
        case `"`:
        case `'`:
          return this.readString(ch);
        // Check for string prefixes (b, B, r, R followed by quote)
        case "b":
        case "B":
        case "r":
        case "R": {
          const next = input[pos + 1];
          if (next === '"' || next === "'") return ++this.pos && this.readString(next, ch);
          return this.readIdentifier();
        }
        default: {
          const code = ch.charCodeAt(0);
          if (code <= 57 && code >= 48) return this.readNumber();
          if (this._isIdentifierCharCode(code)) return this.readIdentifier();
        }
      }
      throw parseError("unexpected_character", `Unexpected character: ${ch}`, {
        pos,
        start: pos,
        end: pos + 1,
        input
      });
    }
  }
  // Characters: 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_
  _isIdentifierCharCode(c2) {
    if (c2 < 48 || c2 > 122) return false;
    return c2 >= 97 || c2 >= 65 && c2 <= 90 || c2 <= 57 || c2 === 95;
  }
  _parseAsDouble(start2, end) {
    const value = Number(this.input.substring(start2, end));
    if (Number.isFinite(value)) return this.token(start2, TOKEN.NUMBER, value);
    throw parseError("invalid_number", `Invalid number: ${value}`, {
      pos: start2,
      start: start2,
      end,
      input: this.input
    });
  }
  _parseAsBigInt(start2, end, isHex, unsigned) {
    const string = this.input.substring(start2, end);
    if (unsigned === "u" || unsigned === "U") {
      this.pos++;
      try {
        return this.token(start2, TOKEN.NUMBER, new UnsignedInt(string));
      } catch (_err) {
      }
    } else {
      try {
        return this.token(start2, TOKEN.NUMBER, BigInt(string));
      } catch (_err) {
      }
    }
    throw parseError(
      isHex ? "invalid_hex_integer" : "invalid_integer",
      isHex ? `Invalid hex integer: ${string}` : `Invalid integer: ${string}`,
      { pos: start2, start: start2, end: this.pos, input: this.input }
    );
  }
  _readDigits(input, length, pos, code) {
    while (pos < length && (code = input.charCodeAt(pos)) && !(code > 57 || code < 48)) pos++;
    return pos;
  }
  _readExponent(input, length, pos) {
    let ch = pos < length && input[pos];
    if (ch === "e" || ch === "E") {
      ch = ++pos < length && input[pos];
      if (ch === "-" || ch === "+") pos++;
      const start2 = pos;
      pos = this._readDigits(input, length, pos);
      if (start2 === pos)
        throw parseError("invalid_exponent", "Invalid exponent", {
          pos,
          start: pos,
          end: Math.min(pos + 1, input.length),
          input
        });
    }
    return pos;
  }
  readNumber() {
    const { input, length, pos: start2 } = this;
    let pos = start2;
    if (input[pos] === "0" && (input[pos + 1] === "x" || input[pos + 1] === "X")) {
      pos += 2;
      while (pos < length && HEX_CODES[input[pos].charCodeAt(0)]) pos++;
      return this._parseAsBigInt(start2, this.pos = pos, true, input[pos]);
    }
    pos = this._readDigits(input, length, pos);
    if (pos + 1 < length) {
      let isDouble = false;
      let afterpos = input[pos] === "." ? this._readDigits(input, length, pos + 1) : pos + 1;
      if (afterpos !== pos + 1) (isDouble = true) && (pos = afterpos);
      afterpos = this._readExponent(input, length, pos);
      if (afterpos !== pos) (isDouble = true) && (pos = afterpos);
      if (isDouble) return this._parseAsDouble(start2, this.pos = pos);
    }
    return this._parseAsBigInt(start2, this.pos = pos, false, input[pos]);
  }
  readString(del, prefix) {
    const { input: i, pos: s3 } = this;
    if (i[s3 + 1] === del && i[s3 + 2] === del) return this.readTripleQuotedString(del, prefix);
    return this.readSingleQuotedString(del, prefix);
  }
  _closeQuotedString(rawStart, rawValue, prefix, pos) {
    switch (prefix) {
      case "b":
      case "B": {
        const processed = this.processEscapes(rawStart, rawValue, true);
        const bytes = new Uint8Array(processed.length);
        for (let i = 0; i < processed.length; i++) bytes[i] = processed.charCodeAt(i) & 255;
        return this.token(pos - 1, TOKEN.BYTES, bytes);
      }
      case "r":
      case "R": {
        return this.token(pos - 1, TOKEN.STRING, rawValue);
      }
      default: {
        const value = this.processEscapes(rawStart, rawValue, false);
        return this.token(pos, TOKEN.STRING, value);
      }
    }
  }
  readSingleQuotedString(delimiter, prefix) {
    const { input, length, pos: start2 } = this;
    let ch;
    let pos = this.pos + 1;
    while (pos < length && (ch = input[pos])) {
      switch (ch) {
        case delimiter:
          const rawStart = start2 + 1;
          const rawValue = input.slice(rawStart, pos);
          this.pos = ++pos;
          return this._closeQuotedString(rawStart, rawValue, prefix, start2);
        case "\n":
        case "\r":
          throw parseError("newline_in_string", "Newlines not allowed in single-quoted strings", {
            pos,
            start: pos,
            end: pos + 1,
            input
          });
        case "\\":
          pos++;
      }
      pos++;
    }
    throw parseError("unterminated_string", "Unterminated string", {
      pos: start2,
      start: start2,
      end: input.length,
      input
    });
  }
  readTripleQuotedString(delimiter, prefix) {
    const { input, length, pos: start2 } = this;
    let ch;
    let pos = this.pos + 3;
    while (pos < length && (ch = input[pos])) {
      switch (ch) {
        case delimiter:
          if (input[pos + 1] === delimiter && input[pos + 2] === delimiter) {
            const rawStart = start2 + 3;
            const rawValue = input.slice(rawStart, pos);
            this.pos = pos + 3;
            return this._closeQuotedString(rawStart, rawValue, prefix, start2);
          }
          break;
        case "\\":
          pos++;
      }
      pos++;
    }
    throw parseError("unterminated_triple_quoted_string", "Unterminated triple-quoted string", {
      pos: start2,
      start: start2,
      end: input.length,
      input
    });
  }
  #escapeErr(code, offset, len, i, chars, extra) {
    const start2 = offset + i;
    return parseError(code, ESCAPE_ERRORS[code](extra), {
      input: this.input,
      pos: start2,
      start: start2,
      end: Math.min(start2 + chars, offset + len)
    });
  }
  processEscapes(offset, str, isBytes) {
    if (!str.includes("\\")) return str;
    const len = str.length;
    let result = "";
    let i = 0;
    while (i < len) {
      if (str[i] !== "\\" || i + 1 >= len) {
        result += str[i++];
        continue;
      }
      const next = str[i + 1];
      if (STRING_ESCAPES[next]) {
        result += STRING_ESCAPES[next];
        i += 2;
      } else if (next === "u" || next === "U") {
        if (isBytes) throw this.#escapeErr("bytes_unicode_escape", offset, len, i, 2, next);
        const hexLen = next === "u" ? 4 : 8;
        const hex = str.substring(i + 2, i + 2 + hexLen);
        const c2 = Number.parseInt(hex, 16);
        if (hex.length !== hexLen || !/^[0-9a-fA-F]+$/.test(hex) || c2 > 1114111)
          throw this.#escapeErr("invalid_unicode_escape", offset, len, i, 2 + hexLen, next + hex);
        if (c2 >= 55296 && c2 <= 57343)
          throw this.#escapeErr("invalid_unicode_surrogate", offset, len, i, 2 + hexLen, next + hex);
        result += String.fromCodePoint(c2);
        i += 2 + hexLen;
      } else if (next === "x" || next === "X") {
        const h = str.substring(i + 2, i + 4);
        if (!/^[0-9a-fA-F]{2}$/.test(h))
          throw this.#escapeErr("invalid_hex_escape", offset, len, i, 4, next + h);
        result += String.fromCharCode(Number.parseInt(h, 16));
        i += 4;
      } else if (next >= "0" && next <= "7") {
        const o = str.substring(i + 1, i + 4);
        if (!/^[0-7]{3}$/.test(o)) throw this.#escapeErr("invalid_octal_escape", offset, len, i, 4);
        const value = Number.parseInt(o, 8);
        if (value > 255) throw this.#escapeErr("octal_escape_out_of_range", offset, len, i, 4, o);
        result += String.fromCharCode(value);
        i += 4;
      } else {
        throw this.#escapeErr("invalid_escape_sequence", offset, len, i, 2, next);
      }
    }
    return result;
  }
  readIdentifier() {
    const { pos, input, length } = this;
    let p = pos;
    while (p < length && this._isIdentifierCharCode(input[p].charCodeAt(0))) p++;
    const value = input.substring(pos, this.pos = p);
    switch (value) {
      case "true":
        return this.token(pos, TOKEN.BOOLEAN, true);
      case "false":
        return this.token(pos, TOKEN.BOOLEAN, false);
      case "null":
        return this.token(pos, TOKEN.NULL, null);
      case "in":
        return this.token(pos, TOKEN.IN);
      default:
        return this.token(pos, TOKEN.IDENTIFIER, value);
    }
  }
};
var globalLexer = new Lexer();
var Parser = class {
  lexer = globalLexer;
  input = null;
  maxDepthRemaining = null;
  astNodesRemaining = null;
  type = null;
  pos = null;
  constructor(limits, registry) {
    this.limits = limits;
    this.registry = registry;
  }
  #limitExceeded(limitKey, pos = this.pos) {
    throw parseError("limit_exceeded", `Exceeded ${limitKey} (${this.limits[limitKey]})`, {
      pos,
      start: pos,
      end: pos,
      input: this.input
    });
  }
  #node(start2, end, op, args, pos = start2) {
    const node = new ASTNode(this.input, pos, start2, end, op, args);
    if (!this.astNodesRemaining--) this.#limitExceeded("maxAstNodes", pos);
    return node;
  }
  #infixNode(op, left, right) {
    return this.#node(left.start, right.end, op, [left, right]);
  }
  #ternaryNode(expression2, consequent, alternate) {
    return this.#node(expression2.start, alternate.end, OPERATORS.ternary, [
      expression2,
      consequent,
      alternate
    ]);
  }
  #unaryNode(pos, op, arg) {
    return this.#node(pos, arg.end, op, arg);
  }
  #accessNode(op, left, right, end, pos = left.start) {
    return this.#node(left.start, end, op, [left, right], pos);
  }
  #advanceToken(returnValue = this.pos) {
    const l = this.lexer.nextToken();
    this.pos = l.tokenPos;
    this.type = l.tokenType;
    return returnValue;
  }
  // The value of the current token is accessed less regularly,
  // so we use a getter to reduce assignment overhead
  get value() {
    return this.lexer.tokenValue;
  }
  consume(expectedType) {
    if (this.type === expectedType) return this.#advanceToken();
    throw parseError(
      "expected_token",
      `Expected ${TOKEN_BY_NUMBER[expectedType]}, got ${TOKEN_BY_NUMBER[this.type]}`,
      { pos: this.pos, start: this.pos, end: this.lexer.pos, input: this.input }
    );
  }
  match(type) {
    return this.type === type;
  }
  // Parse entry point
  parse(input) {
    if (typeof input !== "string") {
      throw parseError("expression_must_be_string", "Expression must be a string");
    }
    this.input = this.lexer.reset(input);
    this.#advanceToken();
    this.maxDepthRemaining = this.limits.maxDepth;
    this.astNodesRemaining = this.limits.maxAstNodes;
    const result = this.parseExpression();
    if (this.match(TOKEN.EOF)) return result;
    throw parseError(
      "unexpected_character",
      `Unexpected character: '${this.input[this.lexer.pos - 1]}'`,
      {
        pos: this.pos,
        start: this.pos,
        end: this.lexer.pos,
        input: this.input
      }
    );
  }
  #expandMacro(start2, end, op, args) {
    const methodName = args[0];
    const receiver = op === OPERATORS.rcall ? args[1] : null;
    const fnArgs = op === OPERATORS.rcall ? args[2] : args[1];
    const decl = this.registry.findMacro(methodName, !!receiver, fnArgs.length);
    const ast = this.#node(start2, end, op, args);
    if (!decl) return ast;
    const macro = decl.handler({ ast, args: fnArgs, receiver, methodName, parser: this });
    if (macro.callAst) return ast.setMeta("alternate", macro.callAst);
    return ast.setMeta("macro", macro).setMeta("async", isAsync(macro.evaluate, macro.async));
  }
  // Expression ::= LogicalOr ('?' Expression ':' Expression)?
  parseExpression() {
    if (!this.maxDepthRemaining--) this.#limitExceeded("maxDepth");
    const expr = this.parseLogicalOr();
    if (!this.match(TOKEN.QUESTION)) return ++this.maxDepthRemaining && expr;
    this.#advanceToken();
    const consequent = this.parseExpression();
    this.consume(TOKEN.COLON);
    const alternate = this.parseExpression();
    this.maxDepthRemaining++;
    return this.#ternaryNode(expr, consequent, alternate);
  }
  // LogicalOr ::= LogicalAnd ('||' LogicalAnd)*
  parseLogicalOr() {
    let expr = this.parseLogicalAnd();
    while (this.match(TOKEN.OR)) {
      this.#advanceToken();
      expr = this.#infixNode(OPERATORS["||"], expr, this.parseLogicalAnd());
    }
    return expr;
  }
  // LogicalAnd ::= Equality ('&&' Equality)*
  parseLogicalAnd() {
    let expr = this.parseEquality();
    while (this.match(TOKEN.AND)) {
      this.#advanceToken();
      expr = this.#infixNode(OPERATORS["&&"], expr, this.parseEquality());
    }
    return expr;
  }
  // Equality ::= Relational (('==' | '!=') Relational)*
  parseEquality() {
    let expr = this.parseRelational();
    while (this.match(TOKEN.EQ) || this.match(TOKEN.NE)) {
      const op = OP_FOR_TOKEN[this.type];
      this.#advanceToken();
      expr = this.#infixNode(op, expr, this.parseRelational());
    }
    return expr;
  }
  // Relational ::= Additive (('<' | '<=' | '>' | '>=' | 'in') Additive)*
  parseRelational() {
    let expr = this.parseAdditive();
    while (this.match(TOKEN.LT) || this.match(TOKEN.LE) || this.match(TOKEN.GT) || this.match(TOKEN.GE) || this.match(TOKEN.IN)) {
      const op = OP_FOR_TOKEN[this.type];
      this.#advanceToken();
      expr = this.#infixNode(op, expr, this.parseAdditive());
    }
    return expr;
  }
  // Additive ::= Multiplicative (('+' | '-') Multiplicative)*
  parseAdditive() {
    let expr = this.parseMultiplicative();
    while (this.match(TOKEN.PLUS) || this.match(TOKEN.MINUS)) {
      const op = OP_FOR_TOKEN[this.type];
      this.#advanceToken();
      expr = this.#infixNode(op, expr, this.parseMultiplicative());
    }
    return expr;
  }
  // Multiplicative ::= Unary (('*' | '/' | '%') Unary)*
  parseMultiplicative() {
    let expr = this.parseUnary();
    while (this.match(TOKEN.MULTIPLY) || this.match(TOKEN.DIVIDE) || this.match(TOKEN.MODULO)) {
      const op = OP_FOR_TOKEN[this.type];
      this.#advanceToken();
      expr = this.#infixNode(op, expr, this.parseUnary());
    }
    return expr;
  }
  // Unary ::= ('!' | '-')* Postfix
  parseUnary() {
    if (this.type === TOKEN.NOT) {
      return this.#unaryNode(this.#advanceToken(), OPERATORS.unaryNot, this.parseUnary());
    }
    if (this.type === TOKEN.MINUS) {
      return this.#unaryNode(this.#advanceToken(), OPERATORS.unaryMinus, this.parseUnary());
    }
    return this.parsePostfix();
  }
  // Postfix ::= Primary (('.' IDENTIFIER ('(' ArgumentList ')')? | '[' Expression ']'))*
  parsePostfix() {
    let expr = this.parsePrimary();
    const depth = this.maxDepthRemaining;
    while (true) {
      if (this.match(TOKEN.DOT)) {
        const dot = this.#advanceToken();
        if (!this.maxDepthRemaining--) this.#limitExceeded("maxDepth", dot);
        const op = this.match(TOKEN.QUESTION) && this.registry.enableOptionalTypes && this.#advanceToken() ? OPERATORS.optionalFieldAccess : OPERATORS.fieldAccess;
        const propertyValue = this.value;
        const start2 = this.pos;
        const end = this.lexer.pos;
        this.consume(TOKEN.IDENTIFIER);
        if (op === OPERATORS.fieldAccess && this.match(TOKEN.LPAREN) && this.#advanceToken()) {
          const args = this.parseArgumentList();
          const closeEnd = this.lexer.pos;
          this.consume(TOKEN.RPAREN);
          expr = this.#expandMacro(expr.start, closeEnd, OPERATORS.rcall, [propertyValue, expr, args]);
        } else {
          expr = this.#accessNode(op, expr, propertyValue, end, start2);
        }
        continue;
      }
      if (this.match(TOKEN.LBRACKET)) {
        const bracket = this.#advanceToken();
        if (!this.maxDepthRemaining--) this.#limitExceeded("maxDepth", bracket);
        const op = this.match(TOKEN.QUESTION) && this.registry.enableOptionalTypes && this.#advanceToken() ? OPERATORS.optionalBracketAccess : OPERATORS.bracketAccess;
        const index = this.parseExpression();
        const closeEnd = this.lexer.pos;
        this.consume(TOKEN.RBRACKET);
        expr = this.#accessNode(op, expr, index, closeEnd);
        continue;
      }
      break;
    }
    this.maxDepthRemaining = depth;
    return expr;
  }
  // Primary ::= NUMBER | STRING | BOOLEAN | NULL | IDENTIFIER | '(' Expression ')' | Array | Object
  parsePrimary() {
    switch (this.type) {
      case TOKEN.NUMBER:
      case TOKEN.STRING:
      case TOKEN.BYTES:
      case TOKEN.BOOLEAN:
      case TOKEN.NULL:
        return this.#consumeLiteral();
      case TOKEN.IDENTIFIER:
        return this.#parseIdentifierPrimary();
      case TOKEN.LPAREN:
        return this.#parseParenthesizedExpression();
      case TOKEN.LBRACKET:
        return this.parseList();
      case TOKEN.LBRACE:
        return this.parseMap();
    }
    throw parseError("unexpected_token", `Unexpected token: ${TOKEN_BY_NUMBER[this.type]}`, {
      pos: this.pos,
      start: this.pos,
      end: this.lexer.pos,
      input: this.input
    });
  }
  #consumeLiteral() {
    return this.#advanceToken(this.#node(this.pos, this.lexer.pos, OPERATORS.value, this.value));
  }
  #parseIdentifierPrimary() {
    const value = this.value;
    const end = this.lexer.pos;
    const start2 = this.consume(TOKEN.IDENTIFIER);
    if (RESERVED.has(value)) {
      throw parseError("reserved_identifier", `Reserved identifier: ${value}`, {
        pos: start2,
        start: start2,
        end,
        input: this.input
      });
    }
    if (!this.match(TOKEN.LPAREN)) return this.#node(start2, end, OPERATORS.id, value);
    this.#advanceToken();
    const args = this.parseArgumentList();
    const closeEnd = this.lexer.pos;
    this.consume(TOKEN.RPAREN);
    return this.#expandMacro(start2, closeEnd, OPERATORS.call, [value, args]);
  }
  #parseParenthesizedExpression() {
    this.consume(TOKEN.LPAREN);
    const expr = this.parseExpression();
    this.consume(TOKEN.RPAREN);
    return expr;
  }
  parseList() {
    const start2 = this.consume(TOKEN.LBRACKET);
    const elements = [];
    let remainingElements = this.limits.maxListElements;
    if (!this.match(TOKEN.RBRACKET)) {
      elements.push(this.parseExpression());
      if (!remainingElements--) this.#limitExceeded("maxListElements", elements.at(-1).pos);
      while (this.match(TOKEN.COMMA)) {
        this.#advanceToken();
        if (this.match(TOKEN.RBRACKET)) break;
        elements.push(this.parseExpression());
        if (!remainingElements--) this.#limitExceeded("maxListElements", elements.at(-1).pos);
      }
    }
    const closeEnd = this.lexer.pos;
    this.consume(TOKEN.RBRACKET);
    return this.#node(start2, closeEnd, OPERATORS.list, elements);
  }
  parseMap() {
    const start2 = this.consume(TOKEN.LBRACE);
    const props = [];
    let remainingEntries = this.limits.maxMapEntries;
    if (!this.match(TOKEN.RBRACE)) {
      props.push(this.parseProperty());
      if (!remainingEntries--) this.#limitExceeded("maxMapEntries", props.at(-1)[0].pos);
      while (this.match(TOKEN.COMMA)) {
        this.#advanceToken();
        if (this.match(TOKEN.RBRACE)) break;
        props.push(this.parseProperty());
        if (!remainingEntries--) this.#limitExceeded("maxMapEntries", props.at(-1)[0].pos);
      }
    }
    const closeEnd = this.lexer.pos;
    this.consume(TOKEN.RBRACE);
    return this.#node(start2, closeEnd, OPERATORS.map, props);
  }
  parseProperty() {
    return [this.parseExpression(), (this.consume(TOKEN.COLON), this.parseExpression())];
  }
  parseArgumentList() {
    const args = [];
    let remainingArgs = this.limits.maxCallArguments;
    if (!this.match(TOKEN.RPAREN)) {
      args.push(this.parseExpression());
      if (!remainingArgs--) this.#limitExceeded("maxCallArguments", args.at(-1).pos);
      while (this.match(TOKEN.COMMA)) {
        this.#advanceToken();
        if (this.match(TOKEN.RPAREN)) break;
        args.push(this.parseExpression());
        if (!remainingArgs--) this.#limitExceeded("maxCallArguments", args.at(-1).pos);
      }
    }
    return args;
  }
};

// node_modules/@marcbachmann/cel-js/lib/options.js
var DEFAULT_LIMITS = objFreeze({
  maxAstNodes: 1e5,
  maxDepth: 250,
  maxListElements: 1e3,
  maxMapEntries: 1e3,
  maxCallArguments: 32
});
var LIMIT_KEYS = new Set(objKeys(DEFAULT_LIMITS));
function createLimits(overrides, base = DEFAULT_LIMITS) {
  const keys = overrides ? objKeys(overrides) : void 0;
  if (!keys?.length) return base;
  const merged = { ...base };
  for (const key of keys) {
    if (!LIMIT_KEYS.has(key)) throw new TypeError(`Unknown limits option: ${key}`);
    const value = overrides[key];
    if (typeof value !== "number") continue;
    merged[key] = value;
  }
  return objFreeze(merged);
}
var DEFAULT_OPTIONS = objFreeze({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: true,
  enableOptionalTypes: false,
  limits: DEFAULT_LIMITS
});
function bool(a, b2, key) {
  const value = a?.[key] ?? b2?.[key];
  if (typeof value !== "boolean") throw new TypeError(`Invalid option: ${key}`);
  return value;
}
function createOptions(opts, base = DEFAULT_OPTIONS) {
  if (!opts) return base;
  return objFreeze({
    unlistedVariablesAreDyn: bool(opts, base, "unlistedVariablesAreDyn"),
    homogeneousAggregateLiterals: bool(opts, base, "homogeneousAggregateLiterals"),
    enableOptionalTypes: bool(opts, base, "enableOptionalTypes"),
    limits: createLimits(opts.limits, base.limits)
  });
}

// node_modules/@marcbachmann/cel-js/lib/evaluator.js
var globalRegistry = createRegistry({ enableOptionalTypes: false });
registerFunctions(globalRegistry);
registerOverloads(globalRegistry);
registerMacros(globalRegistry);
var Environment = class _Environment {
  #registry;
  #evaluator;
  #typeChecker;
  #evalTypeChecker;
  #parser;
  constructor(opts, inherited) {
    this.opts = createOptions(opts, inherited?.opts);
    this.#registry = (inherited instanceof _Environment ? inherited.#registry : globalRegistry).clone(this.opts);
    const childOpts = { registry: this.#registry, opts: this.opts };
    this.#typeChecker = new TypeChecker(childOpts);
    this.#evalTypeChecker = new TypeChecker(childOpts, true);
    this.#evaluator = new Evaluator(childOpts);
    this.#parser = new Parser(this.opts.limits, this.#registry);
    Object.freeze(this);
  }
  clone(opts) {
    return new _Environment(opts, this);
  }
  registerFunction(signature2, handler, opts) {
    this.#registry.registerFunctionOverload(signature2, handler, opts);
    return this;
  }
  registerOperator(string, handler, opts) {
    this.#registry.registerOperatorOverload(string, handler, opts);
    return this;
  }
  registerType(typename, constructor) {
    this.#registry.registerType(typename, constructor);
    return this;
  }
  registerVariable(name, type, opts) {
    this.#registry.registerVariable(name, type, opts);
    return this;
  }
  registerConstant(name, type, value) {
    this.#registry.registerConstant(name, type, value);
    return this;
  }
  hasVariable(name) {
    return this.#registry.variables.has(name);
  }
  getDefinitions() {
    return this.#registry.getDefinitions();
  }
  check(expression2) {
    try {
      return this.#checkAST(this.#parser.parse(expression2));
    } catch (error) {
      return { valid: false, error };
    }
  }
  #checkAST(ast) {
    try {
      const typeDecl = this.#typeChecker.check(ast, new RootContext(this.#registry));
      return { valid: true, type: this.#formatTypeForCheck(typeDecl) };
    } catch (error) {
      return { valid: false, error };
    }
  }
  #formatTypeForCheck(typeDecl) {
    if (typeDecl.name === `list<dyn>`) return "list";
    if (typeDecl.name === `map<dyn, dyn>`) return "map";
    return typeDecl.name;
  }
  parse(expression2) {
    const ast = this.#parser.parse(expression2);
    const evaluateParsed = this.#evaluateAST.bind(this, ast);
    evaluateParsed.check = this.#checkAST.bind(this, ast);
    evaluateParsed.ast = ast;
    return evaluateParsed;
  }
  evaluate(expression2, context2) {
    return this.#evaluateAST(this.#parser.parse(expression2), context2);
  }
  #evaluateAST(ast, ctx) {
    if (ast.checkedType) {
      return ast.evaluate(this.#evaluator, ast, new RootContext(this.#registry, ctx));
    } else {
      this.#evalTypeChecker.check(ast, ctx = new RootContext(this.#registry, ctx));
      return ast.evaluate(this.#evaluator, ast, ctx);
    }
  }
};
var Evaluator = class extends Base {
  constructor(opts) {
    super(opts);
    this.createError = evaluationError;
  }
  #firstMapElement(coll) {
    if (coll instanceof Map) return coll.entries().next().value;
    for (const key in coll) return [key, coll[key]];
  }
  debugRuntimeType(value, checkedType) {
    return checkedType?.hasDynType === false ? checkedType : this.debugTypeDeep(value);
  }
  debugTypeDeep(value) {
    const runtimeType = this.debugType(value);
    switch (runtimeType.kind) {
      case "list": {
        const first = value instanceof Array ? value[0] : value.values().next().value;
        if (first === void 0) return runtimeType;
        return this.registry.getListType(this.debugTypeDeep(first));
      }
      case "map": {
        const first = this.#firstMapElement(value);
        if (!first) return runtimeType;
        return this.registry.getMapType(
          runtimeType.keyType.hasDynType ? this.debugTypeDeep(first[0]) : runtimeType.keyType,
          runtimeType.valueType.hasDynType ? this.debugTypeDeep(first[1]) : runtimeType.valueType
        );
      }
      default:
        return runtimeType;
    }
  }
  tryEval(ast, ctx) {
    try {
      const res = this.run(ast, ctx);
      if (res instanceof Promise) return res.catch((err) => err);
      return res;
    } catch (err) {
      return err;
    }
  }
  run(ast, ctx) {
    return ast.evaluate(this, ast, ctx);
  }
};
var globalEnvironment = new Environment({
  unlistedVariablesAreDyn: true
});

// scripts/runtime/cel-evaluate.ts
var UNKNOWN = /* @__PURE__ */ Symbol("unknown");
function member(container, key) {
  if (typeof container !== "object" || container === null) return UNKNOWN;
  const name = typeof key === "bigint" ? Number(key) : key;
  if (typeof name !== "string" && typeof name !== "number") return UNKNOWN;
  return Object.hasOwn(container, name) ? container[name] ?? null : UNKNOWN;
}
function root(node) {
  if (node.op === "id") return node.args;
  return node.op === "." || node.op === "[]" ? root(node.args[0]) : null;
}
function truthy(value) {
  if (value === UNKNOWN || value === null || value === false || value === "") return false;
  return !((typeof value === "number" || typeof value === "bigint") && Number(value) === 0);
}
function numeric(value) {
  return typeof value === "number" || typeof value === "bigint";
}
function equals(a, b2) {
  if (a === UNKNOWN || b2 === UNKNOWN) return a === null || b2 === null;
  if (numeric(a) && numeric(b2)) return Number(a) === Number(b2);
  if (typeof a === "object" && typeof b2 === "object") return JSON.stringify(a) === JSON.stringify(b2);
  return a === b2;
}
function zeroLike(value) {
  return numeric(value) ? 0 : typeof value === "string" ? "" : false;
}
function less(a, b2, orEqual) {
  if (a === UNKNOWN) return true;
  if (b2 === UNKNOWN) return false;
  const x2 = a === null ? zeroLike(b2) : a;
  const y2 = b2 === null ? zeroLike(a) : b2;
  if (numeric(x2) && numeric(y2)) return orEqual ? Number(x2) <= Number(y2) : Number(x2) < Number(y2);
  if (typeof x2 === "string" && typeof y2 === "string") return orEqual ? x2 <= y2 : x2 < y2;
  return UNKNOWN;
}
function add(a, b2) {
  if (a === UNKNOWN) return b2 === UNKNOWN ? false : b2;
  if (b2 === UNKNOWN) return a;
  if (typeof a === "bigint" && typeof b2 === "bigint") return a + b2;
  if (typeof a === "number" && typeof b2 === "number") return a + b2;
  return `${String(a)}${String(b2)}`;
}
function arithmetic(op, a, b2) {
  if (typeof a === "bigint" && typeof b2 === "bigint") {
    if (op === "-") return a - b2;
    if (op === "*") return a * b2;
    if (b2 === 0n) return UNKNOWN;
    return op === "/" ? a / b2 : a % b2;
  }
  if (typeof a !== "number" || typeof b2 !== "number" || op === "%") return UNKNOWN;
  return op === "-" ? a - b2 : op === "*" ? a * b2 : a / b2;
}
function evaluateNode(node, scope) {
  const value = (part) => evaluateNode(part, scope);
  switch (node.op) {
    case "value":
      return node.args;
    case "id":
      return member(scope.variables, node.args);
    case ".":
    case "[]": {
      const container = value(node.args[0]);
      const found = member(container, node.op === "." ? node.args[1] : value(node.args[1]));
      return found === UNKNOWN && root(node) === "event" ? scope.missingEvent : found;
    }
    case "==":
      return equals(value(node.args[0]), value(node.args[1]));
    case "!=":
      return !equals(value(node.args[0]), value(node.args[1]));
    case "<":
    case "<=":
      return less(value(node.args[0]), value(node.args[1]), node.op === "<=");
    case ">":
    case ">=": {
      const [a, b2] = [value(node.args[0]), value(node.args[1])];
      const below = less(a, b2, node.op === ">");
      return below === UNKNOWN ? UNKNOWN : !below;
    }
    case "&&": {
      const left = value(node.args[0]);
      return truthy(left) ? value(node.args[1]) : left;
    }
    case "||": {
      const left = value(node.args[0]);
      return truthy(left) ? left : value(node.args[1]);
    }
    case "!_": {
      const operand = value(node.args);
      return operand === UNKNOWN ? false : !truthy(operand);
    }
    case "?:":
      return value(truthy(value(node.args[0])) ? node.args[1] : node.args[2]);
    case "+":
      return add(value(node.args[0]), value(node.args[1]));
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(node.op, value(node.args[0]), value(node.args[1]));
    case "in": {
      const [item, list] = [value(node.args[0]), value(node.args[1])];
      if (item === UNKNOWN || typeof list !== "object" || list === null) return false;
      return Array.isArray(list) ? list.some((entry) => equals(entry, item)) : Object.hasOwn(list, String(item));
    }
    case "list":
      return node.args.map(value);
    default:
      return byLibrary(node, scope);
  }
}
function byLibrary(node, scope) {
  try {
    return scope.library(node.input.slice(node.start, node.end));
  } catch {
    return (node.op === "call" || node.op === "rcall") && node.args[0] === "size" ? 0n : false;
  }
}

// scripts/runtime/cel.ts
var environment = new Environment({ homogeneousAggregateLiterals: false }).registerVariable("event", "map").registerVariable("async", "map");
var LOGIC = /* @__PURE__ */ new Set(["value", "id", ".", "[]", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||", "!_", "?:", "list"]);
var CONVERSIONS = /* @__PURE__ */ new Set(["int", "uint", "double"]);
var parsed = /* @__PURE__ */ new Map();
function parse2(expression2) {
  let node = parsed.get(expression2);
  if (node === void 0) {
    try {
      node = environment.parse(expression2).ast;
    } catch (error) {
      node = error instanceof Error ? error : new Error(String(error));
    }
    parsed.set(expression2, node);
  }
  if (node instanceof Error) throw node;
  return node;
}
function firstLine(error) {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
function syntaxProblem(expression2) {
  try {
    parse2(expression2);
    return null;
  } catch (error) {
    return firstLine(error);
  }
}
function problem(expression2) {
  const check2 = environment.check(expression2);
  return check2.valid ? null : firstLine(check2.error);
}
function outsideLogic(node) {
  if (node.op === "call" && !CONVERSIONS.has(node.args[0])) return `${node.args[0]}()`;
  if (node.op === "rcall") return `${node.args[0]}()`;
  if (!LOGIC.has(node.op) && node.op !== "call") return `"${node.op}"`;
  const parts = node.op === "call" ? node.args[1] : Array.isArray(node.args) ? [...node.args] : [node.args];
  for (const part of parts) {
    if (typeof part !== "object" || part === null || !("op" in part)) continue;
    const found = outsideLogic(part);
    if (found !== null) return found;
  }
  return null;
}
function restrictedProblem(expression2) {
  const wrong = problem(expression2);
  if (wrong !== null) return wrong;
  const found = outsideLogic(parse2(expression2));
  return found === null ? null : `${found} is not allowed here; use comparisons, "in", &&, || and ! only`;
}
function evaluate2(expression2, data) {
  const node = parse2(expression2);
  try {
    const value = evaluateNode(node, {
      variables: data,
      missingEvent: data.async === void 0 ? UNKNOWN : null,
      library: (source) => environment.evaluate(source, { event: data.event ?? {}, async: data.async ?? {} })
    });
    return value === UNKNOWN ? false : value;
  } catch {
    return null;
  }
}
function isTrue(expression2, data) {
  return evaluate2(expression2, data) === true;
}
function keyText(expression2, data) {
  const value = evaluate2(expression2, data) ?? false;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// scripts/runtime/gcra.ts
function takeSlot(arrivals, key, now, limit, period2, burst) {
  const interval = period2 / Math.max(limit, 1);
  const arrival = Math.max(arrivals.get(key) ?? now, now) + interval;
  const allowedAt = arrival - interval * (burst + 1);
  if (allowedAt > now) return Math.ceil(allowedAt);
  arrivals.set(key, arrival);
  return null;
}

// scripts/runtime/limits.ts
var LIMITS = {
  eventsPerRequest: 5e3,
  eventBytes: 3 * 1024 * 1024,
  eventNameLength: 512,
  stepOutputBytes: 4 * 1024 * 1024,
  requestBodyBytes: 4 * 1024 * 1024,
  stateBytes: 32 * 1024 * 1024,
  stepsPerRun: 1e3,
  waitMs: 366 * 864e5,
  cancelOnMs: 365 * 864e5,
  idempotencyMs: 24 * 36e5,
  prioritySeconds: 12 * 3600
};
var EVENT_CHAIN_LENGTH = 50;

// scripts/runtime/state.ts
function isLive(run) {
  return run.status === "Scheduled" || run.status === "Running";
}

// scripts/runtime/flow.ts
function overRate(world, fn, event) {
  const config = fn.idempotency === void 0 ? fn.rateLimit : { limit: 1, period: "24h", key: fn.idempotency };
  if (config === void 0) return null;
  const key = config.key === void 0 ? "" : evaluate2(config.key, { event });
  if (key === false || key === null) return null;
  const text = `${fn.slug} ${typeof key === "object" ? JSON.stringify(key) : String(key)}`;
  const retryAt2 = takeSlot(
    world.flow.rateLimit,
    text,
    world.clock.now,
    config.limit,
    parseDuration(config.period) ?? 0,
    Math.floor(config.limit / 10)
  );
  return retryAt2 === null ? null : fn.idempotency === void 0 ? "rateLimit" : "idempotency";
}
function throttleKey(fn, event) {
  if (fn.throttle === void 0) return null;
  if (fn.throttle.key === void 0) return fn.slug;
  try {
    return `${fn.slug} ${keyText(fn.throttle.key, { event })}`;
  } catch {
    return `${fn.slug} null`;
  }
}
function leaveSingleton(world, run) {
  if (run.singletonKey !== null && world.flow.singleton.get(run.singletonKey) === run) world.flow.singleton.delete(run.singletonKey);
}
function singletonKey(fn, event) {
  if (fn.singleton === void 0) return null;
  if (fn.singleton.key === void 0) return fn.slug;
  try {
    const key = evaluate2(fn.singleton.key, { event });
    return key === false || key === null ? null : `${fn.slug} ${JSON.stringify(key)}`;
  } catch {
    return null;
  }
}
function concurrencyKeys(fn, event) {
  return fn.concurrency.filter(({ limit }) => limit > 0).map(({ limit, scope, key }) => ({
    limit,
    key: `${scope === "fn" ? fn.slug : scope} ${key === void 0 ? "" : keyText(key, { event })}`
  }));
}
function priority(fn, event) {
  const value = fn.priority?.run === void 0 ? 0n : evaluate2(fn.priority.run, { event });
  if (typeof value !== "bigint") return 0;
  return Math.max(Math.min(Number(value), LIMITS.prioritySeconds), -LIMITS.prioritySeconds) * 1e3;
}
function takePlace(world, job) {
  const { active, blocked } = world.flow;
  const full = job.run.concurrencyKeys.find(({ key, limit }) => (active.get(key) ?? 0) >= limit);
  if (full === void 0) {
    for (const { key } of job.run.concurrencyKeys) active.set(key, (active.get(key) ?? 0) + 1);
    return true;
  }
  const waiting = blocked.get(full.key);
  if (waiting) waiting.push(job);
  else blocked.set(full.key, [job]);
  for (const { key, limit } of job.run.concurrencyKeys) {
    if (key !== full.key && (active.get(key) ?? 0) < limit) wakeNext(world, key);
  }
  return false;
}
function leavePlace(world, run) {
  for (const { key } of run.concurrencyKeys) {
    world.flow.active.set(key, (world.flow.active.get(key) ?? 1) - 1);
    wakeNext(world, key);
  }
}
function wakeNext(world, key) {
  const waiting = (world.flow.blocked.get(key) ?? []).filter(({ run }) => isLive(run));
  const first = waiting.reduce((best, job) => best === null || job.score < best.score ? job : best, null);
  world.flow.blocked.set(key, waiting.filter((job) => job !== first));
  if (first !== null) world.queue.putBack(first);
}

// scripts/runtime/internal-events.ts
var INVOKED = "inngest/function.invoked";
var FINISHED = "inngest/function.finished";
var FAILED = "inngest/function.failed";
var CANCELLED = "inngest/function.cancelled";
var SCHEDULED = "inngest/scheduled.timer";

// scripts/runtime/finish.ts
function endRun(world, run, ending) {
  if (!isLive(run)) return;
  run.status = ending.status;
  run.endedAt = world.clock.now;
  if (ending.status === "Completed") run.output = ending.output;
  if (ending.status === "Failed") run.error = ending.error;
  if (ending.status === "Cancelled") run.cancelledBy = ending.by;
  for (const wait of world.waits) if (wait.run === run) world.waits.delete(wait);
  for (const trigger of world.cancelTriggers) if (trigger.run === run) world.cancelTriggers.delete(trigger);
  leaveSingleton(world, run);
  for (const event of lifecycleEvents(world, run, ending)) world.publish(event, run);
}
function cancelRun(world, run, by) {
  endRun(world, run, { status: "Cancelled", by });
}
function correlationId(event) {
  const invocation = event.data._inngest;
  return event.name === INVOKED ? invocation?.correlation_id ?? null : null;
}
function lifecycleEvents(world, run, ending) {
  const fresh = [];
  for (const [index, event] of run.events.entries()) {
    if (event.name === FAILED || event.name === FINISHED) continue;
    const correlation = correlationId(event);
    if (correlation === null && index > 0) continue;
    const data = {
      function_id: run.fn.slug,
      run_id: run.id,
      event,
      events: run.events,
      ...ending.status === "Completed" ? { result: ending.output } : {},
      ...ending.status === "Failed" ? { error: ending.error } : {},
      ...correlation === null ? {} : { correlation_id: correlation },
      _inngest: { status: ending.status }
    };
    const publish = (name, id) => fresh.push({ id, name, data, ts: world.clock.now, user: {} });
    publish(FINISHED, world.newId());
    if (ending.status === "Failed") publish(FAILED, run.id);
    if (ending.status === "Cancelled") publish(CANCELLED, run.id);
  }
  return fresh;
}

// scripts/runtime/resume.ts
function memoise(world, run, hash, result, status) {
  if (run.memoised.has(hash)) return false;
  run.memoised.set(hash, result);
  run.stack.push(hash);
  run.pending.delete(hash);
  run.stateBytes += JSON.stringify(result).length;
  const step = run.steps.get(hash);
  if (step !== void 0) {
    step.status = status;
    step.endedAt = new Date(world.clock.now);
    if (result.type === "data") step.output = result.data;
    else step.error = result.error;
  }
  return true;
}
function enqueueOnce(world, run, key, job) {
  if (run.enqueued.has(key) || !isLive(run)) return;
  run.enqueued.add(key);
  world.queue.add({ ...job, kind: "request", at: world.clock.now, score: run.createdAt - run.priority, run, attempt: 0, start: false });
}
function discover(world, run, key, parallelMode, coalesceKey) {
  const race = parallelMode === "race";
  if (run.pending.size > 0 && !race) return;
  if (run.version >= 2) run.forceStepPlan = false;
  const name = coalesceKey !== null && !race ? `discover ${coalesceKey}` : key;
  enqueueOnce(world, run, name, { step: null, parallelMode, coalesceKey: null });
}
function resume(world, wait, value, timedOut = false) {
  if (!world.waits.delete(wait) || !isLive(wait.run)) return;
  const result = "error" in value ? { type: "error", error: value.error } : { type: "data", data: value.data };
  const status = timedOut ? "timedOut" : result.type === "error" ? "failed" : "completed";
  if (memoise(world, wait.run, wait.hash, result, status)) {
    discover(world, wait.run, `after ${wait.hash}`, wait.parallelMode, wait.coalesceKey);
  }
}

// scripts/runtime/schedule.ts
function skip(world, fn, event, reason, message) {
  world.skips.push({ functionId: fn.id, eventId: event.id, reason, message, at: new Date(world.clock.now) });
  return reason;
}
function start(world, fn, event, chain) {
  const batch2 = fn.batchEvents;
  if (batch2 !== void 0 && (batch2.if === void 0 || isTrue(batch2.if, { event }))) {
    addToBatch(world, fn, event, batch2, chain);
    return null;
  }
  const limited = overRate(world, fn, event);
  if (limited !== null) return skip(world, fn, event, limited, `over the limit of ${limited}`);
  if (fn.debounce === void 0) return startRun(world, fn, [event], event.id, chain);
  debounce(world, fn, event, fn.debounce, chain);
  return null;
}
function addToBatch(world, fn, event, config, chain) {
  const key = `${fn.slug} ${config.key === void 0 ? "" : keyText(config.key, { event })}`;
  const open = world.flow.batch.get(key);
  const batch2 = open ?? { events: [], chain };
  batch2.events.push(event);
  batch2.chain = Math.max(batch2.chain, chain);
  const close = () => {
    if (world.flow.batch.get(key) !== batch2) return;
    world.flow.batch.delete(key);
    startRun(world, fn, batch2.events, null, batch2.chain);
  };
  if (open === void 0) {
    world.flow.batch.set(key, batch2);
    const at = world.clock.now + (parseDuration(config.timeout) ?? 0);
    world.queue.add({ kind: "timer", of: "flow", at, score: at, run: null, fire: close });
  }
  if (batch2.events.length >= config.maxSize) close();
}
function debounce(world, fn, event, { key, period: period2, timeout }, chain) {
  const name = `${fn.slug} ${key ? keyText(key, { event }) : ""}`;
  const now = world.clock.now;
  const open = world.flow.debounce.get(name);
  if (open !== void 0 && open.event.ts > event.ts) return;
  const latest = open?.latest ?? (timeout === void 0 ? null : now + (parseDuration(timeout) ?? 0));
  const at = Math.min(now + (parseDuration(period2) ?? 0), latest ?? Number.POSITIVE_INFINITY);
  const next = { event, at, latest, chain };
  world.flow.debounce.set(name, next);
  const fire = () => {
    if (world.flow.debounce.get(name) !== next) return;
    world.flow.debounce.delete(name);
    startRun(world, fn, [next.event], null, next.chain);
  };
  world.queue.add({ kind: "timer", of: "flow", at, score: at, run: null, fire });
}
function startRun(world, fn, events, id, chain) {
  const event = events[0];
  if (event === void 0) return null;
  const now = world.clock.now;
  const single = singletonKey(fn, event);
  const holder = single === null ? void 0 : world.flow.singleton.get(single);
  if (holder !== void 0 && fn.singleton?.mode === "cancel") cancelRun(world, holder, "singleton");
  else if (holder !== void 0) return skip(world, fn, event, "singleton", `run ${holder.id} is still going on`);
  if (id !== null) {
    const key = `${fn.slug} ${id}`;
    if ((world.flow.started.get(key) ?? Number.NEGATIVE_INFINITY) > now) {
      return skip(world, fn, event, "idempotency", `event id "${id}" already started a run within 24 hours`);
    }
    world.flow.started.set(key, now + LIMITS.idempotencyMs);
  }
  const run = newRun(world, fn, events, chain);
  if (!addCancelTriggers(world, run)) {
    return skip(world, fn, event, "cancelOn", "a timeout of cancelOn is not a duration: the server logs an error and starts no run");
  }
  world.runs.set(run.id, run);
  if (single !== null) {
    run.singletonKey = single;
    world.flow.singleton.set(single, run);
  }
  if (!addStartTimeout(world, run)) return null;
  const at = events.length === 1 ? Math.max(now, event.ts) : now;
  world.queue.add({
    kind: "request",
    at,
    score: run.createdAt - run.priority,
    run,
    step: null,
    attempt: 0,
    parallelMode: null,
    coalesceKey: null,
    start: true
  });
  return null;
}
function newRun(world, fn, events, chain) {
  const event = events[0];
  return {
    id: world.newId(),
    fn,
    status: "Scheduled",
    events,
    output: void 0,
    error: null,
    cancelledBy: null,
    attempts: [],
    steps: /* @__PURE__ */ new Map(),
    createdAt: world.clock.now,
    startedAt: null,
    endedAt: null,
    requests: 0,
    memoised: /* @__PURE__ */ new Map(),
    stack: [],
    stateBytes: 0,
    pending: /* @__PURE__ */ new Set(),
    enqueued: /* @__PURE__ */ new Set(),
    forceStepPlan: false,
    version: -1,
    concurrencyKeys: concurrencyKeys(fn, event),
    throttleKey: throttleKey(fn, event),
    singletonKey: null,
    priority: priority(fn, event),
    chain
  };
}
function addCancelTriggers(world, run) {
  for (const { event: name, if: expression2, timeout } of run.fn.cancel) {
    const expires = timeout === void 0 ? world.clock.now + LIMITS.cancelOnMs : parseTimeout(timeout, world.clock.now);
    if (expires === null) return false;
    world.cancelTriggers.add({ run, event: name, expression: expression2 ?? null, expires });
  }
  return true;
}
function addStartTimeout(world, run) {
  const { start: startTimeout, finish } = run.fn.timeouts ?? {};
  for (const text of [startTimeout, finish]) if (text !== void 0 && parseDuration(text) === null) return false;
  if (startTimeout === void 0) return true;
  const at = world.clock.now + (parseDuration(startTimeout) ?? 0);
  const fire = () => {
    if (run.startedAt === null) cancelRun(world, run, "timeouts.start");
  };
  world.queue.add({ kind: "timer", of: "deadline", at, score: at, run, fire });
  return true;
}

// scripts/runtime/triggers.ts
function matchingPatterns(name) {
  const patterns = [name];
  for (const separator of ["/", "."]) {
    const parts = name.split(separator);
    for (let count = 1; count < parts.length; count++) patterns.push(`${parts.slice(0, count).join(separator)}${separator}*`);
  }
  return patterns;
}
function catches(fn, event) {
  const patterns = matchingPatterns(event.name);
  return fn.triggers.some(
    (trigger) => trigger.event !== void 0 && patterns.includes(trigger.event) && (trigger.expression === void 0 || isTrue(trigger.expression, { event }))
  );
}

// scripts/runtime/events.ts
function receive(world, event, cause) {
  const chain = cause === null || world.advancing && cause.createdAt < world.clock.now ? 0 : cause.chain + 1;
  const sentIn = context.getStore()?.step ?? null;
  if (chain > EVENT_CHAIN_LENGTH && cause !== null) {
    const { functionId, stepId } = sentIn ?? senderOf(world, cause);
    throw new RuntimeStop("endless-event-loop", functionId, stepId, `the event "${event.name}" is number ${chain} in a row that one run causes for the next`);
  }
  world.events.push({ event, at: world.clock.now, sentBy: cause?.id ?? null, sentIn, chain });
  const waits = [...world.waits];
  const cancels = [...world.cancelTriggers];
  if (event.name === INVOKED) invoke(world, event, chain);
  for (const fn of world.functions) if (catches(fn, event)) start(world, fn, event, chain);
  for (const wait of waits) if (matches(world, wait, event)) resume(world, wait, resumeValue(wait, event));
  for (const cancel of cancels) {
    if (cancel.event !== event.name || cancel.expires < world.clock.now || !isLive(cancel.run)) continue;
    if (cancel.expression === null || isTrue(cancel.expression, { event: cancel.run.events[0], async: event })) {
      cancelRun(world, cancel.run, `event ${event.name}`);
    }
  }
}
function senderOf(world, last) {
  for (let run = last; run !== void 0; ) {
    const { events } = run;
    const start2 = world.events.find(({ event }) => event === events[0]);
    if (start2?.sentIn) return start2.sentIn;
    run = world.runs.get(start2?.sentBy ?? "");
  }
  return { functionId: last.fn.id, stepId: null };
}
function matches(world, wait, event) {
  if (!world.waits.has(wait) || wait.expires < world.clock.now) return false;
  if (wait.kind === "invoke") return event.name === FINISHED && event.data.correlation_id === wait.correlationId;
  if (wait.kind === "signal" || wait.event !== event.name) return false;
  return wait.expression === null || isTrue(wait.expression, { event: wait.run.events[0], async: event });
}
function resumeValue(wait, event) {
  if (wait.kind !== "invoke") return { data: event };
  if (event.data.error !== void 0) return { error: event.data.error };
  return { data: event.data.result === void 0 ? event : event.data.result };
}
function invoke(world, event, chain) {
  const { fn_id: slug, correlation_id } = event.data._inngest;
  const fn = world.functions.find((candidate) => candidate.slug === slug);
  const refused = fn === void 0 ? `could not find function with ID: ${slug}` : start(world, fn, event, chain) === "rateLimit" ? "invoked function is rate limited" : null;
  if (refused === null) return;
  const data = { function_id: "", run_id: "", correlation_id, error: { name: "Error", message: refused } };
  world.publish({ id: world.newId(), name: FINISHED, data, ts: world.clock.now, user: {} }, null);
}

// scripts/runtime/flight.ts
import { createHash } from "node:crypto";
function sha1(text) {
  return createHash("sha1").update(text).digest("hex");
}
function indexedId(flight, id, hash) {
  if (sha1(id) === hash) return id;
  const seen = [...flight.encounters.values()].filter((other) => other.id === id || other.id.startsWith(`${id}:`)).length;
  for (const index of [seen, ...Array(flight.encounters.size + 2).keys()]) if (sha1(`${id}:${index}`) === hash) return `${id}:${index}`;
  return id;
}
function guard(flight, rule, stepId, message) {
  const { world, run } = flight;
  world.warnings.push({ rule, functionId: run.fn.id, runId: run.id, stepId, message });
  if (world.options.safeguards === "stop") flight.settle({ kind: "stop", error: new RuntimeStop(rule, run.fn.id, stepId, message) });
}
var KINDS = { "group.experiment": "experiment", unknown: "sendSignal" };
function recordOf(world, run, hash, id, kind, input) {
  const known = run.steps.get(hash);
  if (known !== void 0) return known;
  const step = {
    id,
    hash,
    kind: KINDS[kind] ?? kind,
    status: "planned",
    attempts: [],
    input,
    output: void 0,
    error: null,
    startedAt: new Date(world.clock.now),
    endedAt: null
  };
  run.steps.set(hash, step);
  return step;
}
function endAttempt(world, attempts, outcome, error) {
  const last = attempts.at(-1);
  if (last === void 0 || last.outcome !== "running") return;
  last.outcome = outcome;
  last.error = error;
  last.endedAt = new Date(world.clock.now);
}

// scripts/runtime/canonical.ts
function canonicalJson(value) {
  return JSON.stringify(value, (_key, entry) => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return entry;
    return Object.fromEntries(Object.entries(entry).sort(([a], [b2]) => a < b2 ? -1 : a > b2 ? 1 : 0));
  });
}
function jsonCopy(value) {
  const text = JSON.stringify(value);
  return text === void 0 ? null : JSON.parse(text);
}

// scripts/runtime/ops.ts
var KIND_OF_TYPE = {
  "step.sendEvent": "sendEvent",
  "step.sendSignal": "sendSignal",
  "step.ai.wrap": "ai.wrap",
  "group.experiment": "experiment"
};
var KIND_OF_OP = {
  Sleep: "sleep",
  WaitForEvent: "waitForEvent",
  WaitForSignal: "waitForSignal",
  InvokeFunction: "invoke"
};
function idOf(op) {
  const { id, index } = op.userland ?? { id: op.displayName ?? op.name ?? op.id };
  return index === void 0 ? id : `${id}:${index}`;
}
function recordOp(world, run, op) {
  const kind = KIND_OF_OP[op.op] ?? KIND_OF_TYPE[op.opts?.type ?? ""] ?? "run";
  const input = kind === "run" ? op.opts?.input ?? [] : kind === "sleep" ? op.name : jsonCopy(op.opts ?? null);
  return recordOf(world, run, op.id, idOf(op), kind, input);
}
function stepResult(op) {
  if (op.op === "StepRun") return { type: "data", data: op.data ?? null };
  return { type: "error", error: serialized(op.error) };
}

// scripts/runtime/checkpoint.ts
var STALE = 409;
function saveCheckpoint(run, body) {
  const flight = currentFlight();
  if (flight === void 0 || flight.lost || !isLive(run)) return STALE;
  for (const op of body.steps) {
    if (op.op !== "StepRun") continue;
    const result = stepResult(op);
    if (JSON.stringify(result).length > LIMITS.stepOutputBytes) {
      flight.settle({ kind: "failed", error: serialized("step output size is greater than the limit"), final: false });
      return STALE;
    }
    if (run.memoised.size >= LIMITS.stepsPerRun) {
      const message = `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.`;
      flight.settle({ kind: "failed", error: { name: "InngestErrFunctionOverflowed", message }, final: true });
      return STALE;
    }
    recordOp(flight.world, run, op);
    memoise(flight.world, run, op.id, result, "completed");
  }
  if (run.stateBytes <= LIMITS.stateBytes) return 200;
  flight.settle({ kind: "failed", error: { name: "InngestErrStateOverflowed", message: "The function run exceeded the state size limit." }, final: true });
  return STALE;
}

// scripts/runtime/signals.ts
function sendSignal(world, signal, data) {
  for (const wait of world.waits) {
    if (wait.kind !== "signal" || wait.signal !== signal || wait.expires < world.clock.now) continue;
    resume(world, wait, { data: { signal, data: data ?? null } });
    return wait.run.id;
  }
  return null;
}

// scripts/runtime/gateway.ts
function json(value, status = 200) {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}
function refusal(payloads) {
  if (payloads.length > LIMITS.eventsPerRequest) return `Cannot have more than ${LIMITS.eventsPerRequest} events in a batch`;
  for (const payload of payloads) {
    if (typeof payload.name !== "string" || payload.name === "") return "event name is empty";
    if (payload.name.toLowerCase().startsWith("inngest/")) return "event name is reserved for internal usage";
    if (payload.name.length > LIMITS.eventNameLength) return `event name is longer than ${LIMITS.eventNameLength} characters`;
    if (JSON.stringify(payload).length > LIMITS.eventBytes) return `event is larger than ${LIMITS.eventBytes} bytes`;
  }
  return null;
}
async function acceptEvents(world, body, seed) {
  const flight = currentFlight();
  if (flight !== void 0) await new Promise((resolve) => setImmediate(resolve));
  const payloads = [body].flat();
  const wrong = refusal(payloads);
  if (wrong !== null) return json({ error: wrong, status: 400 }, 400);
  if (flight?.bodyEnded) {
    guard(flight, "floating-send", null, `the event "${String(payloads[0]?.name)}" was sent without await: on serverless hosts it is lost`);
    return json({ ids: [], status: 200 });
  }
  const stamped = Number(seed?.split(",")[0]);
  const ids = payloads.map((payload) => {
    const event = {
      id: payload.id ?? world.newId(),
      name: String(payload.name),
      data: payload.data ?? {},
      ts: payload.ts === void 0 || payload.ts === stamped ? world.clock.now : payload.ts,
      user: {},
      ...payload.v === void 0 ? {} : { v: payload.v },
      ...payload.meta === void 0 ? {} : { meta: payload.meta }
    };
    world.publish(event, flight?.run ?? null);
    return event.id;
  });
  return json({ ids, status: 200 });
}
async function answer(world, input, init) {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const body = typeof init?.body === "string" ? JSON.parse(init.body) : null;
  if (pathname.startsWith("/e/")) return acceptEvents(world, body, new Headers(init?.headers).get("x-inngest-event-id-seed"));
  if (pathname === "/v1/signals") {
    const { signal, data } = body;
    const runId2 = sendSignal(world, signal, data);
    return runId2 === null ? json({ error: "no run waits for the signal", status: 404 }, 404) : json({ data: { run_id: runId2 } });
  }
  const [, runId, rest] = /^\/v[01]\/(?:checkpoint|runs)\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
  const run = world.runs.get(runId ?? "");
  if (run !== void 0 && rest === "async") return new Response("{}", { status: saveCheckpoint(run, body) });
  if (run !== void 0 && rest === "actions") return json(Object.fromEntries(run.memoised));
  if (run !== void 0 && rest === "batch") return json(run.events);
  throw new NotModelled(`the SDK asked for ${init?.method ?? "GET"} ${pathname}, which this runtime does not model (realtime, metadata, scores, durable endpoints)`);
}
var worlds = /* @__PURE__ */ new WeakMap();
function intercept(client, world) {
  worlds.set(client, world);
  const fetchInMemory = async (input, init) => {
    const flight = currentFlight();
    try {
      return await answer(currentWorld() ?? worlds.get(client) ?? world, input, init);
    } catch (error) {
      if (flight === void 0 || !(error instanceof NotModelled || error instanceof RuntimeStop)) throw error;
      flight.settle({ kind: "stop", error });
      return new Promise(() => {
      });
    }
  };
  Object.defineProperty(client, "fetch", { configurable: true, value: fetchInMemory });
}

// scripts/runtime/ids.ts
var BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
function base32(value, length) {
  let text = "";
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = BASE32[rest % 32] + text;
  return text;
}
function ulids() {
  let counter = 0;
  return (now) => base32(now, 10) + base32(++counter, 16);
}

// scripts/runtime/queue.ts
function heap(before) {
  const items = [];
  const swap = (i, j2) => [items[i], items[j2]] = [items[j2], items[i]];
  const less2 = (i, j2) => before(items[i], items[j2]);
  return {
    items,
    push(item) {
      let i = items.push(item) - 1;
      for (let up = i - 1 >> 1; i > 0 && less2(i, up); i = up, up = i - 1 >> 1) swap(i, up);
    },
    pop() {
      const top = items[0];
      const last = items.pop();
      if (items.length === 0 || last === void 0) return top;
      items[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && less2(child, least)) least = child;
        if (least === i) return top;
        swap(i, least);
        i = least;
      }
    }
  };
}
var JobQueue = class {
  #arrivals = 0;
  #timers = heap((a, b2) => a.at < b2.at || a.at === b2.at && a.order < b2.order);
  #due = heap((a, b2) => a.score < b2.score || a.score === b2.score && a.order < b2.order);
  add(job) {
    this.#timers.push({ ...job, order: ++this.#arrivals });
  }
  /** Puts a job that was taken, but could not start, back in its place. */
  putBack(job) {
    this.#timers.push(job);
  }
  /** Takes the first job that is due at `now`, or undefined. */
  take(now) {
    for (let next = this.#timers.items[0]; next !== void 0 && next.at <= now; next = this.#timers.items[0]) {
      this.#timers.pop();
      this.#due.push(next);
    }
    return this.#due.pop();
  }
  /** When the next job is due, or null. */
  nextAt() {
    return this.#due.items[0]?.at ?? this.#timers.items[0]?.at ?? null;
  }
  /** When the next job of those that `counts` accepts is due, or null. Looks at every job. */
  nextAtOf(counts) {
    let next = null;
    for (const job of [...this.#due.items, ...this.#timers.items]) {
      if (counts(job) && (next === null || job.at < next)) next = job.at;
    }
    return next;
  }
};

// scripts/runtime/deferred.ts
function deferred() {
  let resolve = () => {
  };
  const promise = new Promise((accept) => {
    resolve = accept;
  });
  return { promise, resolve };
}

// scripts/runtime/replay.ts
async function replayRun(world, sdk2, run) {
  const { promise, resolve } = deferred();
  const flight = {
    world,
    run,
    job: null,
    stackAtStart: [...run.stack],
    encounters: /* @__PURE__ */ new Map(),
    started: /* @__PURE__ */ new Set(),
    bodyEnded: false,
    lost: false,
    settle: resolve,
    answer: promise,
    pause: () => Promise.resolve()
  };
  const answer2 = await Promise.race([promise, sdk2.call(flight, null, 0, true)]);
  if (answer2.kind === "stop") throw answer2.error;
  const steps2 = [...flight.encounters.values()].map(({ id, kind, memoised, input }) => ({ id, kind, memoised, input }));
  if (answer2.kind !== "response") return { steps: steps2, output: void 0, error: serialized("the replay gave no answer") };
  return answer2.status === 200 ? { steps: steps2, output: answer2.body, error: null } : { steps: steps2, output: void 0, error: answer2.status === 206 ? null : serialized(answer2.body) };
}

// scripts/runtime/backoff.ts
var MINUTE = 60 * SECOND;
var TABLE = [15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE, 60 * MINUTE, 120 * MINUTE];
function retryAt(attempt, now, retryAfter) {
  const asked = retryAfter === null ? Number.NaN : retryAfter.length <= 7 ? now + Number(retryAfter) * SECOND : Date.parse(retryAfter);
  if (!Number.isNaN(asked)) return Math.min(Math.max(asked, now + SECOND), now + DAY);
  return now + (TABLE[Math.min(attempt, TABLE.length - 1)] ?? 0);
}

// scripts/runtime/waiting.ts
var YEAR = 365 * 864e5;
function firstTime(world, run, op) {
  const key = `wait ${op.id}`;
  if (run.enqueued.has(key) || run.memoised.has(op.id)) return false;
  run.enqueued.add(key);
  recordOp(world, run, op).status = "waiting";
  return true;
}
function tooLong(what) {
  return new EndsRun({ name: "InngestErrTimeoutTooLong", message: `${what} ends more than one year in the future.` });
}
function sleepUntil(text, now) {
  if (text.length >= 10 && !Number.isNaN(Date.parse(text))) return Math.max(now, Date.parse(text));
  return now + (parseDuration(text) ?? 0);
}
function sleep(world, run, op, parallelMode, coalesceKey) {
  if (!firstTime(world, run, op)) return;
  const at = sleepUntil(op.name ?? "", world.clock.now);
  if (at > world.clock.now + LIMITS.waitMs) throw tooLong(`The sleep "${op.name}"`);
  const fire = () => {
    if (memoise(world, run, op.id, { type: "data", data: null }, "completed")) discover(world, run, `after ${op.id}`, parallelMode, coalesceKey);
  };
  world.queue.add({ kind: "timer", of: "sleep", at, score: run.createdAt, run, fire });
}
function addWait(world, wait) {
  world.waits.add(wait);
  const fire = () => {
    const error = { name: "InngestInvokeTimeoutError", message: "Timed out waiting for invoked function to complete" };
    resume(world, wait, wait.kind === "invoke" ? { error } : { data: null }, true);
  };
  world.queue.add({ kind: "timer", of: "wait", at: wait.expires, score: wait.run.createdAt, run: wait.run, fire });
}
function waitForEvent(world, run, op, parallelMode, coalesceKey) {
  const { if: expression2, timeout = "" } = op.opts ?? {};
  const wrong = expression2 === void 0 ? null : syntaxProblem(expression2);
  if (wrong !== null) throw new EndsRun({ name: "InvalidExpression", message: `Wait for event If expression failed to compile: ${wrong}` });
  const expires = timeout === "" ? world.clock.now : parseTimeout(timeout, world.clock.now) ?? world.clock.now;
  if (expires > world.clock.now + LIMITS.waitMs) throw tooLong(`The wait "${timeout}"`);
  if (!firstTime(world, run, op)) return;
  const mode = expression2?.includes("event.") ? null : parallelMode;
  addWait(world, { kind: "event", run, hash: op.id, parallelMode: mode, coalesceKey, expires, event: op.name ?? "", expression: expression2 ?? null });
}
function waitForSignal(world, run, op, parallelMode, coalesceKey) {
  const { signal = "", timeout = "", conflict } = op.opts ?? {};
  if (!firstTime(world, run, op)) return;
  const other = [...world.waits].find((wait) => wait.kind === "signal" && wait.signal === signal);
  if (other?.kind === "signal") {
    if (conflict !== "replace") throw new EndsRun({ name: "Error", message: "Signal conflict; signal wait already exists for another run" });
    other.signal = null;
  }
  const expires = timeout === "" ? world.clock.now + YEAR : parseTimeout(timeout, world.clock.now) ?? world.clock.now + YEAR;
  addWait(world, { kind: "signal", run, hash: op.id, parallelMode, coalesceKey, expires, signal });
}
function invokeFunction(world, run, op, parallelMode, coalesceKey) {
  const { function_id: target = "", timeout = "", payload } = op.opts ?? {};
  if (!firstTime(world, run, op)) return;
  const expires = timeout === "" ? world.clock.now + YEAR : parseTimeout(timeout, world.clock.now) ?? world.clock.now + YEAR;
  const correlationId2 = `${run.id}.${op.id}`;
  addWait(world, { kind: "invoke", run, hash: op.id, parallelMode, coalesceKey, expires, correlationId: correlationId2, target });
  world.publish(
    {
      id: world.newId(),
      name: INVOKED,
      data: { ...payload?.data, _inngest: { fn_id: target, correlation_id: correlationId2, expire: expires, name: op.displayName ?? "", source_fn_id: run.fn.slug } },
      ts: world.clock.now,
      user: {},
      ...payload?.v === void 0 ? {} : { v: payload.v }
    },
    run
  );
}

// scripts/runtime/opcodes.ts
var OTHER_TOOLS = {
  Gateway: "step.fetch",
  AIGateway: "step.ai.infer",
  AiGateway: "step.ai.infer",
  DeferAdd: "defer",
  DeferAbort: "defer().abort"
};
var LATER = /* @__PURE__ */ new Set(["StepPlanned", "Sleep", "WaitForEvent", "WaitForSignal", "InvokeFunction"]);
function coalesce(run, ops) {
  if (run.version < 2 || ops.length < 2 || !ops.some((op) => LATER.has(op.op))) return null;
  for (const op of ops) if (!run.memoised.has(op.id)) run.pending.add(op.id);
  return ops.map((op) => op.id).sort().join(" ");
}
function handleOps(world, job, ops) {
  const { run } = job;
  if (ops.length > LIMITS.stepsPerRun) {
    throw new EndsRun({ name: "InngestErrFunctionOverflowed", message: `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.` });
  }
  if (ops.length > 1) run.forceStepPlan = true;
  const coalesceKey = coalesce(run, ops);
  const inOrder = [...ops.filter((op) => op.op === "WaitForEvent"), ...ops.filter((op) => op.op !== "WaitForEvent")];
  return inOrder.map((op) => handleOp(world, job, op, coalesceKey)).some(Boolean);
}
function handleOp(world, job, op, coalesceKey) {
  const { run } = job;
  const mode = op.opts?.parallelMode ?? null;
  switch (op.op) {
    case "StepRun": {
      const result = stepResult(op);
      if (run.stateBytes + JSON.stringify(result).length > LIMITS.stateBytes) {
        throw new EndsRun({ name: "InngestErrStateOverflowed", message: "The function run exceeded the state size limit." });
      }
      recordOp(world, run, op);
      memoise(world, run, op.id, result, "completed");
      discover(world, run, `after ${op.id}`, mode, job.coalesceKey);
      return false;
    }
    case "StepError":
    case "StepFailed": {
      const step = recordOp(world, run, op);
      const result = stepResult(op);
      if (result.type === "error") endAttempt(world, step.attempts, "failed", result.error);
      if (op.op === "StepError" && job.attempt + 1 < run.fn.maxAttempts) return true;
      memoise(world, run, op.id, result, "failed");
      discover(world, run, `after ${op.id}`, job.parallelMode, job.coalesceKey);
      return false;
    }
    case "StepPlanned":
      recordOp(world, run, op);
      enqueueOnce(world, run, `plan ${op.id}`, { step: op.id, parallelMode: mode, coalesceKey });
      return false;
    case "Sleep":
      sleep(world, run, op, mode, coalesceKey);
      return false;
    case "WaitForEvent":
      waitForEvent(world, run, op, mode, coalesceKey);
      return false;
    case "WaitForSignal":
      waitForSignal(world, run, op, mode, coalesceKey);
      return false;
    case "InvokeFunction":
      invokeFunction(world, run, op, mode, coalesceKey);
      return false;
    case "RunComplete":
      endRun(world, run, { status: "Completed", output: op.data ?? null });
      return false;
    default:
      throw new NotModelled(`function "${run.fn.id}", step "${idOf(op)}": ${OTHER_TOOLS[op.op] ?? `the opcode ${op.op}`} is not modelled by this runtime`);
  }
}

// scripts/runtime/safeguards.ts
var GRACE = 250;
function lostStep(flight) {
  const wanted = flight.job?.step ?? null;
  if (wanted === null) return () => {
  };
  let others = 0;
  const watch = setInterval(() => {
    const fresh = [...flight.encounters.values()].filter(({ memoised, hash }) => !memoised && hash !== wanted);
    if (flight.started.has(wanted) || flight.encounters.has(wanted) || fresh.length === 0 || fresh.length !== others) {
      others = fresh.length;
      return;
    }
    clearInterval(watch);
    const planned = flight.run.steps.get(wanted)?.id ?? wanted;
    const found = fresh.map(({ id }) => `"${id}"`).join(", ");
    guard(flight, "changed-step-id", planned, `was planned, but the handler now reaches ${found} instead`);
    flight.settle({ kind: "failed", error: serialized(`Could not find step "${planned}" to run; timed out.`), final: false });
  }, GRACE);
  return () => clearInterval(watch);
}
function changedStep(flight, answer2) {
  if (answer2.kind !== "response" || answer2.status >= 300 || flight.job?.step !== null) return;
  const missed = flight.stackAtStart.find((hash) => !flight.encounters.has(hash));
  if (missed === void 0) return;
  const fresh = [...flight.encounters.values()].filter(({ memoised }) => !memoised);
  const found = fresh.length === 0 ? "no step" : fresh.map(({ id: id2 }) => `"${id2}"`).join(", ");
  const id = flight.run.steps.get(missed)?.id ?? missed;
  guard(flight, "changed-step-id", id, `has a result, but the handler no longer reaches it and reaches ${found} instead`);
}
function floatingStep(flight, answer2) {
  if (!flight.bodyEnded || answer2.kind !== "response" || answer2.status >= 300) return;
  for (const { id, hash, memoised } of flight.encounters.values()) {
    if (!memoised && !flight.started.has(hash) && !flight.run.steps.has(hash)) {
      guard(flight, "floating-step", id, "was called without await: the handler ended before it ran");
    }
  }
}
function afterAnswer(flight, answer2) {
  const { run, world } = flight;
  if (answer2 === null) {
    const step = [...flight.started].map((hash) => run.steps.get(hash)).find((record) => record?.status === "running")?.id ?? null;
    const message = `gave no answer within ${world.options.patience} ms: it waits for something that never comes`;
    world.warnings.push({ rule: "no-answer", functionId: run.fn.id, runId: run.id, stepId: step, message });
    return world.options.safeguards === "stop" ? { kind: "stop", error: new RuntimeStop("no-answer", run.fn.id, step, message) } : { kind: "hangs" };
  }
  const before = world.warnings.length;
  changedStep(flight, answer2);
  floatingStep(flight, answer2);
  const warning = world.warnings[before];
  if (warning === void 0 || world.options.safeguards === "record") return answer2;
  return { kind: "stop", error: new RuntimeStop(warning.rule, warning.functionId, warning.stepId, warning.message) };
}

// scripts/runtime/request.ts
async function makeRequest(world, sdk2, job) {
  const { run } = job;
  if (!isLive(run) || !takePlace(world, job)) return;
  const wait = job.start ? throttled(world, job) : null;
  if (wait !== null) {
    leavePlace(world, run);
    world.queue.putBack({ ...job, at: wait });
    return;
  }
  if (run.memoised.size >= LIMITS.stepsPerRun) {
    leavePlace(world, run);
    endRun(world, run, {
      status: "Failed",
      error: { name: "InngestErrFunctionOverflowed", message: `The function run exceeded the step limit of ${LIMITS.stepsPerRun} steps.` }
    });
    return;
  }
  begin(world, job);
  const flight = takeOff(world, job);
  const stopWatching = lostStep(flight);
  void sdk2.call(flight, job.step, job.attempt, run.forceStepPlan).then((answer2) => flight.settle(answer2));
  await goOn(flight, job, stopWatching);
}
function throttled(world, job) {
  const { throttle } = job.run.fn;
  if (throttle === void 0 || job.run.throttleKey === null || job.attempt > 0) return null;
  const limit = Math.max(throttle.limit, 1);
  const period2 = parseDuration(throttle.period) ?? 0;
  return takeSlot(world.flow.throttle, job.run.throttleKey, world.clock.now, limit, period2, limit + (throttle.burst ?? 0) - 1);
}
function begin(world, job) {
  const { run } = job;
  run.requests++;
  if (run.startedAt === null) {
    run.startedAt = world.clock.now;
    run.status = "Running";
    const finish = run.fn.timeouts?.finish;
    if (finish !== void 0) {
      const at = world.clock.now + (parseDuration(finish) ?? 0);
      world.queue.add({ kind: "timer", of: "deadline", at, score: at, run, fire: () => cancelRun(world, run, "timeouts.finish") });
    }
  }
  if (job.step === null) run.attempts.push({ attempt: job.attempt, startedAt: new Date(world.clock.now), endedAt: null, outcome: "running", error: null });
}
var pauses = /* @__PURE__ */ new WeakMap();
function takeOff(world, job) {
  const { promise: answer2, resolve: settle } = deferred();
  const flight = {
    world,
    run: job.run,
    job,
    encounters: /* @__PURE__ */ new Map(),
    started: /* @__PURE__ */ new Set(),
    bodyEnded: false,
    lost: false,
    settle,
    answer: answer2,
    stackAtStart: [...job.run.stack],
    pause: (duration) => new Promise((goOn2) => pauses.get(flight)?.resolve({ until: world.clock.now + duration, goOn: goOn2 }))
  };
  return flight;
}
async function goOn(flight, job, stopWatching) {
  const next = deferred();
  pauses.set(flight, next);
  const patience = flight.world.options.patience;
  let timer;
  const noAnswer = new Promise((resolve) => {
    timer = setTimeout(() => resolve("no answer"), patience);
  });
  const outcome = await Promise.race([flight.answer, next.promise, noAnswer]);
  clearTimeout(timer);
  if (outcome !== "no answer" && "until" in outcome) {
    const fire = () => {
      outcome.goOn();
      return goOn(flight, job, stopWatching);
    };
    flight.world.queue.add({ kind: "timer", of: "work", at: outcome.until, score: outcome.until, run: null, fire });
    return;
  }
  stopWatching();
  leavePlace(flight.world, flight.run);
  if (flight.bodyEnded) await new Promise((resolve) => setImmediate(resolve));
  land(flight, job, afterAnswer(flight, outcome === "no answer" ? null : outcome));
}
function land(flight, job, answer2) {
  const { world, run } = flight;
  if (answer2.kind === "stop") throw answer2.error;
  if (!isLive(run) || answer2.kind === "hangs") return;
  if (answer2.kind === "lost") {
    endAttempt(world, run.attempts, "lost", null);
    again(world, job, serialized("the process was lost"), null);
    return;
  }
  if (answer2.kind === "failed") {
    bodyFailed(world, job, answer2.error, answer2.final, null);
    return;
  }
  run.version = answer2.version;
  if (answer2.status === 206) return steps(world, job, answer2);
  if (answer2.status === 200) {
    endAttempt(world, run.attempts, "succeeded", null);
    endRun(world, run, { status: "Completed", output: answer2.body });
    return;
  }
  bodyFailed(world, job, serialized(answer2.body), answer2.noRetry, answer2.retryAfter);
}
function steps(world, job, answer2) {
  const { run } = job;
  try {
    const ops = [answer2.body].flat();
    const last = ops.at(-1)?.op === "RunComplete";
    if (last) endAttempt(world, run.attempts, "succeeded", null);
    else if (job.step === null) run.attempts.pop();
    const tooLarge = ops.find((op) => op.op === "StepRun" && JSON.stringify(op.data ?? null).length > LIMITS.stepOutputBytes);
    if (tooLarge) again(world, job, serialized("step output size is greater than the limit"), null);
    else if (handleOps(world, job, ops)) retry(world, job, answer2.retryAfter);
  } catch (error) {
    if (!(error instanceof EndsRun)) throw error;
    endRun(world, run, { status: "Failed", error: error.error });
  }
}
function bodyFailed(world, job, error, final, retryAfter) {
  endAttempt(world, job.run.attempts, "failed", error);
  if (final) endRun(world, job.run, { status: "Failed", error });
  else again(world, job, error, retryAfter);
}
function again(world, job, error, retryAfter) {
  if (job.attempt + 1 >= job.run.fn.maxAttempts) endRun(world, job.run, { status: "Failed", error });
  else retry(world, job, retryAfter);
}
function retry(world, job, retryAfter) {
  const at = retryAt(job.attempt, world.clock.now, retryAfter);
  world.queue.add({ ...job, at, score: at, attempt: job.attempt + 1, start: false });
}

// scripts/runtime/sdk.ts
import { serve } from "inngest/edge";
import { createHmac } from "node:crypto";

// scripts/runtime/inngest-4.ts
import * as sdk from "inngest";
if (!("Middleware" in sdk)) throw new Error("durable.mjs works with inngest 4; this project has an older one. With inngest 3, use @inngest/test 0.1.");
var { Middleware } = sdk;

// scripts/runtime/unserialisable.ts
function unserialisable(value, path = "the output", above = []) {
  if (typeof value === "bigint") return `${path} is a BigInt`;
  if (typeof value === "function" || typeof value === "symbol") return `${path} is a ${typeof value}`;
  if (typeof value !== "object" || value === null) return null;
  if (above.includes(value)) return `${path} refers to itself`;
  if ((value instanceof Map || value instanceof Set) && value.size > 0) return `${path} is a ${value.constructor.name}`;
  if ("toJSON" in value) return null;
  for (const [key, entry] of Object.entries(value)) {
    const found = unserialisable(entry, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, [...above, value]);
    if (found !== null) return found;
  }
  return null;
}

// scripts/runtime/probe.ts
var ProcessLost = class extends Error {
  name = "ProcessLost";
};
async function takes(flight, stepId) {
  const duration = milliseconds(flight.world.options.takes?.({ functionId: flight.run.fn.id, stepId }) ?? 0);
  if (duration > 0) await flight.pause(duration);
}
var Probe = class extends Middleware.BaseMiddleware {
  id = "durable:probe";
  transformStepInput(arg) {
    const flight = currentFlight();
    if (flight === void 0) return arg;
    const { hashedId: hash, memoized, stepType } = arg.stepInfo;
    const id = indexedId(flight, arg.stepOptions.id, hash);
    flight.encounters.set(hash, { id, hash, kind: stepType, memoised: memoized, input: jsonCopy(arg.input) });
    const outer = context.getStore()?.step ?? null;
    if (outer !== null && !flight.bodyEnded) {
      guard(flight, "nested-step", id, `was called inside the step "${outer.stepId}"; the server leaves such a run hanging`);
      flight.settle({ kind: "hangs" });
    }
    return arg;
  }
  async wrapStepHandler({ ctx, next, stepInfo }) {
    const flight = currentFlight();
    if (flight === void 0 || flight.job === null) return next();
    const { world, run } = flight;
    const seen = flight.encounters.get(stepInfo.hashedId);
    const id = seen?.id ?? stepInfo.options.id;
    flight.started.add(stepInfo.hashedId);
    const step = recordOf(world, run, stepInfo.hashedId, id, seen?.kind ?? "run", seen?.input);
    step.status = "running";
    step.attempts.push({ attempt: ctx.attempt, startedAt: new Date(world.clock.now), endedAt: null, outcome: "running", error: null });
    const begun = { functionId: run.fn.id, stepId: id, runId: run.id, attempt: step.attempts.length - 1 };
    const fault = world.options.fault?.(begun);
    if (fault === "throw") {
      const error = new InjectedFault(`injected into the step "${id}"`);
      endAttempt(world, step.attempts, "failed", serialized(error));
      throw error;
    }
    const came = await context.run({ clock: world.clock, world, flight, step: begun }, next).then(
      (output) => ({ output }),
      (error) => ({ error })
    );
    await takes(flight, id);
    if (fault === "lose") {
      endAttempt(world, step.attempts, "lost", null);
      flight.lost = true;
      flight.settle({ kind: "lost" });
      throw new ProcessLost(`the process was lost after the work of the step "${id}"`);
    }
    if ("error" in came) {
      endAttempt(world, step.attempts, "failed", serialized(came.error));
      throw came.error;
    }
    const lossy = unserialisable(came.output);
    if (lossy !== null) guard(flight, "unserialisable-output", id, `${lossy}, which JSON cannot carry`);
    endAttempt(world, step.attempts, "succeeded", null);
    return came.output;
  }
  async wrapFunctionHandler({ next }) {
    const flight = currentFlight();
    if (flight === void 0 || flight.job === null) return next();
    try {
      const output = await next();
      const lossy = unserialisable(output);
      if (lossy !== null) guard(flight, "unserialisable-output", null, `${lossy}, which JSON cannot carry`);
      await takes(flight, "");
      return output;
    } finally {
      flight.bodyEnded = true;
    }
  }
};

// scripts/runtime/sdk.ts
var URL_OF_APP = "http://localhost/api/inngest";
var TEST_KEYS = { INNGEST_SIGNING_KEY: "signkey-test-64757261626c65", INNGEST_EVENT_KEY: "durable" };
function signature(client, body, now) {
  if (client.mode !== "cloud" || !client.signingKey) return {};
  const seconds = String(Math.round(now / 1e3));
  const key = client.signingKey.replace(/^signkey-\w+-/, "");
  return { "x-inngest-signature": `t=${seconds}&s=${createHmac("sha256", key).update(body + seconds).digest("hex")}` };
}
function requestBody(world, run, attempt, forcePlan) {
  const stack = { stack: run.stack, current: run.stack.length };
  const write = (useApi) => canonicalJson({
    event: run.events[0],
    events: useApi ? [] : run.events,
    steps: useApi ? {} : Object.fromEntries(run.memoised),
    version: run.version,
    use_api: useApi,
    ctx: {
      // Without the function's id the SDK does not checkpoint.
      ...world.options.checkpointing ? { fn_id: run.fn.slug } : {},
      run_id: run.id,
      attempt,
      max_attempts: run.fn.maxAttempts,
      qi_id: run.id,
      disable_immediate_execution: forcePlan,
      use_api: useApi,
      stack
    }
  });
  const body = write(false);
  return body.length > LIMITS.requestBodyBytes ? write(true) : body;
}
async function read(response) {
  const text = await response.text();
  let body = text;
  try {
    body = JSON.parse(text);
  } catch {
  }
  return {
    kind: "response",
    status: response.status,
    body,
    noRetry: response.headers.get("x-inngest-no-retry") === "true",
    retryAfter: response.headers.get("retry-after"),
    version: Number(response.headers.get("x-inngest-req-version") ?? 2)
  };
}
function openSdk(client, functions) {
  client.setEnvVars({
    ...client.signingKey ? {} : { INNGEST_SIGNING_KEY: TEST_KEYS.INNGEST_SIGNING_KEY },
    ...client.eventKey ? {} : { INNGEST_EVENT_KEY: TEST_KEYS.INNGEST_EVENT_KEY }
  });
  if (!client.middleware.includes(Probe)) client.middleware.push(Probe);
  const handler = serve({ client, functions: [...functions] });
  return {
    async register(now) {
      const body = canonicalJson({ url: URL_OF_APP });
      const headers = { host: "localhost", "x-inngest-sync-kind": "in_band", ...signature(client, body, now) };
      const response = await context.run({ clock: { now }, world: null, flight: null, step: null }, () => handler(new Request(URL_OF_APP, { method: "PUT", headers, body })));
      const text = await response.text();
      if (!response.ok) throw new SyncRefused([`the app answered ${response.status}: ${text}`]);
      return JSON.parse(text).functions;
    },
    async call(flight, step, attempt, forcePlan) {
      const { world, run } = flight;
      const body = requestBody(world, run, attempt, forcePlan);
      const url = `${URL_OF_APP}?fnId=${encodeURIComponent(run.fn.slug)}&stepId=${step ?? "step"}`;
      const headers = { host: "localhost", "content-type": "application/json", "x-run-id": run.id, ...signature(client, body, world.clock.now) };
      const request = new Request(url, { method: "POST", headers, body });
      try {
        return await read(await context.run({ clock: world.clock, world, flight, step: null }, () => handler(request)));
      } catch (error) {
        return { kind: "failed", error: serialized(error), final: false };
      }
    }
  };
}

// scripts/runtime/timeline.ts
function viewRun(run) {
  return {
    id: run.id,
    functionId: run.fn.id,
    status: run.status,
    events: run.events,
    output: run.output,
    error: run.error,
    cancelledBy: run.cancelledBy,
    attempts: run.attempts,
    steps: [...run.steps.values()],
    createdAt: new Date(run.createdAt),
    startedAt: run.startedAt === null ? null : new Date(run.startedAt),
    endedAt: run.endedAt === null ? null : new Date(run.endedAt),
    requests: run.requests
  };
}
function viewTimeline(world) {
  return {
    events: world.events.map(({ event, at, sentBy }) => ({ event, at: new Date(at), sentBy })),
    runs: [...world.runs.values()].map(viewRun),
    skips: [...world.skips],
    warnings: [...world.warnings]
  };
}

// scripts/runtime/usage.ts
var realSetTimeout = globalThis.setTimeout;
function field(value, key) {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : void 0;
}
function named(value) {
  const id = field(value, "id");
  return typeof value === "object" && value !== null ? `an object${typeof id === "string" ? ` with the id "${id}"` : ""}` : String(value);
}
function checkOptions(options) {
  const client = field(options, "client");
  const functions = field(options, "functions");
  if (field(client, Symbol.toStringTag) !== "Inngest.App") throw new TypeError(`durable({ client }): expected the client, new Inngest({ id }); found ${named(client)}`);
  if (!Array.isArray(field(client, "middleware"))) throw new TypeError(`durable({ client }): expected a client of inngest 4; ${named(client)} is of an older version`);
  if (!Array.isArray(functions)) throw new TypeError(`durable({ functions }): expected an array; found ${named(functions)}`);
  functions.forEach((fn, index) => {
    if (field(fn, Symbol.toStringTag) !== "Inngest.Function") {
      throw new TypeError(`durable({ functions }): expected functions made by inngest.createFunction; functions[${index}] is ${named(fn)}`);
    }
    const owner = field(fn, "client");
    if (owner !== client) {
      throw new TypeError(`durable({ client }): expected the client that functions[${index}] is made with, ${named(owner)}; found another one, ${named(client)}`);
    }
  });
}
function refuseFakeTimers() {
  if (globalThis.setTimeout === realSetTimeout && !("clock" in globalThis.setTimeout)) return;
  throw new Error('Fake timers are on, and the SDK waits for real ones. Turn them off: time passes with app.advance(). To fake only the date, use vi.useFakeTimers({ toFake: ["Date"] }).');
}

// scripts/runtime/validate.ts
function expression(say, option, text, check2) {
  const wrong = text === void 0 ? null : check2(text);
  if (wrong !== null) say(option, `"${text}" is not a valid CEL expression: ${wrong}`);
}
function period(say, option, text, min, max) {
  const parsed2 = parseDuration(text);
  if (parsed2 === null) say(option, `"${text}" is not a duration like "90m" or "1h30m"`);
  else if (parsed2 < min || parsed2 > max) say(option, `"${text}" must be ${min / SECOND} s to ${max / SECOND} s`);
}
function triggers(say, fn) {
  if (fn.triggers.length > 10) say("triggers", `${fn.triggers.length} triggers, at most 10 are allowed`);
  const seen = /* @__PURE__ */ new Set();
  for (const trigger of fn.triggers) {
    const key = trigger.cron === void 0 ? JSON.stringify([trigger.event, trigger.expression]) : `cron ${trigger.cron}`;
    if (seen.has(key)) say("triggers", `duplicate trigger ${key}`);
    seen.add(key);
    if (trigger.event !== void 0 && trigger.event.length > 255) say("triggers", "an event name has at most 255 characters");
    expression(say, "triggers.if", trigger.expression, problem);
    const wrong = trigger.cron === void 0 ? null : cronProblem(trigger.cron);
    if (wrong !== null) say("triggers.cron", `"${trigger.cron}" is not a valid schedule: ${wrong}`);
    const jitter = trigger.jitter === void 0 ? null : jitterProblem(trigger.jitter);
    if (jitter !== null) say("triggers.jitter", jitter);
  }
}
function batch(say, fn) {
  if (fn.batchEvents === void 0) return;
  if (fn.batchEvents.maxSize < 2) say("batchEvents.maxSize", "must be at least 2");
  if (!((parseDuration(fn.batchEvents.timeout) ?? 0) >= SECOND)) say("batchEvents.timeout", `"${fn.batchEvents.timeout}" must be at least 1s`);
  expression(say, "batchEvents.key", fn.batchEvents.key, problem);
  expression(say, "batchEvents.if", fn.batchEvents.if, problem);
  if (fn.cancel.length > 0) say("batchEvents", "cannot be combined with cancelOn");
  if (fn.debounce !== void 0) say("batchEvents", "cannot be combined with debounce");
  if (fn.singleton !== void 0) say("batchEvents", "cannot be combined with singleton");
  if (fn.priority?.run !== void 0) say("batchEvents", "cannot be combined with priority");
}
function flowControl(say, fn) {
  if (fn.concurrency.length > 2) say("concurrency", `${fn.concurrency.length} limits, at most 2 are allowed`);
  for (const limit of fn.concurrency) {
    if (limit.scope !== "fn" && limit.key === void 0) say("concurrency.key", `is required for scope "${limit.scope}"`);
    expression(say, "concurrency.key", limit.key, syntaxProblem);
  }
  if (fn.throttle !== void 0 && parseDuration(fn.throttle.period) === null) {
    say("throttle.period", `"${fn.throttle.period}" is not a duration like "90m" or "1h30m"`);
  }
  if (fn.rateLimit !== void 0 && fn.idempotency === void 0) {
    if (fn.rateLimit.limit < 1) say("rateLimit.limit", "must be greater than 0");
    period(say, "rateLimit.period", fn.rateLimit.period, 0, DAY);
    expression(say, "rateLimit.key", fn.rateLimit.key, problem);
  }
  expression(say, "idempotency", fn.idempotency, problem);
  if (fn.debounce !== void 0) {
    period(say, "debounce.period", fn.debounce.period, SECOND, 7 * DAY);
    expression(say, "debounce.key", fn.debounce.key || void 0, problem);
  }
  expression(say, "priority.run", fn.priority?.run, syntaxProblem);
}
function problems(fn) {
  const lines = [];
  const say = (option, message) => lines.push(`function "${fn.id}", ${option}: ${message}`);
  triggers(say, fn);
  batch(say, fn);
  flowControl(say, fn);
  if (fn.cancel.length > 5) say("cancelOn", `${fn.cancel.length} entries, at most 5 are allowed`);
  for (const cancel of fn.cancel) expression(say, "cancelOn.if", cancel.if, restrictedProblem);
  return lines;
}

// scripts/runtime/durable.ts
var START = "2026-01-01T00:00:00.000Z";
async function durable(options) {
  checkOptions(options);
  const world = newWorld(options);
  const sdk2 = openSdk(options.client, options.functions);
  const registered = await work(() => sdk2.register(world.clock.now));
  for (const fn of registered) {
    const unknown = unknownOptions(fn);
    if (unknown.length > 0) throw new NotModelled(`function "${fn.id}": the option ${unknown.join(", ")} is not modelled by this runtime`);
  }
  world.functions = registered.map((fn) => readFunction(fn, options.client.id));
  const refused = world.functions.flatMap(problems);
  if (refused.length > 0) throw new SyncRefused(refused);
  intercept(options.client, world);
  startSchedules(world);
  return openApp(world, sdk2, options);
}
function newWorld(options) {
  const clock = { now: new Date(options.now ?? START).getTime() };
  const ulid = ulids();
  const world = {
    options: {
      checkpointing: options.checkpointing ?? true,
      safeguards: options.safeguards ?? "stop",
      patience: options.patience ?? 5e3,
      takes: options.takes,
      fault: options.fault
    },
    clock,
    advancing: false,
    newId: () => ulid(clock.now),
    functions: [],
    runs: /* @__PURE__ */ new Map(),
    queue: new JobQueue(),
    waits: /* @__PURE__ */ new Set(),
    cancelTriggers: /* @__PURE__ */ new Set(),
    events: [],
    skips: [],
    warnings: [],
    flow: {
      started: /* @__PURE__ */ new Map(),
      rateLimit: /* @__PURE__ */ new Map(),
      throttle: /* @__PURE__ */ new Map(),
      singleton: /* @__PURE__ */ new Map(),
      debounce: /* @__PURE__ */ new Map(),
      batch: /* @__PURE__ */ new Map(),
      active: /* @__PURE__ */ new Map(),
      blocked: /* @__PURE__ */ new Map()
    },
    publish: (event, cause) => receive(world, event, cause)
  };
  return world;
}
function startSchedules(world) {
  for (const fn of world.functions) {
    for (const { cron } of fn.triggers) {
      if (cron === void 0) continue;
      const next = () => {
        const at = nextCron(cron, world.clock.now);
        if (at !== null) world.queue.add({ kind: "timer", of: "cron", at, score: at, run: null, fire });
      };
      const fire = () => {
        const event = { id: world.newId(), name: SCHEDULED, data: { cron }, ts: world.clock.now, user: {} };
        world.events.push({ event, at: world.clock.now, sentBy: null, sentIn: null, chain: 0 });
        startRun(world, fn, [event], event.id, 0);
        next();
      };
      next();
    }
  }
}
async function drain(world, sdk2) {
  for (let job = world.queue.take(world.clock.now); job !== void 0; job = world.queue.take(world.clock.now)) {
    if (job.kind === "request") await makeRequest(world, sdk2, job);
    else if (job.run === null || isLive(job.run)) await job.fire();
  }
}
async function drainUntil(world, sdk2, end) {
  await drain(world, sdk2);
  for (let at = world.queue.nextAt(); at !== null && at <= end; at = world.queue.nextAt()) {
    world.clock.now = Math.max(world.clock.now, at);
    await drain(world, sdk2);
  }
  world.clock.now = end;
}
function moves(job) {
  if (job.run !== null && !isLive(job.run)) return false;
  return job.kind === "request" || job.of === "sleep" || job.of === "flow" || job.of === "work";
}
async function work(act) {
  refuseFakeTimers();
  return withVirtualDate(act);
}
function openApp(world, sdk2, options) {
  return {
    send: (events) => context.run({ clock: world.clock, world, flight: null, step: null }, () => options.client.send(events)),
    sendSignal: (signal, data) => sendSignal(world, signal, data),
    run: () => work(() => drain(world, sdk2)),
    settle: () => work(async () => {
      await drain(world, sdk2);
      for (let at = world.queue.nextAtOf(moves); at !== null; at = world.queue.nextAtOf(moves)) await drainUntil(world, sdk2, at);
    }),
    async advance(duration) {
      const end = world.clock.now + milliseconds(duration);
      world.advancing = true;
      await work(() => drainUntil(world, sdk2, end)).finally(() => {
        world.advancing = false;
      });
    },
    now: () => new Date(world.clock.now),
    runsOf(functionId) {
      const known = world.functions.map(({ id }) => id);
      if (!known.includes(functionId)) throw new Error(`no function "${functionId}"; the app has ${known.join(", ")}`);
      return [...world.runs.values()].filter(({ fn }) => fn.id === functionId).map(viewRun);
    },
    timeline: () => viewTimeline(world),
    async replay(runId) {
      const run = world.runs.get(runId);
      if (run === void 0) throw new Error(`no run "${runId}"`);
      return work(() => replayRun(world, sdk2, run));
    }
  };
}
export {
  InjectedFault,
  NotModelled,
  RuntimeStop,
  SyncRefused,
  durable
};

/*! @marcbachmann/cel-js 8.0.0

MIT License

Copyright (c) 2025 Marc Bachmann

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/

/*! croner 11.0.1

The MIT License (MIT)

Copyright (c) 2015-2026 Hexagon <github.com/Hexagon>

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
*/
