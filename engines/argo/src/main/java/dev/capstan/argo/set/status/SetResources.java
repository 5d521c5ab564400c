package dev.capstan.argo.set.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Fields;
import java.util.Comparator;
import java.util.List;

/**
 * The Applications of a set, as its status lists them.
 *
 * @param entries by name, {@code status.resources[]}; not all of them where there are too many
 * @param count how many there are
 */
public record SetResources(List<ObjectNode> entries, int count) {
    /** How many are listed; a status must not become too large to be stored. */
    public static final int MOST = 5_000;

    /** Keeps its own copy. */
    public SetResources {
        entries = List.copyOf(entries);
    }

    /** The list of these Applications. */
    public static SetResources of(List<? extends JsonNode> applications) {
        List<ObjectNode> entries = applications.stream()
                .sorted(Comparator.comparing(application -> Fields.text(application.path("metadata"), "name")))
                .limit(MOST)
                .map(SetResources::entry)
                .toList();
        return new SetResources(entries, applications.size());
    }

    private static ObjectNode entry(JsonNode application) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("group", "argoproj.io").put("version", "v1alpha1").put("kind", "Application");
        entry.put("name", Fields.text(application.path("metadata"), "name"));
        entry.put("namespace", Fields.text(application.path("metadata"), "namespace"));
        JsonNode status = application.path("status");
        String sync = Fields.text(status.path("sync"), "status");
        if (!sync.isEmpty()) {
            entry.put("status", sync);
        }
        String health = Fields.text(status.path("health"), "status");
        if (!health.isEmpty()) {
            entry.putObject("health").put("status", health);
        }
        return entry;
    }
}
