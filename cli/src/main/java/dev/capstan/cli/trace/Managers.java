package dev.capstan.cli.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import dev.capstan.apply.Owner;
import dev.capstan.apply.ResourceKind;
import dev.capstan.cli.cluster.LiveObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Who has applied an object: its labels say so, or those of what owns it. */
final class Managers {

    private static final int DEPTH = 10;

    private final LiveObjects objects;

    Managers(LiveObjects objects) {
        this.objects = objects;
    }

    /**
     * What was found.
     *
     * @param owned the owners on the way up, nearest first; empty when the object itself has the labels
     * @param manager the Kustomization or HelmRelease; empty when there is none
     * @param application the Application; empty when there is none
     */
    record Found(List<ObjectId> owned, Optional<Owner> manager, Optional<TrackedBy> application) {
        Found {
            owned = List.copyOf(owned);
        }
    }

    Found of(ObjectNode object) {
        var owners = new ArrayList<ObjectId>();
        Optional<ObjectNode> current = Optional.of(object);
        while (current.isPresent() && owners.size() < DEPTH) {
            Optional<Owner> manager = labelled(current.get());
            Optional<TrackedBy> application = TrackedBy.of(current.get());
            if (manager.isPresent() || application.isPresent()) {
                return new Found(owners, manager, application);
            }
            current = owner(current.get()).flatMap(owner -> {
                owners.add(owner.id());
                return objects.see(owner.id(), owner.version()).object();
            });
        }
        return new Found(owners, Optional.empty(), Optional.empty());
    }

    /** The manager that the object's own labels name. */
    static Optional<Owner> labelled(JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        return Owner.PREFIXES.stream()
                .flatMap(prefix -> Owner.of(labels, prefix).stream())
                .findFirst();
    }

    private record Above(ObjectId id, String version) {}

    /** The controller among the owners, else the first of them. */
    private static Optional<Above> owner(JsonNode object) {
        JsonNode references = object.path("metadata").path("ownerReferences");
        return StreamSupport.stream(references.spliterator(), false)
                .filter(reference -> reference.path("controller").asBoolean(false))
                .findFirst()
                .or(() -> StreamSupport.stream(references.spliterator(), false).findFirst())
                .map(reference -> {
                    ResourceKind kind = ResourceKind.of(
                            reference.path("apiVersion").asText("v1"),
                            reference.path("kind").asText("Unknown"));
                    return new Above(
                            new ObjectId(
                                    kind.group(),
                                    kind.kind(),
                                    object.path("metadata").path("namespace").asText(""),
                                    reference.path("name").asText("unknown")),
                            kind.version());
                });
    }
}
