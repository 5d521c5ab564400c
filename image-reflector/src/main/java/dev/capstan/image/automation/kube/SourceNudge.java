package dev.capstan.image.automation.kube;

import dev.capstan.api.bus.Bus;
import dev.capstan.api.bus.ReconcileRequested;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.ObjectReference;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.source.GitRepository;
import dev.capstan.image.kube.ImageIdentities;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a look at the GitRepository that was pushed to: by annotation, which outlives everything, and over the bus, which is
 * faster. Where that is not allowed the source looks by itself when its interval is over.
 */
final class SourceNudge {
    private static final Logger LOG = LoggerFactory.getLogger(SourceNudge.class);

    private final KubernetesClient client;
    private final Bus bus;
    private final Clock clock;

    SourceNudge(KubernetesClient client, Bus bus, Clock clock) {
        this.client = client;
        this.bus = bus;
        this.clock = clock;
    }

    void pushed(ObjectKey source, ObjectReference automation) {
        String token = clock.instant().toString();
        try {
            client.resources(GitRepository.class)
                    .inNamespace(source.namespace())
                    .withName(source.name())
                    .patch(
                            new PatchContext.Builder()
                                    .withPatchType(PatchType.JSON_MERGE)
                                    .withFieldManager(ImageIdentities.AUTOMATION.component())
                                    .build(),
                            "{\"metadata\":{\"annotations\":{\"" + ToolkitKeys.REQUESTED_AT + "\":\"" + token
                                    + "\"}}}");
        } catch (KubernetesClientException refused) {
            LOG.debug("{} could not be asked to look at once: {}", source, refused.getMessage());
        }
        bus.publish(new ReconcileRequested(ToolkitKind.GIT_REPOSITORY.ref(source), token, automation.toString()));
    }
}
