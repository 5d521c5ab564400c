package dev.capstan.cli.migrate.survey;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Deployment of Flux.
 *
 * @param namespace where it is
 * @param name its name; that of a shard is longer than that of its component
 * @param component which controller it runs, such as {@code source-controller}
 * @param image its image
 * @param replicas how many pods it is to have
 * @param flags what it was started with
 * @param environment variables with a value of their own
 * @param references names of variables whose value is kept elsewhere, such as in a Secret
 * @param labels those of the Deployment
 * @param annotations those of the Deployment
 */
public record FluxController(
        String namespace,
        String name,
        String component,
        String image,
        int replicas,
        Flags flags,
        Map<String, String> environment,
        List<String> references,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** In the order in which they are stopped: who applies goes first, who serves the others last. */
    public static final List<String> COMPONENTS = List.of(
            "image-automation-controller",
            "image-reflector-controller",
            "helm-controller",
            "kustomize-controller",
            "notification-controller",
            "source-watcher",
            "source-controller");

    private static final Pattern TAG = Pattern.compile(":v?(\\d+)\\.(\\d+)[^/@]*(?:@.*)?$");

    /** Copies the maps. */
    public FluxController {
        environment = Map.copyOf(environment);
        references = List.copyOf(references);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Reads a Deployment; empty for one that runs no controller of Flux, or one of ours. */
    public static Optional<FluxController> of(Deployment deployment) {
        Container manager = manager(deployment);
        Map<String, String> environment = environment(manager);
        boolean isOurs = manager.getEnv() != null
                && manager.getEnv().stream()
                        .anyMatch(variable -> variable.getName().startsWith("CAPSTAN_"));
        return isOurs
                ? Optional.empty()
                : component(deployment, manager)
                        .map(component -> new FluxController(
                                deployment.getMetadata().getNamespace(),
                                deployment.getMetadata().getName(),
                                component,
                                manager.getImage(),
                                Optional.ofNullable(deployment.getSpec().getReplicas())
                                        .orElse(1),
                                Flags.of(arguments(manager)),
                                environment,
                                references(manager),
                                Optional.ofNullable(deployment.getMetadata().getLabels())
                                        .orElse(Map.of()),
                                Optional.ofNullable(deployment.getMetadata().getAnnotations())
                                        .orElse(Map.of())));
    }

    private static Container manager(Deployment deployment) {
        List<Container> containers =
                deployment.getSpec().getTemplate().getSpec().getContainers();
        return containers.stream()
                .filter(container -> container.getName().equals("manager"))
                .findFirst()
                .orElseGet(containers::getFirst);
    }

    /** By the label that shards have as well, else by the name of the image or of the Deployment. */
    private static Optional<String> component(Deployment deployment, Container manager) {
        String label = Optional.ofNullable(deployment.getMetadata().getLabels())
                .map(labels -> labels.get("app.kubernetes.io/component"))
                .orElse("");
        String image = manager.getImage().replaceFirst("[@].*$", "").replaceFirst(":[^/]*$", "");
        String ofImage = image.substring(image.lastIndexOf('/') + 1);
        String name = deployment.getMetadata().getName();
        return COMPONENTS.stream()
                .filter(component -> label.equals(component) || ofImage.equals(component) || name.equals(component))
                .findFirst();
    }

    private static List<String> arguments(Container manager) {
        List<String> all = new ArrayList<>();
        Optional.ofNullable(manager.getCommand()).ifPresent(all::addAll);
        Optional.ofNullable(manager.getArgs()).ifPresent(all::addAll);
        return all;
    }

    private static Map<String, String> environment(Container manager) {
        Map<String, String> values = new LinkedHashMap<>();
        for (EnvVar variable : Optional.ofNullable(manager.getEnv()).orElse(List.of())) {
            if (variable.getValue() != null) {
                values.put(variable.getName(), variable.getValue());
            }
        }
        return values;
    }

    private static List<String> references(Container manager) {
        return Optional.ofNullable(manager.getEnv()).orElse(List.of()).stream()
                .filter(variable -> variable.getValueFrom() != null)
                .map(EnvVar::getName)
                .toList();
    }

    /** Namespace and name. */
    public String key() {
        return namespace + "/" + name;
    }

    /** Which of our components does its work. */
    public String successor() {
        return switch (component) {
            case "source-watcher" -> "source-controller";
            case "image-reflector-controller", "image-automation-controller" -> "image-reflector";
            default -> component;
        };
    }

    /** Whether its image is older than that version; false for an image without a tag that is a version. */
    public boolean isOlderThan(int major, int minor) {
        Matcher tag = TAG.matcher(image);
        return tag.find()
                && (Integer.parseInt(tag.group(1)) < major
                        || (Integer.parseInt(tag.group(1)) == major && Integer.parseInt(tag.group(2)) < minor));
    }
}
