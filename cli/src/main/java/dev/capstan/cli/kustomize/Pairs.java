package dev.capstan.cli.kustomize;

import dev.capstan.cli.CommandFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Labels and annotations in the notation of the command line: {@code key:value,key:value}. */
final class Pairs {
    private Pairs() {}

    static Map<String, String> parse(List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : texts) {
            for (String pair : text.split(",")) {
                int colon = pair.indexOf(':');
                if (colon <= 0) {
                    throw new CommandFailure("\"" + pair + "\" is not of the form key:value");
                }
                pairs.put(
                        pair.substring(0, colon).trim(),
                        unquoted(pair.substring(colon + 1).trim()));
            }
        }
        return pairs;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
