package dev.capstan.images.setter;

/** Texts of files in messages: short, on one line, and without what a terminal would obey. */
final class OneLine {
    private static final int LONGEST = 100;

    private OneLine() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return text.length() > LONGEST ? shown.append('…').toString() : shown.toString();
    }
}
