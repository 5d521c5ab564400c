package dev.capstan.cli.terminal;

import dev.capstan.devcluster.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A console of text that people read from top to bottom while it is written. Colours and overwritten lines appear on a
 * terminal only; elsewhere the same words come as plain lines.
 */
public final class Console {

    private final PrintStream out;
    private final boolean isTerminal;
    private final boolean hasColours;
    private final Progress progress;

    /** A console on a stream. */
    public Console(PrintStream out, boolean isTerminal, boolean hasColours) {
        this.out = out;
        this.isTerminal = isTerminal;
        this.hasColours = hasColours;
        this.progress = Progress.on(out, isTerminal);
    }

    /** The console of this process: colours on a terminal unless {@code NO_COLOR} is set. */
    public static Console standard(Map<String, String> environment) {
        boolean isTerminal = System.console() != null && System.console().isTerminal();
        return new Console(System.out, isTerminal, isTerminal && !environment.containsKey("NO_COLOR"));
    }

    /** Where long work is reported. */
    public Progress progress() {
        return progress;
    }

    /** A title over the whole console. */
    public void title(String text) {
        line("");
        line(styled("1", text));
        line(styled("2", "─".repeat(text.length())));
    }

    /** A heading of one step. */
    public void step(int number, String text) {
        line("");
        line(styled("1;36", number + "  " + text));
    }

    /** A fact with its name. */
    public void fact(String name, String value) {
        line("   %s %s".formatted(styled("2", "%-12s".formatted(name)), value));
    }

    /** What is done, in the voice of who does it. */
    public void say(String text) {
        line("   " + text);
    }

    /** A command or output, as it would be seen. */
    public void quote(String text) {
        text.lines().forEach(line -> line("   " + styled("2", "│ ") + line));
    }

    /** Something came out as it should, after a measured time. */
    public void done(String text, Duration time) {
        line("   %s %s %s".formatted(styled("32", "✓"), "%-58s".formatted(text), styled("1", inWords(time))));
    }

    /** Something came out as it should. */
    public void done(String text) {
        line("   " + styled("32", "✓") + " " + text);
    }

    /** Something did not come out as it should. */
    public void failed(String text) {
        line("   " + styled("31", "✗") + " " + text);
    }

    /** A message as the people in a chat room see it. */
    public void chat(String room, String text) {
        line("   " + styled("35", room) + "  " + text);
    }

    /** An empty line. */
    public void gap() {
        line("");
    }

    private void line(String text) {
        progress.step(text);
        out.flush();
    }

    private String styled(String code, String text) {
        return hasColours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** Whether somebody watches. */
    public boolean isTerminal() {
        return isTerminal;
    }

    /** Milliseconds below ten seconds, else seconds. */
    public static String inWords(Duration time) {
        return time.toMillis() < 10_000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
