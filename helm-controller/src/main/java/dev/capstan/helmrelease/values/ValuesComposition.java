package dev.capstan.helmrelease.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.helm.HelmReleaseSpec;
import dev.capstan.api.helm.ValuesReference;
import dev.capstan.applier.values.VariableStore;
import dev.capstan.applier.values.VariableStore.Reading;
import dev.capstan.helm.release.record.ConfigDigest;
import dev.capstan.helm.values.InvalidValuesException;
import dev.capstan.helm.values.SetExpression;
import dev.capstan.yaml.GoDecodeException;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Composes the values of a release: those of {@code valuesFrom} in their order, and those of the spec over all of them. A
 * reference with a target path sets one value; the values of the spec are there by then, so that the path can go on from them.
 */
public final class ValuesComposition {

    /** The key that is read where a reference names none. */
    private static final String STANDARD_KEY = "values.yaml";

    /** A Secret or ConfigMap holds 1 MiB at most; aliases may make more of it, within these bounds. */
    private static final Limits LIMITS = new Limits(4 << 20, 256, 200_000);

    private final VariableStore store;
    private final String namespace;
    private final Map<String, @Nullable Object> inline;
    private final Map<String, Reading> readings = new HashMap<>();
    private final ValueSecrets secrets = new ValueSecrets();
    private Map<String, @Nullable Object> values = new LinkedHashMap<>();

    private ValuesComposition(VariableStore store, String namespace, HelmReleaseSpec spec) {
        this.store = store;
        this.namespace = namespace;
        this.inline = InlineValues.of(spec.values());
    }

    /** Composes the values of a HelmRelease in that namespace. Reads each object once. */
    public static ComposedValues of(VariableStore store, String namespace, HelmReleaseSpec spec) {
        return new ValuesComposition(store, namespace, spec).compose(spec);
    }

    private ComposedValues compose(HelmReleaseSpec spec) {
        for (ValuesReference reference : spec.valuesFrom()) {
            Optional<String> problem = add(reference);
            if (problem.isPresent()) {
                return new ComposedValues.NotComposed(
                        "could not resolve %s chart values reference '%s/%s' with key '%s': %s"
                                .formatted(
                                        reference.kind(),
                                        namespace,
                                        reference.name(),
                                        keyOf(reference),
                                        problem.get()));
            }
        }
        values = MergedValues.of(values, inline);
        return new ComposedValues.Composed(values, ConfigDigest.of(values), secrets.texts());
    }

    /** What is wrong with a reference; empty when it was added, or may be passed over. */
    private Optional<String> add(ValuesReference reference) {
        Reading reading = readings.computeIfAbsent(
                reference.kind() + "/" + reference.name(),
                _ -> store.read(reference.kind(), namespace, reference.name()));
        return switch (reading) {
            case Reading.Failed(var cause) -> Optional.of("it could not be read: " + cause);
            case Reading.Missing() -> unlessOptional(reference, "it does not exist");
            case Reading.Values(var entries) -> {
                String text = entries.get(keyOf(reference));
                yield text == null ? unlessOptional(reference, "it has no such key") : add(reference, text);
            }
        };
    }

    private Optional<String> add(ValuesReference reference, String text) {
        boolean isSecret = reference.kind().equals("Secret");
        String path = reference.targetPath();
        try {
            if (path != null && !path.isEmpty()) {
                if (isSecret) {
                    secrets.add(text);
                }
                values = MergedValues.of(values, inline);
                set(path, text, reference.literal());
            } else {
                Map<String, @Nullable Object> read = PlainYaml.readMap(text.getBytes(UTF_8), LIMITS);
                if (read != null) {
                    if (isSecret) {
                        secrets.addAll(read);
                    }
                    values = MergedValues.of(values, read);
                }
            }
            return Optional.empty();
        } catch (InvalidValuesException | GoDecodeException unusable) {
            return Optional.of(secrets.mask(String.valueOf(unusable.getMessage()), isSecret));
        }
    }

    private void set(String path, String text, boolean isLiteral) throws InvalidValuesException {
        if (isLiteral) {
            SetExpression.apply(path + "=" + text, SetExpression.Syntax.LITERAL, values);
        } else if (isQuoted(text)) {
            SetExpression.apply(path + "=" + withoutQuotes(text), SetExpression.Syntax.TEXT, values);
        } else {
            SetExpression.apply(path + "=" + text, SetExpression.Syntax.TYPED, values);
        }
    }

    private static boolean isQuoted(String text) {
        return isWithin(text, '\'') || isWithin(text, '"');
    }

    private static boolean isWithin(String text, char quote) {
        return !text.isEmpty() && text.charAt(0) == quote && text.charAt(text.length() - 1) == quote;
    }

    /** All quotes at both ends go, of either kind. */
    private static String withoutQuotes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isQuote(text.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isQuote(char character) {
        return character == '\'' || character == '"';
    }

    private static Optional<String> unlessOptional(ValuesReference reference, String problem) {
        return reference.optional() ? Optional.empty() : Optional.of(problem);
    }

    private static String keyOf(ValuesReference reference) {
        return Optional.ofNullable(reference.valuesKey())
                .filter(key -> !key.isEmpty())
                .orElse(STANDARD_KEY);
    }
}
