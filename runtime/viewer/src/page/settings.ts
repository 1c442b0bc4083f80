// Switches of the page that the user sets; kept over a reload.

import { Listeners, type Remove } from "linguine-noodles/client";
import type { UserState } from "../session/user_state.js";

export interface SettingValues {
  /** Light or dark; "system" follows the browser. */
  theme: "system" | "light" | "dark";
  showsGrid: boolean;
  showsAxes: boolean;
  showsScale: boolean;
  castsShadows: boolean;
  /** Whether flow lines have moving particles; at first as the system says. */
  movesParticles: boolean;
  /** Whether pages of web representations are loaded. */
  allowsWebPages: boolean;
  /** Whether the camera follows attention signals. */
  followsAttention: boolean;
  /** Pixels of a point. */
  pointSize: number;
  /** Pixels of a line. */
  lineWidth: number;
}

export const defaultSettings: Readonly<SettingValues> = {
  theme: "system",
  showsGrid: true,
  showsAxes: true,
  showsScale: true,
  castsShadows: false,
  movesParticles: true,
  allowsWebPages: false,
  followsAttention: true,
  pointSize: 4,
  lineWidth: 1.5,
};

export class Settings {
  private values: SettingValues;
  private readonly user: UserState;
  private readonly listeners = new Listeners<[keyof SettingValues]>();
  private readonly darkQuery = matchMedia("(prefers-color-scheme: dark)");

  constructor(user: UserState) {
    this.user = user;
    const { matches: isStill } = matchMedia("(prefers-reduced-motion: reduce)");
    this.values = { ...defaultSettings, movesParticles: !isStill };
    const kept = user.get("settings");
    if (typeof kept === "object" && kept !== null) this.take(kept);
    // Pages of others are allowed anew after each reload.
    this.values.allowsWebPages = false;
    this.darkQuery.addEventListener("change", () => {
      this.listeners.emit("theme");
    });
  }

  get<K extends keyof SettingValues>(name: K): SettingValues[K] {
    return this.values[name];
  }

  set<K extends keyof SettingValues>(name: K, value: SettingValues[K]): void {
    if (this.values[name] === value) return;
    this.values = { ...this.values, [name]: value };
    this.user.set("settings", this.values);
    this.listeners.emit(name);
  }

  /** Whether the page is dark now. */
  get isDark(): boolean {
    const { theme } = this.values;
    return theme === "system" ? this.darkQuery.matches : theme === "dark";
  }

  /** Calls `listen` after each change, also of the system's theme. */
  onChange(listen: (name: keyof SettingValues) => void): Remove {
    return this.listeners.add(listen);
  }

  // Only values of the right type: the storage may be of another version.
  private take(kept: object): void {
    for (const [name, value] of Object.entries(kept)) {
      const known = defaultSettings[name as keyof SettingValues];
      if (typeof known === typeof value) {
        this.values = { ...this.values, [name]: value };
      }
    }
  }
}
