package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Asks the person in front of the terminal. */
final class Prompt {

    private final BufferedReader in;
    private final PrintStream out;
    private final boolean isSilent;

    /**
     * @param isSilent whether nobody is asked, because nobody is there
     */
    Prompt(InputStream in, PrintStream out, boolean isSilent) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
        this.isSilent = isSilent;
    }

    /** Whether nobody is asked. */
    boolean isSilent() {
        return isSilent;
    }

    /**
     * Waits until the person has done something.
     *
     * @throws CommandFailure when nobody answers
     */
    void awaitEnter(String request) {
        answer(request + ", then press Enter: ");
    }

    /**
     * Asks a question; only a yes is one.
     *
     * @throws CommandFailure when nobody answers
     */
    boolean confirms(String question) {
        String answer = answer(question + " [y/N] ").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    private String answer(String question) {
        out.print("   " + question);
        out.flush();
        return line().orElseThrow(() -> new CommandFailure(
                "There is nobody to answer: run it in a terminal, or with --silent, which asks nothing"));
    }

    private Optional<String> line() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
