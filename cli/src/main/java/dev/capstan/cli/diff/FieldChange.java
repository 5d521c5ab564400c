package dev.capstan.cli.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.cli.terminal.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A field that is different in two forms of an object.
 *
 * @param path names on the way to it, with dots; places in lists in brackets
 * @param before its value; empty when it is new
 * @param after its value; empty when it goes
 */
public record FieldChange(String path, Optional<String> before, Optional<String> after) {

    private static final Set<String> SECRET_FIELDS = Set.of("data", "stringData");
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** What nobody has written, and changes by itself. */
    private static final List<String> OF_THE_SERVER =
            List.of("managedFields", "resourceVersion", "uid", "generation", "creationTimestamp", "selfLink");

    /** The differences between two forms of an object, in the order of their paths. Values of Secrets are masked. */
    public static List<FieldChange> between(ObjectNode before, ObjectNode after) {
        boolean isSecret = after.path("kind").asText("").equals("Secret")
                && after.path("apiVersion").asText("").equals("v1");
        var comparison = new Comparison(isSecret, SecretMask.of(before, after));
        comparison.compare("", written(before), written(after));
        return List.copyOf(comparison.changes);
    }

    private static ObjectNode written(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("status");
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(OF_THE_SERVER);
        }
        return copy;
    }

    /** One line for people. */
    public String line() {
        return PrintableText.of("  %s: %s -> %s".formatted(path, before.orElse("(none)"), after.orElse("(none)")));
    }

    private static final class Comparison {

        private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

        private final boolean isSecret;
        private final SecretMask mask;
        private final List<FieldChange> changes = new ArrayList<>();

        Comparison(boolean isSecret, SecretMask mask) {
            this.isSecret = isSecret;
            this.mask = mask;
        }

        void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
            if (isSecret
                    && (before == null || after == null)
                    && (before instanceof ObjectNode || after instanceof ObjectNode)) {
                // Field by field, so that each is known by its path.
                compare(path, before == null ? NOTHING : before, after == null ? NOTHING : after);
            } else if (before instanceof ObjectNode left && after instanceof ObjectNode right) {
                Set<String> names = new TreeSet<>();
                left.fieldNames().forEachRemaining(names::add);
                right.fieldNames().forEachRemaining(names::add);
                names.forEach(name -> compare(
                        path.isEmpty() ? quoted(name) : path + "." + quoted(name), left.get(name), right.get(name)));
            } else if (before != null && after != null && before.isArray() && after.isArray()) {
                for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                    compare(path + "[" + i + "]", before.get(i), after.get(i));
                }
            } else if (before == null || !before.equals(after)) {
                changes.add(new FieldChange(path, shown(path, before), shown(path, after)));
            }
        }

        /** A name with dots in it would look like several. */
        private static String quoted(String name) {
            return name.contains(".") ? "\"" + name + "\"" : name;
        }

        private Optional<String> shown(String path, @Nullable JsonNode value) {
            return Optional.ofNullable(value).map(it -> isMasked(path) ? SecretMask.MASK : mask.mask(it.toString()));
        }

        private boolean isMasked(String path) {
            String first = path.split("[.]", 2)[0];
            return isSecret && (SECRET_FIELDS.contains(first) || path.contains(LAST_APPLIED));
        }
    }
}
