package dev.capstan.source.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.meta.ToolkitResource;
import dev.capstan.digest.Digest;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/** Tells which objects follow the same upstream in the same way, by their specs. */
public final class UpstreamKey {
    private static final List<String> NEVER_MATTER = List.of("interval", "timeout", "suspend");

    private UpstreamKey() {}

    /**
     * A text that is the same for objects whose specs are. Secrets and accounts of equal names are equal only within a namespace.
     *
     * @param others fields besides interval, timeout and suspend that have no influence on the revision
     */
    public static Optional<String> of(ToolkitResource<?, ?> object, String... others) {
        ObjectNode spec = Serialization.jsonMapper().valueToTree(object.getSpec());
        spec.remove(NEVER_MATTER);
        spec.remove(List.of(others));
        var text = spec.toString();
        var isOfItsNamespace = text.contains("ecretRef\"") || text.contains("erviceAccountName\"");
        var scope = isOfItsNamespace ? object.key().namespace() : "";
        return Optional.of(
                Digest.sha256(object.getKind() + "\n" + scope + "\n" + text).toString());
    }
}
