package dev.capstan.notification.receiver;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A webhook call.
 *
 * @param headers its headers, by name in lower case; of several with one name the first
 * @param body its body, as it was sent
 */
public record HookRequest(Map<String, String> headers, byte[] body) {
    /** Brings the names of the headers into lower case. */
    public HookRequest {
        var lowerCase = new TreeMap<String, String>();
        headers.forEach((name, value) -> lowerCase.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        headers = Map.copyOf(lowerCase);
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
