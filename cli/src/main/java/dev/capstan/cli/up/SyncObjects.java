package dev.capstan.cli.up;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Marks;
import dev.capstan.cli.repository.RepositorySecret;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Instant;
import java.util.Map;

/**
 * The GitRepository and the Kustomization that stand for what {@code up} was asked to keep, and the Secret that the first refers to.
 * All are marked; an object of that name that somebody else made is left alone.
 */
final class SyncObjects {

    private static final String FIELD_MANAGER = "capstan-up";

    private final KubernetesClient client;
    private final SyncSpec wanted;
    private final String request = Instant.now().toString();

    SyncObjects(KubernetesClient client, SyncSpec wanted) {
        this.client = client;
        this.wanted = wanted;
    }

    /** The Secret that {@code up} makes for the GitRepository with that name. */
    static String secretName(String repository) {
        return repository + "-credentials";
    }

    /**
     * Makes the namespaces that are missing.
     *
     * @throws CommandFailure when one of the objects to come exists and was not made by {@code up}
     */
    void prepare() {
        requireOursOrAbsent(source());
        requireOursOrAbsent(kustomization());
        namespace(wanted.namespace());
        wanted.targetNamespace().ifPresent(this::namespace);
    }

    /** Brings the credentials into the cluster under the name that the source refers to. */
    void applySecret(RepositorySecret secret) {
        String name = secretName(wanted.name());
        requireOursOrAbsent(client.secrets().inNamespace(wanted.namespace()).withName(name));
        apply(new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(wanted.namespace())
                .withLabels(Marks.ofUp())
                .endMetadata()
                .withType("Opaque")
                .withStringData(secret.values())
                .build());
    }

    /** Declares the source and asks for a look at it now. */
    void applySource() {
        apply(object(ToolkitKind.GIT_REPOSITORY, wanted.ofSource()));
    }

    /** Declares the Kustomization and asks for a run now. */
    void applyKustomization() {
        apply(object(ToolkitKind.KUSTOMIZATION, wanted.ofKustomization()));
    }

    private static void requireOursOrAbsent(Resource<? extends HasMetadata> named) {
        HasMetadata present = named.get();
        if (present != null && !Marks.isMadeBy(Marks.UP, present)) {
            throw new CommandFailure("%s %s/%s is in the cluster already and was not made by up: choose another --name"
                    .formatted(
                            present.getKind(),
                            present.getMetadata().getNamespace(),
                            present.getMetadata().getName()));
        }
    }

    private void namespace(String name) {
        if (client.namespaces().withName(name).get() == null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(Marks.ofUp())
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    private GenericKubernetesResource object(ToolkitKind kind, Map<String, Object> spec) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(kind.apiVersion())
                .withKind(kind.kind())
                .withNewMetadata()
                .withName(wanted.name())
                .withNamespace(wanted.namespace())
                .withLabels(Marks.ofUp())
                .addToAnnotations(ToolkitKeys.REQUESTED_AT, request)
                .endMetadata()
                .addToAdditionalProperties("spec", spec)
                .build();
    }

    private void apply(HasMetadata object) {
        client.resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    }

    /** The token that both objects are declared with; the status of one repeats it when it was looked at after that. */
    String request() {
        return request;
    }

    Resource<GenericKubernetesResource> source() {
        return named(ToolkitKind.GIT_REPOSITORY);
    }

    Resource<GenericKubernetesResource> kustomization() {
        return named(ToolkitKind.KUSTOMIZATION);
    }

    private Resource<GenericKubernetesResource> named(ToolkitKind kind) {
        return client.genericKubernetesResources(kind.context())
                .inNamespace(wanted.namespace())
                .withName(wanted.name());
    }
}
