package dev.capstan.cli.terminal;

import java.util.regex.Pattern;

/** Texts of others, such as messages in a status or in the record of a release: they must not steer the reader's terminal. */
public final class PrintableText {

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\p{Cf}&&[^\\n\\t]]");

    private PrintableText() {}

    /** The text with a question mark for each control and formatting character but line ends and tabs. */
    public static String of(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
