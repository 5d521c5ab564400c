package dev.capstan.cli.kind;

import java.util.List;
import java.util.Locale;

/**
 * One object of any kind, as words on a command line name it.
 *
 * @param kind a word for its kind
 * @param name its name
 */
public record ObjectWords(String kind, String name) {

    /** Reads {@code KIND NAME}, {@code KIND/NAME}, and the two words for kinds that the flux command has. */
    public static ObjectWords read(List<String> words) {
        String first = words.isEmpty() ? "" : words.getFirst();
        String family = first.replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
        if (KindFamily.called(family).isPresent() || family.equals("git") || family.startsWith("alert-provider")) {
            KindWords.Named named = KindWords.one(words);
            return new ObjectWords(named.kind().plural(), named.onlyName());
        }
        int slash = first.indexOf('/');
        if (words.size() == 1 && slash > 0 && slash < first.length() - 1) {
            return new ObjectWords(first.substring(0, slash), first.substring(slash + 1));
        }
        if (words.size() != 2) {
            throw KindWords.wrong("Name one object: KIND NAME, or KIND/NAME");
        }
        return new ObjectWords(first, words.get(1));
    }
}
