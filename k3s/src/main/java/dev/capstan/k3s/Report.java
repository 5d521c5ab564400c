package dev.capstan.k3s;

import java.io.PrintStream;

/** What the program says to whoever started it: a line for each thing, its kind first. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    /** Something long goes on. */
    void tick(String text) {
        say("tick " + oneLine(text));
    }

    /** The cluster takes work. */
    void ready() {
        say("ready");
    }

    /** It does not, and the program ends. */
    void failed(String reason) {
        say("failed " + oneLine(reason));
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " | ");
    }
}
