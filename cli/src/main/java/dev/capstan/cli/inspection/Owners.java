package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Optional;

/** To whom objects belong, by the marks that tools leave on them. */
public final class Owners {

    /** Label of everything that Flux and Capstan install. */
    public static final String PART_OF = "app.kubernetes.io/part-of";

    /** Its value. */
    public static final String FLUX = "flux";

    /** Label that says of which controller an object is a part. */
    public static final String COMPONENT = "app.kubernetes.io/component";

    /** Label with the namespace of the installation. */
    public static final String INSTANCE = "app.kubernetes.io/instance";

    /** Label with the version of the installation. */
    public static final String VERSION = "app.kubernetes.io/version";

    private static final String SETTINGS = "CAPSTAN_";
    private static final String HELM = "meta.helm.sh/release-name";
    private static final String HELM_NAMESPACE = "meta.helm.sh/release-namespace";
    private static final String KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/name";
    private static final String KUSTOMIZATION_NAMESPACE = "kustomize.toolkit.fluxcd.io/namespace";
    private static final String ARGO = "argocd.argoproj.io/instance";
    private static final String OLM = "olm.managed";

    private Owners() {}

    /** Whether a Deployment runs one of our controllers: those of Flux have the same names and labels, and none of our settings. */
    public static boolean isOurs(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .anyMatch(name -> name.startsWith(SETTINGS));
    }

    /** Whether it is scaled to anything but zero. */
    public static boolean runs(Deployment deployment) {
        Integer replicas = deployment.getSpec().getReplicas();
        return replicas == null || replicas > 0;
    }

    /** The Kustomization that keeps an object as Git says, as {@code namespace/name}. */
    public static Optional<String> kustomization(HasMetadata object) {
        Map<String, String> labels = labels(object);
        return Optional.ofNullable(labels.get(KUSTOMIZATION))
                .map(name -> labels.getOrDefault(KUSTOMIZATION_NAMESPACE, "") + "/" + name);
    }

    /** Any other tool that keeps an object, in words. */
    public static Optional<String> otherTool(HasMetadata object) {
        Map<String, String> labels = labels(object);
        Optional<Release> release = helmRelease(object);
        if (release.isPresent()) {
            return release.map(it -> "the Helm release %s/%s".formatted(it.namespace(), it.name()));
        }
        if (labels.containsKey(ARGO)) {
            return Optional.of("the Argo CD application " + labels.get(ARGO));
        }
        return labels.containsKey(OLM) ? Optional.of("the Operator Lifecycle Manager") : Optional.empty();
    }

    /**
     * A release of Helm.
     *
     * @param namespace where its record is
     * @param name its name
     */
    record Release(String namespace, String name) {}

    /** The release that an object says it belongs to, whether that is still there or not. */
    static Optional<Release> helmRelease(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations() == null
                ? Map.of()
                : object.getMetadata().getAnnotations();
        return Optional.ofNullable(annotations.get(HELM))
                .map(name -> new Release(annotations.getOrDefault(HELM_NAMESPACE, "default"), name));
    }

    /** A label; empty when the object has it not. */
    public static Optional<String> label(HasMetadata object, String name) {
        return Optional.ofNullable(labels(object).get(name));
    }

    private static Map<String, String> labels(HasMetadata object) {
        return object.getMetadata().getLabels() == null
                ? Map.of()
                : object.getMetadata().getLabels();
    }
}
