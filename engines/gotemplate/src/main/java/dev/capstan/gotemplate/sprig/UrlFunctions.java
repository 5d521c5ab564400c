package dev.capstan.gotemplate.sprig;

import static dev.capstan.gotemplate.value.GoType.MAP;
import static dev.capstan.gotemplate.value.GoType.STRING;

import dev.capstan.gotemplate.failure.FunctionException;
import dev.capstan.gotemplate.value.GoFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Addresses and their parts. */
final class UrlFunctions {

    private UrlFunctions() {}

    static void addTo(Map<String, GoFunction> functions) {
        functions.put("urlParse", GoFunction.of((a, _) -> parse(a.text(0)), STRING));
        functions.put("urlJoin", GoFunction.of((a, _) -> join(a.map(0)), MAP));
        // Helm without DNS: the name of no host is looked up.
        functions.put("getHostByName", GoFunction.of((_, _) -> "", STRING));
    }

    private static Map<String, @Nullable Object> parse(String text) {
        GoUrl url;
        try {
            url = UrlReader.read(text);
        } catch (FunctionException invalid) {
            throw new FunctionException("unable to parse url: " + invalid.getMessage());
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("scheme", url.scheme());
        parts.put("host", url.host());
        parts.put("hostname", url.hostname());
        parts.put("path", url.path());
        parts.put("query", url.query());
        parts.put("opaque", url.opaque());
        parts.put("fragment", url.fragment());
        String user = url.user();
        parts.put("userinfo", user == null ? "" : user);
        return parts;
    }

    private static String join(Map<String, @Nullable Object> parts) {
        String userinfo = part(parts, "userinfo");
        String user = null;
        GoUrl bare = new GoUrl(
                part(parts, "scheme"),
                part(parts, "opaque"),
                null,
                part(parts, "host"),
                part(parts, "path"),
                false,
                part(parts, "query"),
                part(parts, "fragment"));
        if (!userinfo.isEmpty()) {
            try {
                user = UrlReader.read("proto://" + userinfo + "@host").user();
            } catch (FunctionException invalid) {
                throw new FunctionException("unable to parse userinfo in dict: " + invalid.getMessage());
            }
        }
        return bare.withUser(user).toString();
    }

    private static String part(Map<String, @Nullable Object> parts, String key) {
        if (!parts.containsKey(key)) {
            return "";
        }
        Object value = parts.get(key);
        if (value == null) {
            throw Panic.nil();
        }
        if (value instanceof String text) {
            return text;
        }
        throw new FunctionException(
                "unable to parse " + key + " key, must be of type string, but " + TypeNames.kind(value) + " found");
    }
}
