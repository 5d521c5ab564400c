package dev.capstan.argo.set.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Texts as parts of addresses and names: letters, digits, hyphens and underscores in lower case, one hyphen for everything else, cut at
 * a length. Letters of Latin alphabets lose their accents; those of other alphabets become hyphens.
 */
public final class Slug {
    private static final Map<Integer, String> SPELLED = Map.ofEntries(
            Map.entry((int) '&', "and"),
            Map.entry((int) '@', "at"),
            Map.entry((int) '"', ""),
            Map.entry((int) '\'', ""),
            Map.entry(0x2019, ""),
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'Æ', "AE"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'Œ', "OE"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'Ø', "O"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'Đ', "D"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'Ł', "L"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'Þ', "Th"));

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9_-]");
    private static final Pattern HYPHENS = Pattern.compile("-{2,}");

    private Slug() {}

    /** A branch as a part of a name: at most 50 characters, so that something fits beside it, and no underscores. */
    public static String ofBranch(String branch) {
        return of(branch.replace('_', '-'), 50, true);
    }

    /**
     * A text as a slug.
     *
     * @param longest its length at most; 0 for any where it is cut at a hyphen
     * @param cutsAtHyphen whether it is cut at the last hyphen that fits, and within a word only where there is none; otherwise it
     *     is cut before it is cleaned, and may become shorter
     */
    static String of(String text, int longest, boolean cutsAtHyphen) {
        StringBuilder spelled = new StringBuilder();
        text.strip().codePoints().forEach(c -> {
            String spelling = SPELLED.get(c);
            if (spelling == null) {
                spelled.appendCodePoint(c);
            } else {
                spelled.append(spelling);
            }
        });
        String plain = MARKS.matcher(Normalizer.normalize(spelled, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        if (!cutsAtHyphen && plain.length() > longest) {
            plain = plain.substring(0, longest);
        }
        String slug =
                trimmed(HYPHENS.matcher(OTHERS.matcher(plain).replaceAll("-")).replaceAll("-"));
        return cutsAtHyphen && longest > 0 && slug.length() > longest ? cut(slug, longest) : slug;
    }

    private static String trimmed(String slug) {
        int start = 0;
        int end = slug.length();
        while (start < end && isEdge(slug.charAt(start))) {
            start++;
        }
        while (end > start && isEdge(slug.charAt(end - 1))) {
            end--;
        }
        return slug.substring(start, end);
    }

    private static boolean isEdge(char c) {
        return c == '-' || c == '_';
    }

    private static String cut(String slug, int longest) {
        int hyphen = slug.lastIndexOf('-', longest);
        return slug.substring(0, hyphen < 0 ? longest : hyphen);
    }
}
