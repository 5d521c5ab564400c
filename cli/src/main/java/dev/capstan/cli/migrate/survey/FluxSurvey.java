package dev.capstan.cli.migrate.survey;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Flux of a cluster.
 *
 * @param namespace where it runs
 * @param version of the distribution, as its labels say; may be empty
 * @param origin who keeps it
 * @param controllers its Deployments, in the order in which they are stopped
 * @param kinds its kinds, by name of the definition
 * @param objects all objects of kinds that are known here
 */
public record FluxSurvey(
        String namespace,
        String version,
        FluxOrigin origin,
        List<FluxController> controllers,
        List<KindUse> kinds,
        Map<ToolkitKind, List<ToolkitObject>> objects) {

    private static final String PART_OF = "app.kubernetes.io/part-of";

    /** Copies the lists. */
    public FluxSurvey {
        controllers = List.copyOf(controllers);
        kinds = List.copyOf(kinds);
        objects = Map.copyOf(objects);
    }

    /**
     * Looks at a cluster.
     *
     * @throws CommandFailure when no Flux is there, or more than one, or when it may not be seen
     */
    public static FluxSurvey of(KubernetesClient client) {
        List<FluxController> controllers = controllers(client);
        List<String> namespaces = controllers.stream()
                .map(FluxController::namespace)
                .distinct()
                .sorted()
                .toList();
        if (namespaces.size() != 1) {
            throw new CommandFailure(
                    namespaces.isEmpty()
                            ? "No Flux runs in this cluster: there is no Deployment of one of its controllers with the label "
                                    + PART_OF + "=flux"
                            : "Flux runs in several namespaces (%s); migrate them into one installation first, since Capstan's"
                                            .formatted(String.join(", ", namespaces))
                                    + " definitions are the cluster's");
        }
        Map<ToolkitKind, List<ToolkitObject>> objects = objects(client);
        return new FluxSurvey(
                namespaces.getFirst(),
                version(controllers),
                new OriginSearch(client, objects).of(controllers),
                controllers,
                kinds(client, objects),
                objects);
    }

    /** The Deployments of Flux in all namespaces, in the order in which they are stopped. */
    public static List<FluxController> controllers(KubernetesClient client) {
        return client.apps().deployments().inAnyNamespace().withLabel(PART_OF, "flux").list().getItems().stream()
                .flatMap(deployment -> FluxController.of(deployment).stream())
                .sorted(Comparator.comparing((FluxController it) -> FluxController.COMPONENTS.indexOf(it.component()))
                        .thenComparing(FluxController::name))
                .toList();
    }

    private static String version(List<FluxController> controllers) {
        return controllers.stream()
                .map(controller -> controller.labels().getOrDefault("app.kubernetes.io/version", ""))
                .filter(version -> !version.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Map<ToolkitKind, List<ToolkitObject>> objects(KubernetesClient client) {
        var reader = new ToolkitObjects(client, Optional.empty());
        Map<ToolkitKind, List<ToolkitObject>> objects = new EnumMap<>(ToolkitKind.class);
        for (ToolkitKind kind : ToolkitKind.served()) {
            if (isOfFlux(kind.group())) {
                objects.put(kind, reader.allIfServed(kind));
            }
        }
        return objects;
    }

    private static List<KindUse> kinds(KubernetesClient client, Map<ToolkitKind, List<ToolkitObject>> objects) {
        List<KindUse> kinds = new ArrayList<>();
        for (CustomResourceDefinition definition :
                client.apiextensions().v1().customResourceDefinitions().list().getItems()) {
            if (isOfFlux(definition.getSpec().getGroup())) {
                kinds.add(use(client, definition, objects));
            }
        }
        kinds.sort(Comparator.comparing(KindUse::definition));
        return kinds;
    }

    private static KindUse use(
            KubernetesClient client,
            CustomResourceDefinition definition,
            Map<ToolkitKind, List<ToolkitObject>> objects) {
        String kind = definition.getSpec().getNames().getKind();
        Optional<ToolkitKind> known = ToolkitKind.named(kind)
                .filter(it -> it.group().equals(definition.getSpec().getGroup()));
        List<String> served = definition.getSpec().getVersions().stream()
                .filter(version -> Boolean.TRUE.equals(version.getServed()))
                .map(CustomResourceDefinitionVersion::getName)
                .toList();
        return new KindUse(
                definition.getMetadata().getName(),
                kind,
                known,
                served,
                Optional.ofNullable(definition.getStatus())
                        .map(status -> status.getStoredVersions())
                        .orElse(List.of()),
                known.map(it -> objects.getOrDefault(it, List.of()).size())
                        .orElseGet(() -> count(client, definition, served)));
    }

    private static int count(KubernetesClient client, CustomResourceDefinition definition, List<String> served) {
        return served.isEmpty()
                ? 0
                : client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                                .withGroup(definition.getSpec().getGroup())
                                .withVersion(served.getFirst())
                                .withKind(definition.getSpec().getNames().getKind())
                                .withPlural(definition.getSpec().getNames().getPlural())
                                .withNamespaced(
                                        "Namespaced".equals(definition.getSpec().getScope()))
                                .build())
                        .inAnyNamespace()
                        .list()
                        .getItems()
                        .size();
    }

    private static boolean isOfFlux(String group) {
        return group.endsWith(".toolkit.fluxcd.io") || group.equals("source.extensions.fluxcd.io");
    }

    /** The objects of a kind. */
    public List<ToolkitObject> all(ToolkitKind kind) {
        return objects.getOrDefault(kind, List.of());
    }

    /** Which of our components are needed for the controllers that run. */
    public List<String> components() {
        return controllers.stream()
                .map(FluxController::successor)
                .distinct()
                .sorted()
                .toList();
    }
}
