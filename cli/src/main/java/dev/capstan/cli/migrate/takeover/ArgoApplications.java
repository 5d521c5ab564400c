package dev.capstan.cli.migrate.takeover;

import dev.capstan.api.argo.ArgoKeys;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.apply.ObjectId;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.Age;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The Applications that change hands: what they have applied, what they say, and whether ours has looked at them. */
final class ArgoApplications {

    private static final String HERE = "https://kubernetes.default.svc";
    private static final int NAMED = 5;

    private final KubernetesClient client;
    private final ToolkitObjects objects;
    private final Set<String> names;

    /** @param names those that ours takes care of, as {@code namespace/name} */
    ArgoApplications(KubernetesClient client, Set<String> names) {
        this.client = client;
        this.objects = new ToolkitObjects(client, Optional.empty());
        this.names = Set.copyOf(names);
    }

    /** As they are now. */
    List<ToolkitObject> all() {
        return objects.all(ToolkitKind.APPLICATION).stream()
                .filter(application -> names.contains(name(application)))
                .toList();
    }

    static String name(ToolkitObject application) {
        return application.namespace() + "/" + application.name();
    }

    /** The objects of this cluster that their statuses name, but for hooks and for objects of the toolkit. */
    static Set<ObjectId> workloads(List<ToolkitObject> applications) {
        Set<ObjectId> ids = new TreeSet<>();
        for (ToolkitObject application : applications) {
            if (isHere(application)) {
                lines(application).stream()
                        .filter(line -> !Boolean.TRUE.equals(line.get("hook")))
                        .filter(line -> !text(line, "kind").isEmpty()
                                && !text(line, "name").isEmpty())
                        .map(line -> new ObjectId(
                                text(line, "group"), text(line, "kind"), text(line, "namespace"), text(line, "name")))
                        .filter(Footprints::isWorkload)
                        .forEach(ids::add);
            }
        }
        return ids;
    }

    private static boolean isHere(ToolkitObject application) {
        return application
                        .text("spec", "destination", "server")
                        .filter(HERE::equals)
                        .isPresent()
                || application
                        .text("spec", "destination", "name")
                        .filter("in-cluster"::equals)
                        .isPresent();
    }

    /** The Application that has an object of that kind and name among its own; empty when none has. */
    static Optional<ToolkitObject> owner(List<ToolkitObject> applications, String kind, String namespace, String name) {
        return applications.stream()
                .filter(application -> isHere(application)
                        && lines(application).stream()
                                .anyMatch(line -> text(line, "kind").equals(kind)
                                        && text(line, "namespace").equals(namespace)
                                        && text(line, "name").equals(name)))
                .findFirst();
    }

    private static List<Map<?, ?>> lines(ToolkitObject application) {
        List<Map<?, ?>> lines = new ArrayList<>();
        if (application.field("status", "resources") instanceof List<?> resources) {
            resources.forEach(line -> {
                if (line instanceof Map<?, ?> map) {
                    lines.add(map);
                }
            });
        }
        return lines;
    }

    private static String text(Map<?, ?> map, String field) {
        return Objects.toString(map.get(field), "");
    }

    /** Sync and health. */
    static String state(ToolkitObject application) {
        return application.text("status", "sync", "status").orElse("-") + ", "
                + application.text("status", "health", "status").orElse("-");
    }

    /** Asks each that is not left alone for a comparison, and waits until ours has taken all the requests off. */
    void compared(Duration patience) {
        Set<String> asked = new HashSet<>();
        for (ToolkitObject application : all()) {
            if (!application.isSuspended() && !application.isBeingDeleted()) {
                objects.patch(
                        application,
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                .formatted(ArgoKeys.REFRESH, ArgoKeys.NORMAL));
                asked.add(name(application));
            }
        }
        ListedWait.until(
                client,
                ToolkitKind.APPLICATION.context(),
                patience,
                list -> open(list, asked),
                open ->
                        "%d of %d Applications were not looked at within %s: %s. See the log of Capstan's application-controller"
                                .formatted(
                                        open.size(),
                                        asked.size(),
                                        Age.inWords(patience),
                                        open.stream().limit(NAMED).collect(Collectors.joining(", "))));
    }

    private static List<String> open(List<GenericKubernetesResource> list, Set<String> asked) {
        return list.stream()
                .map(ToolkitObject::of)
                .filter(application -> application.annotation(ArgoKeys.REFRESH).isPresent())
                .map(ArgoApplications::name)
                .filter(asked::contains)
                .toList();
    }
}
