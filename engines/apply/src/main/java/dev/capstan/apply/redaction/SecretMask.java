package dev.capstan.apply.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.apply.cluster.FieldCause;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces the values of a Secret in texts that others wrote about it, such as refusals of the API server or of admission
 * webhooks. For other kinds it changes nothing.
 */
public final class SecretMask {

    /** What stands in place of a value. */
    public static final String MASK = "*****";

    private static final SecretMask NOTHING = new SecretMask(false, List.of());
    private static final Pattern QUOTED_VALUE =
            Pattern.compile("(Invalid value|Unsupported value): (\"(?:[^\"\\\\]|\\\\.)*\"|[^:]+)");
    /** Shorter values are masked only in quotes: replacing every "a" would destroy the text and give the value away. */
    private static final int SHORT = 4;

    private final boolean isSecret;
    private final List<String> values;

    private SecretMask(boolean isSecret, List<String> values) {
        this.isSecret = isSecret;
        this.values = values;
    }

    /**
     * The mask for texts about an object.
     *
     * @param objects its forms whose values must not show: as in Git, and as in the cluster
     */
    public static SecretMask of(JsonNode... objects) {
        Set<String> values = new LinkedHashSet<>();
        boolean isSecret = false;
        for (JsonNode object : objects) {
            if (object.path("kind").asText().equals("Secret")
                    && object.path("apiVersion").asText().equals("v1")) {
                isSecret = true;
                object.path("data").forEach(value -> addEncoded(value.asText(), values));
                object.path("stringData").forEach(value -> addPlain(value.asText(), values));
            }
        }
        if (!isSecret) {
            return NOTHING;
        }
        values.removeIf(String::isBlank);
        return new SecretMask(
                true,
                values.stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList());
    }

    /** The text without values. */
    public String mask(String text) {
        if (!isSecret) {
            return text;
        }
        String masked = QUOTED_VALUE.matcher(text).replaceAll("$1: " + MASK);
        for (String value : values) {
            masked = value.length() < SHORT
                    ? masked.replace("\"" + value + "\"", "\"" + MASK + "\"")
                    : masked.replace(value, MASK);
        }
        return masked;
    }

    /** The details without values. */
    public List<FieldCause> mask(List<FieldCause> causes) {
        return causes.stream()
                .map(cause -> new FieldCause(cause.field(), cause.reason(), mask(cause.message())))
                .toList();
    }

    /** A value for people: masked when it belongs to a Secret. */
    public String show(JsonNode value) {
        if (value.isMissingNode()) {
            return "absent";
        }
        if (isSecret) {
            return MASK;
        }
        String text = value.toString();
        return text.length() > 120 ? text.substring(0, 117) + "..." : text;
    }

    private static void addEncoded(String encoded, Set<String> values) {
        values.add(encoded);
        try {
            addPlain(new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8), values);
        } catch (IllegalArgumentException notBase64) {
            values.add(encoded.strip());
        }
    }

    private static void addPlain(String plain, Set<String> values) {
        values.add(plain);
        values.add(plain.strip());
        values.add(Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
        values.add(plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        plain.lines().map(String::strip).filter(line -> line.length() >= SHORT).forEach(values::add);
    }
}
