package dev.capstan.cli.migrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Asks a person, of whom no answer is no. */
final class Question {

    private Question() {}

    static boolean agrees(PrintWriter out, String question) {
        out.print(question + " [y/N] ");
        out.flush();
        try {
            var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String answer =
                    Objects.requireNonNullElse(answers.readLine(), "").strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        } catch (IOException noAnswer) {
            return false;
        }
    }
}
