package dev.capstan.cli.uninstall;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.rollout.NatsSecrets;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes an installation away in an order in which nothing that was applied can be pruned: first the controllers with their rights, once
 * nothing brings them back, then, when nobody is left to act on it, finalizers, objects and definitions. Every wait has an end.
 */
final class Removal {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet");
    private static final Set<String> BINDINGS = Set.of("ClusterRoleBinding", "RoleBinding");
    private static final String OUR_FINALIZERS = "fluxcd.io|capstan.dev";

    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** As a StatefulSet names it: its template, its own name, and a number. */
    private static final Pattern VOLUME_OF_NATS = Pattern.compile("data-nats-[0-9]+");

    private final KubernetesClient client;
    private final String namespace;
    private final Duration timeout;
    private final Consumer<String> progress;
    private final List<String> stuck = new ArrayList<>();

    Removal(KubernetesClient client, String namespace, Duration timeout, Consumer<String> progress) {
        this.client = client;
        this.namespace = namespace;
        this.timeout = timeout;
        this.progress = progress;
    }

    /** Returns what does not go, with what it waits for. */
    List<String> run(Installed installed, boolean keepsNamespace, boolean sharesKinds) {
        Keepers.suspend(client, installed).forEach(keeper -> progress.accept("✓ suspended " + keeper));
        delete(installed.parts(), WORKLOADS);
        delete(installed.parts(), BINDINGS);
        awaitPods();
        if (!sharesKinds) {
            Instant end = Instant.now().plus(timeout);
            installed.objects().forEach(object -> release(object, end));
            removeDefinitions(installed.definitions());
        }
        installed.parts().stream()
                .filter(part -> !WORKLOADS.contains(part.getKind()) && !BINDINGS.contains(part.getKind()))
                .forEach(this::delete);
        progress.accept("✓ accounts, rights and settings");
        if (installed.ownsNamespace()) {
            if (keepsNamespace) {
                removeOwnedOfNamespace();
            } else {
                removeNamespace();
            }
        }
        return List.copyOf(stuck);
    }

    private void delete(Collection<GenericKubernetesResource> parts, Set<String> kinds) {
        parts.stream().filter(part -> kinds.contains(part.getKind())).forEach(this::delete);
    }

    private void delete(HasMetadata object) {
        delete(client.resource(object), title(object));
    }

    private void delete(Resource<?> resource, String title) {
        try {
            resource.delete();
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                stuck.add("%s cannot be deleted: %s".formatted(title, refusal.getMessage()));
            }
        }
    }

    /** Pods of a lost node never end; without their rights they can do nothing. */
    private void awaitPods() {
        var pods = client.pods().inNamespace(namespace).withLabel("app.kubernetes.io/part-of", "flux");
        try {
            pods.informOnCondition(List::isEmpty).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            progress.accept("✓ the controllers");
        } catch (TimeoutException lost) {
            progress.accept("! pods do not end, perhaps of a node that is gone; they have no rights any more");
        } catch (ExecutionException unknown) {
            progress.accept("! the pods cannot be watched: " + unknown.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For one of several things that go at the same time: all of them together get the timeout, and each a moment. */
    private static long millisUntil(Instant end) {
        return Math.max(MOMENT.toMillis(), Duration.between(Instant.now(), end).toMillis());
    }

    /** Takes off our finalizers, so that nothing waits for controllers that are gone, and keeps what the object made. */
    private void release(ToolkitObject object, Instant end) {
        var resource = client.genericKubernetesResources(object.kind().context())
                .inNamespace(object.namespace())
                .withName(object.name());
        try {
            List<String> finalizers = object.resource().getFinalizers();
            List<String> others = finalizers.stream()
                    .filter(finalizer -> !finalizer.matches(".*(" + OUR_FINALIZERS + ").*"))
                    .toList();
            if (others.size() < finalizers.size()) {
                Map<String, Object> metadata = new HashMap<>();
                metadata.put("finalizers", others);
                resource.patch(
                        PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("metadata", metadata)));
            }
            resource.withPropagationPolicy(
                            object.kind() == ToolkitKind.SEALED_SECRET
                                    ? DeletionPropagation.ORPHAN
                                    : DeletionPropagation.BACKGROUND)
                    .delete();
            if (object.kind() == ToolkitKind.SEALED_SECRET) {
                resource.waitUntilCondition(Objects::isNull, millisUntil(end), TimeUnit.MILLISECONDS);
            }
        } catch (KubernetesClientTimeoutException waiting) {
            stuck.add(object.title() + " does not go: its Secret is not let go of yet");
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                stuck.add("%s cannot be deleted: %s".formatted(object.title(), refusal.getMessage()));
            }
        }
    }

    private void removeDefinitions(List<GenericKubernetesResource> definitions) {
        if (!stuck.isEmpty()) {
            stuck.add("the definitions stay until that is solved");
            return;
        }
        definitions.forEach(this::delete);
        Instant end = Instant.now().plus(timeout);
        for (GenericKubernetesResource definition : definitions) {
            try {
                client.resource(definition)
                        .waitUntilCondition(Objects::isNull, millisUntil(end), TimeUnit.MILLISECONDS);
            } catch (KubernetesClientTimeoutException waiting) {
                stuck.add("%s does not go: %s".formatted(title(definition), waitsFor(definition)));
            }
        }
        progress.accept("✓ custom resources and their definitions");
    }

    /** Finalizers of others, which only they may take off. */
    private String waitsFor(GenericKubernetesResource definition) {
        return ToolkitKind.served().stream()
                .filter(kind -> definition.getMetadata().getName().equals(kind.definition()))
                .flatMap(kind ->
                        client.genericKubernetesResources(kind.context()).inAnyNamespace().list().getItems().stream())
                .map(object -> "%s waits for %s"
                        .formatted(
                                title(object),
                                String.join(", ", object.getMetadata().getFinalizers())))
                .collect(Collectors.joining("; "));
    }

    /** What is ours in a namespace that stays, and no part that labels name: Secrets, and the volume of our NATS alone. */
    private void removeOwnedOfNamespace() {
        for (String secret : List.of(NatsSecrets.LOGIN, NatsSecrets.CERTIFICATE)) {
            delete(client.secrets().inNamespace(namespace).withName(secret), "Secret " + secret);
        }
        client.persistentVolumeClaims().inNamespace(namespace).withLabel("app", "nats").list().getItems().stream()
                .filter(claim ->
                        VOLUME_OF_NATS.matcher(claim.getMetadata().getName()).matches())
                .forEach(this::delete);
        progress.accept("✓ Secrets and the volume of NATS; the namespace " + namespace + " stays");
    }

    private void removeNamespace() {
        var resource = client.namespaces().withName(namespace);
        delete(resource, "Namespace " + namespace);
        try {
            resource.waitUntilCondition(Objects::isNull, timeout.toMillis(), TimeUnit.MILLISECONDS);
            progress.accept("✓ the namespace " + namespace);
        } catch (KubernetesClientTimeoutException waiting) {
            Namespace left = resource.get();
            if (left != null) {
                stuck.add("the namespace %s does not go: %s".formatted(namespace, reasons(left)));
            }
        }
    }

    private static String reasons(Namespace namespace) {
        return namespace.getStatus().getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True"))
                .map(NamespaceCondition::getMessage)
                .collect(Collectors.joining("; "));
    }

    private static String title(HasMetadata object) {
        String where = object.getMetadata().getNamespace();
        return object.getKind() + " " + (where == null ? "" : where + "/")
                + object.getMetadata().getName();
    }
}
