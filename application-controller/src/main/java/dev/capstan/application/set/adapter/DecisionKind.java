package dev.capstan.application.set.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Fields;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Of which kind the objects are that choose clusters, and where they say whom they chose, as a ConfigMap tells.
 *
 * @param resource the name of the kind in URLs, such as {@code placementdecisions}
 * @param listKey the field of the status that has the decisions
 * @param matchKey the field of a decision that names the cluster
 */
record DecisionKind(String group, String version, String resource, String listKey, String matchKey) {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");

    /** What reading gives. */
    sealed interface Read {
        record Usable(DecisionKind kind) implements Read {}

        /** It cannot be used. */
        record Refused(String why) implements Read {}
    }

    /** The kind in one word; what is read of its objects does not matter. */
    String name() {
        return resource + "." + version + "." + group;
    }

    static Read of(JsonNode options, NamespaceData data) {
        String name = Fields.text(options, "configMapRef");
        Optional<Map<String, String>> found = data.configMap(name);
        if (found.isEmpty()) {
            return new Read.Refused(
                    "clusterDecisionResource: there is no ConfigMap '" + name + "' in the namespace of the set");
        }
        Map<String, String> map = found.get();
        String[] version = map.getOrDefault("apiVersion", "").split("/", -1);
        String resource = map.getOrDefault("kind", "").toLowerCase(Locale.ROOT);
        var kind = new DecisionKind(
                version.length == 2 ? version[0] : "",
                version[version.length - 1],
                resource,
                map.getOrDefault("statusListKey", ""),
                map.getOrDefault("matchKey", ""));
        boolean isWhole = version.length == 2
                && WORD.matcher(kind.group).matches()
                && WORD.matcher(kind.version).matches()
                && WORD.matcher(resource).matches()
                && !kind.listKey.isEmpty()
                && !kind.matchKey.isEmpty();
        return isWhole
                ? new Read.Usable(kind)
                : new Read.Refused(
                        "clusterDecisionResource: the ConfigMap '" + name + "' needs the keys apiVersion (of a"
                                + " custom resource), kind (its plural name), statusListKey and matchKey");
    }
}
