package dev.capstan.application.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.operate.SyncRehearsal.Deed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What would become of one Application. Nothing in it is a value of a manifest or of a live object.
 *
 * @param name namespace and name
 * @param objects how many were compared
 * @param stored what its status says
 * @param found what it would say
 * @param problems why it cannot be compared, or why its sync would fail
 * @param waitsFor what must come to its end first; empty for nothing
 * @param writes objects that an automated sync would write at once
 * @param differences objects that would have another sync status
 * @param notes what else people should know
 */
public record ApplicationReport(
        String name,
        int objects,
        State stored,
        State found,
        List<String> problems,
        Optional<String> waitsFor,
        List<Write> writes,
        List<Difference> differences,
        List<String> notes) {

    /** Copies the lists. */
    public ApplicationReport {
        problems = List.copyOf(problems);
        writes = List.copyOf(writes);
        differences = List.copyOf(differences);
        notes = List.copyOf(notes);
    }

    /** What a status says; empty texts for what it does not. */
    public record State(String sync, String health, String revision) {
        /** Of an Application that nobody has looked at. */
        public static final State NONE = new State("", "", "");

        private ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("sync", sync)
                    .put("health", health)
                    .put("revision", revision);
        }
    }

    /**
     * An object that would be written.
     *
     * @param object kind, namespace and name
     * @param fields in which it differs, as paths; none where that cannot be told
     */
    public record Write(String object, Deed deed, List<String> fields) {
        /** Copies the list. */
        public Write {
            fields = List.copyOf(fields);
        }
    }

    /**
     * An object with another sync status.
     *
     * @param stored what the status says; empty when it does not name the object
     * @param found what it would say; empty when it would not name it
     */
    public record Difference(String object, String stored, String found, List<String> fields) {
        /** Copies the list. */
        public Difference {
            fields = List.copyOf(fields);
        }
    }

    /** One of which nothing is known but why. */
    public static ApplicationReport unseen(String name, String problem) {
        return new ApplicationReport(
                name, 0, State.NONE, State.NONE, List.of(problem), Optional.empty(), List.of(), List.of(), List.of());
    }

    /** For programs; fields are only added in later versions. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("application", name).put("objects", objects);
        json.set("stored", stored.json());
        json.set("found", found.json());
        problems.forEach(json.putArray("problems")::add);
        waitsFor.ifPresent(what -> json.put("waitsFor", what));
        ArrayNode written = json.putArray("writes");
        writes.forEach(write -> {
            ObjectNode one = written.addObject()
                    .put("object", write.object())
                    .put("deed", write.deed().name().toLowerCase(Locale.ROOT));
            write.fields().forEach(one.putArray("fields")::add);
        });
        ArrayNode different = json.putArray("differences");
        differences.forEach(difference -> {
            ObjectNode one = different
                    .addObject()
                    .put("object", difference.object())
                    .put("stored", difference.stored())
                    .put("found", difference.found());
            difference.fields().forEach(one.putArray("fields")::add);
        });
        notes.forEach(json.putArray("notes")::add);
        return json;
    }
}
