package dev.capstan.argo.annotation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code syncOptions} of an application or an operation, or those that one object carries in its annotation.
 *
 * @param options as they are written, {@code Name=value}
 */
public record SyncOptions(List<String> options) {

    public static final String ANNOTATION = "argocd.argoproj.io/sync-options";

    private static final Set<String> BOOLEAN = Set.of("true", "false");
    private static final Map<String, Set<String>> KNOWN = Map.ofEntries(
            Map.entry("Validate", BOOLEAN),
            Map.entry("SkipDryRunOnMissingResource", BOOLEAN),
            Map.entry("Prune", Set.of("true", "false", "confirm")),
            Map.entry("Delete", Set.of("true", "false", "confirm")),
            Map.entry("PruneLast", BOOLEAN),
            Map.entry("PrunePropagationPolicy", Set.of("foreground", "background", "orphan")),
            Map.entry("ApplyOutOfSyncOnly", BOOLEAN),
            Map.entry("Replace", BOOLEAN),
            Map.entry("Force", BOOLEAN),
            Map.entry("ServerSideApply", BOOLEAN),
            Map.entry("ClientSideApplyMigration", BOOLEAN),
            Map.entry("CreateNamespace", BOOLEAN),
            Map.entry("FailOnSharedResource", BOOLEAN),
            Map.entry("RespectIgnoreDifferences", BOOLEAN));

    public SyncOptions {
        options = List.copyOf(options);
    }

    public static SyncOptions none() {
        return new SyncOptions(List.of());
    }

    /** The options that an object carries itself. */
    public static SyncOptions of(JsonNode object) {
        return new SyncOptions(Metadata.of(object).annotationList(ANNOTATION));
    }

    /** Whether an option has a value, written exactly so. */
    public boolean has(String name, String value) {
        return options.contains(name + "=" + value);
    }

    /** Whether an option is set to true. */
    public boolean isOn(String name) {
        return has(name, "true");
    }

    /** The first value of an option. */
    public Optional<String> value(String name) {
        String prefix = name + "=";
        return options.stream()
                .filter(option -> option.startsWith(prefix))
                .map(option -> option.substring(prefix.length()))
                .findFirst();
    }

    /** Options that change nothing, because there is no such name or value; as sentences. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            Set<String> values = KNOWN.getOrDefault(equals < 0 ? option : option.substring(0, equals), Set.of());
            if (values.isEmpty()) {
                problems.add("The sync option '" + option + "' is not known, so it changes nothing");
            } else if (equals < 0 || !values.contains(option.substring(equals + 1))) {
                problems.add("The sync option '" + option + "' needs one of the values "
                        + String.join(", ", values.stream().sorted().toList()) + ", so it changes nothing");
            }
        }
        return problems;
    }
}
