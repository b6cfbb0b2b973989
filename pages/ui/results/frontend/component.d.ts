import type { HitData, ListData, Question, ResultsData } from "./payload.d.ts";

export type Engine = ListData["engine"];
export type Segment = HitData["name"][number];

/** What the result area tells Python: a document's id, a query, or how many lists to show beside each other. */
export type Trigger = (name: "similar" | "search" | "columns", value: string) => void;

/** What Streamlit (components v2) hands to the renderer at each drawing. */
export interface StreamlitComponent {
  parentElement: ParentNode & Node;
  data: ResultsData | null;
  setTriggerValue: Trigger;
}

export type { HitData, ListData, Question, ResultsData };
