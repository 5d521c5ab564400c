package dev.capstan.forge.text;

import java.util.regex.Pattern;

/**
 * Texts of others in Markdown. They stand in code spans, where no forge looks for markup, links, mentions, references to issues or
 * commands; escaping by backslashes does not keep all of them from mentions.
 */
final class Markdown {
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");
    private static final Pattern BACKTICKS = Pattern.compile("`+");

    private Markdown() {}

    /** A text on one line, without characters that are not seen, and not longer than allowed. */
    static String line(String text, int longest) {
        String line = UNSHOWN.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= longest
                ? line
                : line.substring(0, line.offsetByCodePoints(0, longest)) + "…";
    }

    /** A text as code in a cell of a table; a dash for none. */
    static String cell(String text, int longest) {
        String line = line(text, longest);
        if (line.isEmpty()) {
            return "–";
        }
        // A pipe ends a cell even in code, unless there is a backslash before it; a backslash before that one is taken
        // for it.
        String safe = line.replace('\\', '/').replace("|", "\\|");
        String fence = "`".repeat(longestRun(safe) + 1);
        String gap = safe.startsWith("`") || safe.endsWith("`") ? " " : "";
        return fence + gap + safe + gap + fence;
    }

    /** A text as code in a sentence. */
    static String code(String text, int longest) {
        return cell(text, longest).replace("\\|", "|");
    }

    private static int longestRun(String text) {
        return BACKTICKS
                .matcher(text)
                .results()
                .mapToInt(run -> run.group().length())
                .max()
                .orElse(0);
    }
}
