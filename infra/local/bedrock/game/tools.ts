/** The tools of the game coach, by what they are for. */
export const GAME_TOOLS = {
  recent: 'get_recent_games',
  stats: 'get_stats_by_mode',
  game: 'get_game_details',
  benchmarks: 'get_rank_benchmarks',
  note: 'save_coaching_note',
} as const;
export type GameTool = (typeof GAME_TOOLS)[keyof typeof GAME_TOOLS];

export const GAME_TOOL_NAMES: readonly string[] = Object.values(GAME_TOOLS);

export interface ToolCall {
  readonly name: GameTool;
  readonly input: Readonly<Record<string, string | number>>;
}
