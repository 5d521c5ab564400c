package dev.capstan.argo.health.lua;

import java.time.Instant;

/** One run of a script: the time it is given, and what it may still cost. */
final class LuaRun {

    private static final int STEPS = 200_000;
    private static final int DEEPEST = 100;
    private static final int LETTERS_A_STEP = 16;
    private static final int LONGEST_TEXT = 64 * 1024;

    private final Instant now;
    private LuaTable texts = new LuaTable();
    private int steps;
    private int depth;

    LuaRun(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** The functions that texts have as methods; none unless the script asked for all libraries. */
    LuaTable texts() {
        return texts;
    }

    void giveTexts(LuaTable functions) {
        texts = functions;
    }

    void step() {
        steps(1);
    }

    void steps(int count) {
        steps += count;
        if (steps > STEPS) {
            throw LuaFault.limit("it took more than " + STEPS + " steps");
        }
    }

    /** For a text that is put together from many parts, after each of them. */
    void checkLength(CharSequence text) {
        if (text.length() > LONGEST_TEXT) {
            throw LuaFault.limit("it made a text of more than " + LONGEST_TEXT + " characters");
        }
    }

    /** Texts cost by their length, so that all that a run makes together stays small. */
    LuaValue made(String text) {
        checkLength(text);
        steps(1 + text.length() / LETTERS_A_STEP);
        return new LuaValue.Str(text);
    }

    void enter() {
        if (++depth > DEEPEST) {
            throw LuaFault.limit("it called functions more than " + DEEPEST + " deep");
        }
    }

    void leave() {
        depth--;
    }
}
