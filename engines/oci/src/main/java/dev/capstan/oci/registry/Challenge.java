package dev.capstan.oci.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a registry wants to be told who we are (RFC 7235, header {@code WWW-Authenticate}). */
sealed interface Challenge {
    int LONGEST = 4096;
    Pattern PARAMETER = Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]+))");

    /** User and password with every request. */
    record Basic() implements Challenge {}

    /** A token from a token service. */
    record Bearer(String realm, Optional<String> service) implements Challenge {}

    /** The first challenge that can be met; tokens are preferred. */
    static Optional<Challenge> of(List<String> headers) {
        Optional<Challenge> basic = Optional.empty();
        for (String header : headers) {
            if (header.length() > LONGEST) {
                continue;
            }
            String lower = header.stripLeading().toLowerCase(Locale.ROOT);
            if (lower.startsWith("bearer ")) {
                var parameters = parameters(header);
                if (parameters.containsKey("realm")) {
                    return Optional.of(
                            new Bearer(parameters.get("realm"), Optional.ofNullable(parameters.get("service"))));
                }
            } else if (lower.startsWith("basic")) {
                basic = Optional.of(new Basic());
            }
        }
        return basic;
    }

    private static Map<String, String> parameters(String header) {
        var found = new LinkedHashMap<String, String>();
        var match = PARAMETER.matcher(header);
        while (match.find()) {
            String quoted = match.group(2);
            String value = quoted == null ? match.group(3) : quoted.replaceAll("\\\\(.)", "$1");
            found.putIfAbsent(match.group(1).toLowerCase(Locale.ROOT), value);
        }
        return found;
    }
}
