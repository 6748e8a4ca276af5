// The report of one run as it grows: the course of the loop, and what the run says of itself. It tells the news to whoever
// follows, not more often than a person can read them. What it is told is counts; it never sees text.
import { basename, resolve } from 'node:path';
import type { LogPoint, ReportData, ReportEnd, ReportState } from '../../src/report/reportData';
import type { Sentence } from '../../src/model/userError';
import type { LoopProgress } from '../trainNetwork';
import { RunLog } from './runLog';

/** Between two tellings while the loop runs. */
const TOLD_EVERY_MS = 1000;
/** More names than this, or longer ones, say nothing that the first do not. */
const MOST_FOLDERS = 20;
const LONGEST_TEXT = 200;

/** What becomes known on the way. */
export type ReportNews = Partial<Pick<ReportData, 'languages' | 'heldOut' | 'rehearsal' | 'reliability' | 'options' | 'finding'>>;

export class RunReport {
  private readonly log = new RunLog();
  private readonly started = new Date().toISOString();
  private readonly folders: readonly string[];
  private known: ReportNews = {};
  private state: ReportState = 'running';
  private reason: Sentence | undefined;
  private toldMs = -Infinity;

  /**
   * @param paths that were named to be read; only their base names are kept.
   * @param tell gets the whole report each time.
   * @param nowMs clock, milliseconds.
   */
  constructor(paths: readonly string[], private readonly tell: (report: ReportData) => void = () => undefined, private readonly nowMs: () => number = () => performance.now()) {
    this.folders = paths.slice(0, MOST_FOLDERS).map((path) => basename(resolve(path)).slice(0, LONGEST_TEXT));
  }

  /** Takes the news of a step. */
  step(progress: LoopProgress): void {
    this.log.add(progress);
    if (this.nowMs() - this.toldMs >= TOLD_EVERY_MS) this.tellNow();
  }

  /** Takes what a phase found out. */
  learn(news: ReportNews): void {
    this.known = { ...this.known, ...news };
    this.tellNow();
  }

  /** The run is over. Of one that ended before anything was known of it nothing is told: the page of the run before it stays. */
  end(state: ReportEnd, reason?: Sentence): void {
    this.state = state;
    this.reason = reason;
    if (this.toldMs > -Infinity) this.tellNow();
  }

  data(): ReportData {
    const { languages = [], heldOut = [], rehearsal = [], options = {}, ...measured } = this.known;
    return { state: this.state, ...(this.reason ? { reason: this.reason } : {}), folders: this.folders, started: this.started, updated: new Date().toISOString(), options, points: this.log.points().map(rounded), languages, heldOut, rehearsal, ...measured };
  }

  private tellNow(): void {
    this.toldMs = this.nowMs();
    this.tell(this.data());
  }
}

/** Six digits: more are noise, and make the page longer. */
function rounded({ step, ...measured }: LogPoint): LogPoint {
  const short = Object.entries(measured).map(([name, value]) => [name, value === null ? null : Number(value.toPrecision(6))]);
  return { step, ...(Object.fromEntries(short) as typeof measured) };
}
