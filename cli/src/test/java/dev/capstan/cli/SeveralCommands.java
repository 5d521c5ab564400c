package dev.capstan.cli;

import java.util.ArrayList;
import java.util.List;

/** Runs commands one after the other in one process, as starting a process for each would take the longest; says how each one ended. */
public final class SeveralCommands {
    private static final String NEXT = ";;";

    private SeveralCommands() {}

    /** The words of all, as they are given to {@link #main}. */
    public static List<String> words(List<List<String>> commands) {
        var words = new ArrayList<String>();
        for (List<String> command : commands) {
            words.addAll(command);
            words.add(NEXT);
        }
        return words;
    }

    /** Runs the commands, each of which ends with its mark; prints {@code [number] exit code} after each. */
    public static void main(String[] words) {
        var command = new ArrayList<String>();
        int number = 0;
        for (String word : words) {
            if (word.equals(NEXT)) {
                int exit = Capstan.run(command.toArray(String[]::new));
                System.err.println("[" + number++ + "] exit " + exit);
                command.clear();
            } else {
                command.add(word);
            }
        }
    }
}
