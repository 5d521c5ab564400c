package dev.capstan.cli.sops;

import java.util.ArrayList;
import java.util.List;

/** Splits a command as a shell does: blanks between words, quotes around some, a backslash before others. Nothing is expanded. */
final class ShellWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isInWord;

    private ShellWords() {}

    /** The words. A quote that is not closed goes to the end. */
    static List<String> split(String command) {
        var split = new ShellWords();
        split.read(command);
        return List.copyOf(split.words);
    }

    private void read(String command) {
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                end();
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                isInWord = true;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < command.length()) {
                add(command.charAt(++i));
            } else {
                add(c);
            }
        }
        end();
    }

    private void add(char c) {
        word.append(c);
        isInWord = true;
    }

    private void end() {
        if (isInWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        isInWord = false;
    }
}
