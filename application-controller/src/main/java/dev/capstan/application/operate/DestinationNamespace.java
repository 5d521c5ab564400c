package dev.capstan.application.operate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.compare.NamespaceMetadata;
import dev.capstan.application.live.LiveLookup;
import dev.capstan.application.live.LiveObject;
import dev.capstan.application.live.LiveView;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.sync.NamespaceRequest;
import dev.capstan.argo.sync.NamespaceRequest.ManagedMetadata;
import java.util.Optional;

/** Asks for the destination's namespace, where an operation shall make it or keep its metadata. */
final class DestinationNamespace {
    private DestinationNamespace() {}

    static NamespaceRequest of(ApplicationObject application, String namespace, SyncOptions options, LiveView view) {
        boolean isMade = !namespace.isEmpty() && options.isOn("CreateNamespace");
        return new NamespaceRequest(
                namespace,
                isMade ? live(namespace, view) : Optional.empty(),
                isMade
                        ? NamespaceMetadata.wanted(application)
                                .map(wanted -> new ManagedMetadata(wanted.labels(), wanted.annotations()))
                        : Optional.empty());
    }

    /** One that cannot be seen counts as there: if it is not, what goes into it fails, and is tried again. */
    private static Optional<ObjectNode> live(String namespace, LiveView view) {
        return switch (view.find(new ObjectKey("", "Namespace", "", namespace))) {
            case LiveLookup.Found(LiveObject object) -> Optional.of(object.content());
            case LiveLookup.Absent _ -> Optional.empty();
            case LiveLookup.Unknown _ -> {
                ObjectNode unseen = JsonNodeFactory.instance.objectNode();
                unseen.put("apiVersion", "v1").put("kind", "Namespace");
                unseen.putObject("metadata").put("name", namespace);
                yield Optional.of(unseen);
            }
        };
    }
}
