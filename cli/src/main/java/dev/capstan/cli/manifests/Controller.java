package dev.capstan.cli.manifests;

/**
 * A controller that can be installed.
 *
 * @param name its folder in {@code k8s/}, which is also the name of its Deployment and of its image
 */
public record Controller(String name) {

    /** The one whose artifacts the others read, and whose kinds every installation knows. */
    static final String SOURCES = "source-controller";

    /** What {@code CAPSTAN_CONTROLLERS} of the one pod calls it. */
    String word() {
        return name.substring(0, name.indexOf('-'));
    }

    /** Whether it is {@code source-controller}. */
    boolean servesArtifacts() {
        return name.equals(SOURCES);
    }

    /** Whether it reads artifacts of source-controller over the network when it runs apart from it. */
    boolean readsArtifacts() {
        return name.equals("kustomize-controller") || name.equals("helm-controller");
    }

    /** Whether it applies objects with an account of its own, which the choice brings along. */
    boolean appliesAsArgo() {
        return name.equals("application-controller");
    }
}
