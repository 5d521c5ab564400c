package dev.capstan.application.core;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.ManagedObject;
import dev.capstan.argo.object.ObjectKey;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** The objects of an Application with their manifests, as {@code argocd app diff} reads them; objects in it are texts. */
final class ManagedResources {
    /** An object that is not there. */
    private static final String NONE = "null";

    private ManagedResources() {}

    /** Writes the list, one object after the other. */
    static void write(Stream<ManagedObject> objects, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Iterator<ManagedObject> all = objects.iterator(); all.hasNext(); ) {
            json.writeTree(of(all.next()));
        }
        json.writeEndArray();
    }

    private static ObjectNode of(ManagedObject object) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        ObjectKey key = object.key();
        entry.put("group", key.group()).put("kind", key.kind());
        entry.put("namespace", key.namespace()).put("name", key.name());
        entry.put("targetState", text(object.target()));
        entry.put("liveState", text(object.live()));
        entry.put("normalizedLiveState", text(object.compared()));
        entry.put("predictedLiveState", text(object.predicted()));
        object.live()
                .map(live -> live.path("metadata").path("resourceVersion").asText(""))
                .ifPresent(version -> entry.put("resourceVersion", version));
        entry.put("modified", object.isModified());
        return entry;
    }

    private static String text(Optional<ObjectNode> object) {
        return object.map(ObjectNode::toString).orElse(NONE);
    }
}
