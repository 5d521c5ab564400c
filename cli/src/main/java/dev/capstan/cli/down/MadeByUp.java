package dev.capstan.cli.down;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.Crds;
import dev.capstan.cli.cluster.Marks;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What carries the mark of {@code up} in a cluster. */
final class MadeByUp {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final KubernetesClient client;
    private final List<GenericKubernetesResource> kustomizations;
    private final List<GenericKubernetesResource> sources;
    private final List<Secret> secrets;

    MadeByUp(KubernetesClient client) {
        this.client = client;
        this.kustomizations = marked(ToolkitKind.KUSTOMIZATION);
        this.sources = marked(ToolkitKind.GIT_REPOSITORY);
        this.secrets = client.secrets()
                .inAnyNamespace()
                .withLabel(Marks.LABEL, Marks.UP)
                .list()
                .getItems();
    }

    private List<GenericKubernetesResource> marked(ToolkitKind kind) {
        try {
            return client.genericKubernetesResources(kind.context())
                    .inAnyNamespace()
                    .withLabel(Marks.LABEL, Marks.UP)
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of(); // no definitions, no objects
            }
            throw e;
        }
    }

    boolean isEmpty() {
        return kustomizations.isEmpty() && sources.isEmpty() && secrets.isEmpty();
    }

    /** One line per object. */
    List<String> describe() {
        return Stream.concat(
                        kustomizations.stream().map(object -> name(object) + content(object)),
                        Stream.concat(sources.stream(), secrets.stream()).map(MadeByUp::name))
                .toList();
    }

    private static String content(GenericKubernetesResource kustomization) {
        int size = ToolkitObject.of(kustomization).inventorySize();
        String objects = size == 1 ? "the object" : "the " + size + " objects";
        return Boolean.FALSE.equals(kustomization.get("spec", "prune"))
                ? "; " + objects + " that it has applied will stay, because it was told --no-prune"
                : " with " + objects + " that it has applied";
    }

    private static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }

    /** Removes the objects and waits until they are gone; returns what is in the way, if anything is. */
    Optional<String> removeObjects() {
        return remove(kustomizations).or(() -> remove(sources)).or(() -> remove(secrets));
    }

    private Optional<String> remove(List<? extends HasMetadata> objects) {
        objects.forEach(object -> client.resource(object).delete());
        List<String> left = new ArrayList<>();
        for (HasMetadata object : objects) {
            try {
                client.resource(object).waitUntilCondition(Objects::isNull, LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (KubernetesClientTimeoutException stays) {
                left.add(name(object) + " is still there" + reason(object));
            }
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join("\n   ", left));
    }

    private String reason(HasMetadata object) {
        return client.resource(object).get() instanceof GenericKubernetesResource present
                ? ToolkitObject.of(present)
                        .ready()
                        .map(ready -> ": " + ready.message())
                        .orElse("")
                : "";
    }

    /** Removes definitions that a command has brought, unless objects of one of them are left; one line per result. */
    List<String> removeDefinitions() {
        Crds crds = new Crds(client);
        List<CustomResourceDefinition> installed = crds.installed();
        Optional<String> other =
                installed.stream().flatMap(it -> Crds.otherOwner(it).stream()).findFirst();
        if (other.isPresent()) {
            return List.of("the custom resource definitions stay: " + other.get() + " has applied them, too");
        }
        Optional<CustomResourceDefinition> used =
                installed.stream().filter(this::hasObjects).findFirst();
        if (installed.isEmpty()) {
            return List.of();
        }
        if (used.isPresent()) {
            return List.of("the custom resource definitions stay: there are still "
                    + used.get().getSpec().getNames().getPlural());
        }
        crds.remove(installed.stream()
                .map(definition -> definition.getMetadata().getName())
                .toList());
        return List.of("removed the " + installed.size() + " custom resource definitions that were installed for it");
    }

    private boolean hasObjects(CustomResourceDefinition definition) {
        return ToolkitKind.named(definition.getSpec().getNames().getKind())
                .map(kind -> client.genericKubernetesResources(kind.context())
                        .inAnyNamespace()
                        .list()
                        .getItems())
                .filter(List::isEmpty)
                .isEmpty();
    }

    /** Removes the namespaces that {@code up} has made, unless something is in them; one line per result. */
    List<String> removeNamespaces() {
        List<String> results = new ArrayList<>();
        for (Namespace namespace :
                client.namespaces().withLabel(Marks.LABEL, Marks.UP).list().getItems()) {
            String name = namespace.getMetadata().getName();
            Optional<String> content = new NamespaceContent(client, name).first();
            if (content.isPresent()) {
                results.add("the namespace " + name + " stays: " + content.get() + " is in it");
            } else {
                client.resource(namespace).delete();
                results.add("removed the namespace " + name);
            }
        }
        return results;
    }
}
