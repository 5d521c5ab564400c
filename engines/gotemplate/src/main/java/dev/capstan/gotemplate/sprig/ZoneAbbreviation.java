package dev.capstan.gotemplate.sprig;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Abbreviations of zones in text, by the rules of Go's package time. */
final class ZoneAbbreviation {

    private static final Pattern GMT = Pattern.compile("GMT([+-][0-9]{1,2})?.*", Pattern.DOTALL);
    private static final Pattern SIGNED = Pattern.compile("[+-][0-9]{2}.*", Pattern.DOTALL);
    private static final int MOST = 5;

    private ZoneAbbreviation() {}

    /** How many characters of an abbreviation the text begins with; 0 when it begins with none. */
    static int length(String text) {
        if (text.length() < 3) {
            return 0;
        }
        if (text.startsWith("ChST") || text.startsWith("MeST")) {
            return 4;
        }
        Matcher gmt = GMT.matcher(text);
        if (gmt.matches()) {
            return 3 + (gmt.group(1) == null ? 0 : gmt.group(1).length());
        }
        if (SIGNED.matcher(text).matches()) {
            return 3;
        }
        int capitals = 0;
        while (capitals <= MOST && capitals < text.length() && isCapital(text.charAt(capitals))) {
            capitals++;
        }
        return switch (capitals) {
            case 3 -> 3;
            case 4 -> text.charAt(3) == 'T' || text.startsWith("WITA") ? 4 : 0;
            case 5 -> text.charAt(4) == 'T' ? 5 : 0;
            default -> 0;
        };
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Seconds east of UTC: of {@code GMT+2} what it says, of all others 0, as they are not known. */
    static int offset(String name) {
        boolean says = name.startsWith("GMT") && name.length() > 3;
        return says ? Integer.parseInt(name.substring(3)) * 3600 : 0;
    }
}
