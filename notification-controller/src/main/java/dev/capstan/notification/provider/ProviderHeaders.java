package dev.capstan.notification.provider;

import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The headers that a Secret adds to requests: a YAML map of texts under the key {@code headers}. */
public final class ProviderHeaders {
    private static final String KEY = "headers";
    private static final Limits LIMITS = new Limits(64 * 1024, 8, 100);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,8192}");

    private ProviderHeaders() {}

    /**
     * The headers, by name; none where the key is absent. White space around a value does not count.
     *
     * @throws SecretException when the value is not such a map, or a header cannot be sent; it names the header
     */
    public static Map<String, String> of(SecretValues secret) throws SecretException {
        byte[] text = secret.bytes(KEY).orElse(new byte[0]);
        var headers = new LinkedHashMap<String, String>();
        for (YamlDocument document : parse(secret, text)) {
            if (!(document.root() instanceof YamlMap map)) {
                throw secret.unusable(KEY, "is not a YAML map of texts");
            }
            for (YamlEntry entry : map.entries()) {
                headers.put(nameOf(secret, entry), valueOf(secret, entry));
            }
        }
        return headers;
    }

    private static List<YamlDocument> parse(SecretValues secret, byte[] text) throws SecretException {
        try {
            return YamlReader.readAll(KEY, text, LIMITS);
        } catch (YamlSyntaxException notYaml) {
            throw secret.unusable(KEY, "is not a YAML map of texts");
        }
    }

    private static String nameOf(SecretValues secret, YamlEntry entry) throws SecretException {
        if (!NAME.matcher(entry.name()).matches()) {
            throw secret.unusable(KEY, "holds a name that no header can have");
        }
        return entry.name();
    }

    private static String valueOf(SecretValues secret, YamlEntry entry) throws SecretException {
        if (!(entry.value() instanceof YamlScalar scalar) || scalar.isNull()) {
            throw secret.unusable(KEY, "is not a YAML map of texts: " + entry.name() + " has another value");
        }
        String value = scalar.text().strip();
        if (!VALUE.matcher(value).matches()) {
            throw secret.unusable(
                    KEY,
                    "holds the header " + entry.name()
                            + ", whose value has a line end or another character that cannot be sent");
        }
        return value;
    }
}
