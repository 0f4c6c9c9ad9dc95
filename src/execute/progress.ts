import { decode, parseReport, seconds, type Vertex } from './progressReport.ts';
import { type Pushed, readPushedDigests } from './pushedDigests.ts';

/** What Docker's build checks found; the line counts from 1 in the Dockerfile. */
export interface BuildWarning {
  text: string;
  line: number | undefined;
  /** The name of the step that found it; '' where it was not told. */
  step: string;
}

/** What a build's steps came to. */
export interface BuildStatistics {
  /** Steps of the Dockerfile, the internal ones left out. */
  steps: number;
  cached: number;
  warnings: readonly BuildWarning[];
  /** The step that failed first, with the last lines that it wrote. */
  failure: { step: string; error: string; output: string } | undefined;
  /** Caches that could not be written, and why. */
  cacheFaults: readonly string[];
  /** What was no report: the excerpt of the Dockerfile and the final error. */
  rest: string;
}

interface Step {
  number: number;
  name: string;
  internal: boolean;
  started: string | undefined;
  cached: boolean;
  done: boolean;
  output: string;
}

const INTERNAL = /^\[(?:[^\]]* )?internal\]/;
const EXPORTS_CACHE = /\bexporting (?:cache to|to GitHub Actions Cache)/;
/** A cache that is not there yet fails no build. */
const IMPORTS_CACHE = /\bimporting cache manifest from /;
const OUTPUT_KEPT = 4000;

/** Reads buildx's `--progress rawjson` and prints it as plain lines while it comes. */
export class Progress {
  readonly #print: (text: string) => void;
  readonly #onPushed: (pushed: Pushed) => void;
  readonly #pushed = readPushedDigests();
  readonly #steps = new Map<string, Step>();
  readonly #warnings: BuildWarning[] = [];
  readonly #cacheFaults: string[] = [];
  #failure: BuildStatistics['failure'];
  #partial = '';
  #rest = '';

  /** `onPushed` hears of what was pushed, once that is printed. */
  constructor(print: (text: string) => void, onPushed: (pushed: Pushed) => void = () => {}) {
    this.#print = print;
    this.#onPushed = onPushed;
  }

  /** Takes a piece of buildx's standard error. */
  write(chunk: string): void {
    const lines = (this.#partial + chunk).split('\n');
    this.#partial = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  /** What came to light, once the stream has ended. */
  end(): BuildStatistics {
    if (this.#partial) this.#line(this.#partial);
    this.#partial = '';
    const steps = [...this.#steps.values()].filter((step) => /^\[[^\]]*\d+\/\d+\]/.test(step.name));
    const cached = steps.filter((step) => step.cached).length;
    return {
      steps: steps.length,
      cached,
      warnings: this.#warnings,
      failure: this.#failure,
      cacheFaults: this.#cacheFaults,
      rest: this.#rest,
    };
  }

  #line(line: string): void {
    const report = parseReport(line);
    if (!report) this.#rest += `${line}\n`;
    for (const vertex of report?.vertexes ?? []) this.#changed(vertex);
    for (const log of report?.logs ?? []) this.#logged(log);
    for (const warning of report?.warnings ?? []) {
      const { short = '', range, vertex = '' } = warning;
      const step = this.#steps.get(vertex)?.name ?? '';
      this.#warnings.push({ text: decode(short), line: range?.[0]?.start.line, step });
    }
    if (report) this.#pushed(report).forEach(this.#onPushed);
  }

  #changed(vertex: Vertex): void {
    const step = this.#steps.get(vertex.digest) ?? this.#added(vertex);
    if (vertex.started && !step.started) {
      step.started = vertex.started;
      this.#say(step, step.name);
    }
    // a step may report twice: first that its source is resolved, then that it came from the cache
    step.cached ||= vertex.cached === true;
    if (vertex.error) this.#failed(step, vertex.error);
    else if (vertex.completed && !step.done)
      this.#say(step, step.cached ? 'CACHED' : `DONE ${seconds(step.started, vertex.completed)}s`);
    step.done ||= vertex.completed !== undefined;
  }

  #added({ digest, name }: Vertex): Step {
    const step = {
      number: this.#steps.size + 1,
      name,
      internal: INTERNAL.test(name),
      started: undefined,
      cached: false,
      done: false,
      output: '',
    };
    this.#steps.set(digest, step);
    return step;
  }

  #say(step: Step, text: string): void {
    if (!step.internal) this.#print(`#${step.number} ${text}`);
  }

  #failed(step: Step, error: string): void {
    this.#print(`#${step.number} ERROR: ${error}`);
    if (EXPORTS_CACHE.test(step.name)) this.#cacheFaults.push(`${step.name} failed: ${error}`);
    if (!IMPORTS_CACHE.test(step.name) && (!this.#failure || maySayLess(this.#failure)))
      this.#failure = { step: step.name, error, output: step.output };
  }

  #logged(log: { vertex: string; data: string; timestamp: string }): void {
    const step = this.#steps.get(log.vertex);
    if (!step) return;
    const text = decode(log.data);
    step.output = (step.output + text).slice(-OUTPUT_KEPT);
    const prefix = `#${step.number} ${seconds(step.started, log.timestamp)} `;
    for (const line of text.replace(/\r?\n$/, '').split(/\r?\n|\r/)) this.#print(prefix + line);
  }
}

/** The first failure cancels the other platforms, whose errors only say so; that of a cache may have been ignored. */
function maySayLess({ step, error }: NonNullable<BuildStatistics['failure']>): boolean {
  return /context canceled/.test(error) || EXPORTS_CACHE.test(step);
}
