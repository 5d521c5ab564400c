package dev.capstan.manifests;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.kustomize.BuildOptions;
import dev.capstan.kustomize.BuildOutcome;
import dev.capstan.kustomize.Kustomizer;
import dev.capstan.tree.DiskTree;
import dev.capstan.tree.OverlayTree;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The objects that one choice of components gives.
 *
 * @param name says which choice
 */
public record Installation(String name, List<HasMetadata> objects) {
    static final Path ROOT = Path.of("..");
    private static final String HEAD = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: flux-system
            """;

    /** Every controller that serves a kind. */
    static final List<String> CONTROLLERS = ToolkitKind.served().stream()
            .map(ToolkitKind::controller)
            .distinct()
            .toList();

    /** A folder that is an installation as it is. */
    public static Installation folder(String folder) {
        return of(folder, "resources: [k8s/" + folder + "]\n");
    }

    /** Components of {@code k8s/}, in that order, beside the namespace and the definitions. */
    public static Installation components(String... components) {
        String paths = "k8s/" + String.join(", k8s/", components);
        return of(
                String.join("+", components),
                HEAD + "resources: [k8s/namespace, k8s/crds, k8s/access]\ncomponents: [" + paths + "]\n");
    }

    /** What is in {@code all}, with further components. */
    public static Installation allWith(String... components) {
        String paths = "k8s/" + String.join(", k8s/", components);
        String labels =
                "labels: [{pairs: {app.kubernetes.io/instance: flux-system, app.kubernetes.io/version: v0.1.0}}]\n";
        return of(
                "all+" + String.join("+", components),
                HEAD + "resources: [k8s/all]\ncomponents: [" + paths + "]\n" + labels);
    }

    /** Every choice that documents name; built once. */
    static Stream<Installation> every() {
        return Every.ONES.stream();
    }

    /** Made when somebody asks. */
    private static final class Every {
        private static final List<Installation> ONES = build().toList();
    }

    private static Stream<Installation> build() {
        Stream<Installation> alone = CONTROLLERS.stream().map(controller -> components("nats", controller, "nats-tls"));
        return Stream.concat(
                alone,
                Stream.of(
                        folder("all"),
                        folder("standalone"),
                        folder("examples/minimal"),
                        folder("examples/grouped"),
                        components("source-controller", "notification-controller", "one-pod"),
                        allWith("storage-volume"),
                        allWith("storage-nats"),
                        allWith("single-tenant", "cluster-reconciler")));
    }

    private static Installation of(String name, String kustomization) {
        try {
            var tree = OverlayTree.of(
                    Map.of("kustomization.yaml", kustomization.getBytes(StandardCharsets.UTF_8)), new DiskTree(ROOT));
            return switch (new Kustomizer().build(tree, "", BuildOptions.defaults())) {
                case BuildOutcome.Built built -> new Installation(name, parse(built.toYaml()));
                case BuildOutcome.BuildFailed failed -> throw new AssertionError(name + ": " + failed.problem());
            };
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The objects of a stream of documents. */
    static List<HasMetadata> parse(String documents) {
        return Stream.of(documents.split("(?m)^---$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .map(document -> (HasMetadata) Serialization.unmarshal(document))
                .toList();
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What pods are made of, by the kind and name of what makes them. */
    Stream<PodTemplateSpec> pods() {
        return Stream.concat(
                all(Deployment.class).stream().map(it -> it.getSpec().getTemplate()),
                all(StatefulSet.class).stream().map(it -> it.getSpec().getTemplate()));
    }

    /** The pods that have all of the labels. */
    List<PodTemplateSpec> podsWith(Map<String, String> labels) {
        return pods().filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
