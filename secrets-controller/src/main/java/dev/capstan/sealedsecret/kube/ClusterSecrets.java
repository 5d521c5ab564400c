package dev.capstan.sealedsecret.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.apply.redaction.SecretMask;
import dev.capstan.sealedsecret.secret.LiveSecret;
import dev.capstan.sealedsecret.secret.OwnerMark;
import dev.capstan.sealedsecret.secret.SecretContent;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;

/** The Secrets of SealedSecrets in the cluster. */
final class ClusterSecrets {
    private final KubernetesClient client;

    ClusterSecrets(KubernetesClient client) {
        this.client = client;
    }

    /** What came of a write. */
    sealed interface Written {
        /** The Secret is now so. */
        record Done(Secret now) implements Written {}

        /**
         * The API server did not take it.
         *
         * @param code the status of its answer; 0 when there was none
         * @param message its words, without values
         */
        record Failed(int code, String message) implements Written {}
    }

    /** The Secret of that name, if there is one. */
    Optional<Secret> find(ObjectKey key) {
        return Optional.ofNullable(client.secrets()
                .inNamespace(key.namespace())
                .withName(key.name())
                .get());
    }

    /** Creates the Secret of a SealedSecret. */
    Written create(SealedSecret owner, SecretContent content, List<OwnerMark> owners) {
        Secret secret = with(new SecretBuilder(), owner, content, owners)
                .editMetadata()
                .withNamespace(owner.key().namespace())
                .withName(owner.key().name())
                .endMetadata()
                .build();
        return create(secret);
    }

    /** Creates a Secret. */
    Written create(Secret secret) {
        try {
            return new Written.Done(client.resource(secret).create());
        } catch (KubernetesClientException refused) {
            return failed(refused, secret);
        }
    }

    /** Changes a Secret, unless somebody else has changed it in between. */
    Written replace(SealedSecret owner, Secret live, SecretContent content, List<OwnerMark> owners) {
        Secret secret = with(new SecretBuilder(live), owner, content, owners).build();
        try {
            return new Written.Done(client.resource(secret).update());
        } catch (KubernetesClientException refused) {
            return failed(refused, secret, live);
        }
    }

    private static Written failed(KubernetesClientException refused, Secret... shown) {
        JsonNode[] forms = new JsonNode[shown.length];
        for (int i = 0; i < shown.length; i++) {
            forms[i] = Serialization.jsonMapper().valueToTree(shown[i]);
        }
        String words = refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? String.valueOf(refused.getMessage())
                : refused.getStatus().getMessage();
        return new Written.Failed(refused.getCode(), SecretMask.of(forms).mask(words));
    }

    private static SecretBuilder with(
            SecretBuilder secret, SealedSecret owner, SecretContent content, List<OwnerMark> owners) {
        List<OwnerReference> before = secret.buildMetadata() == null
                ? List.of()
                : secret.buildMetadata().getOwnerReferences();
        return secret.editOrNewMetadata()
                .withLabels(content.labels())
                .withAnnotations(content.annotations())
                .withOwnerReferences(owners.stream()
                        .map(mark -> reference(mark, owner, before))
                        .toList())
                .endMetadata()
                .withType(content.type())
                .withImmutable(content.isImmutable() ? Boolean.TRUE : null)
                .withStringData(null)
                .withData(content.data());
    }

    private static OwnerReference reference(OwnerMark mark, SealedSecret owner, List<OwnerReference> before) {
        return before.stream()
                .filter(reference -> mark(reference).equals(mark))
                .findFirst()
                .orElseGet(() -> new OwnerReferenceBuilder()
                        .withApiVersion(HasMetadata.getApiVersion(SealedSecret.class))
                        .withKind(HasMetadata.getKind(SealedSecret.class))
                        .withName(owner.key().name())
                        .withUid(mark.uid())
                        .withController(true)
                        .build());
    }

    /** A Secret as it is compared. */
    static LiveSecret live(Secret secret) {
        return new LiveSecret(
                SecretContent.of(
                        secret.getType(),
                        Boolean.TRUE.equals(secret.getImmutable()),
                        secret.getMetadata().getLabels(),
                        secret.getMetadata().getAnnotations(),
                        secret.getData()),
                secret.getMetadata().getOwnerReferences().stream()
                        .map(ClusterSecrets::mark)
                        .toList());
    }

    private static OwnerMark mark(OwnerReference reference) {
        return new OwnerMark(
                reference.getUid(),
                Boolean.TRUE.equals(reference.getController()),
                Boolean.TRUE.equals(reference.getBlockOwnerDeletion()));
    }
}
