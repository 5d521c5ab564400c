package dev.capstan.application.compare;

/** Messages as a status holds them: bounded, and such that the API server stores them as they are. */
public final class StatusText {
    private static final int LONGEST = 4_000;

    private StatusText() {}

    /** Cuts a message that no status should hold. */
    public static String bounded(String message) {
        return message.length() > LONGEST ? message.substring(0, end(message)) + "…" : message;
    }

    /** Never between the halves of a character: the API server would replace them, and every comparison would see a change. */
    private static int end(String message) {
        return Character.isHighSurrogate(message.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    }
}
