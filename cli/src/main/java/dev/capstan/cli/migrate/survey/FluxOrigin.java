package dev.capstan.cli.migrate.survey;

import java.util.List;

/** Who keeps the Deployments of Flux as they are, and would bring them back. */
public sealed interface FluxOrigin {

    /** One line for people. */
    String describe();

    /** Nobody: {@code flux install}, or manifests that were applied by hand. */
    record Applied() implements FluxOrigin {
        @Override
        public String describe() {
            return "applied by hand or with `flux install`";
        }
    }

    /**
     * A Kustomization applies them from Git, as {@code flux bootstrap} sets it up.
     *
     * @param namespace of the Kustomization
     * @param name of the Kustomization
     * @param source kind, namespace and name of its source
     * @param path its folder
     * @param isSuspended whether it applies nothing for now
     */
    record Bootstrapped(String namespace, String name, String source, String path, boolean isSuspended)
            implements FluxOrigin {
        @Override
        public String describe() {
            return "applied by the Kustomization %s/%s, from %s, %s%s"
                    .formatted(namespace, name, source, path, isSuspended ? ", which is suspended" : "");
        }
    }

    /**
     * A release of Helm.
     *
     * @param namespace of its records
     * @param release its name
     */
    record HelmRelease(String namespace, String release) implements FluxOrigin {
        @Override
        public String describe() {
            return "installed by Helm as release %s/%s".formatted(namespace, release);
        }
    }

    /**
     * The operator for Flux.
     *
     * @param namespace of the FluxInstance
     * @param name of the FluxInstance
     * @param isPaused whether the operator leaves it alone
     */
    record Operator(String namespace, String name, boolean isPaused) implements FluxOrigin {
        @Override
        public String describe() {
            return "kept by flux-operator for the FluxInstance %s/%s%s"
                    .formatted(namespace, name, isPaused ? ", which is paused" : "");
        }
    }

    /**
     * Another tool that marks what it applies.
     *
     * @param tool its name
     * @param marks the marks, for people
     */
    record Other(String tool, List<String> marks) implements FluxOrigin {
        /** Copies the list. */
        public Other {
            marks = List.copyOf(marks);
        }

        @Override
        public String describe() {
            return "applied by " + tool + " (" + String.join(", ", marks) + ")";
        }
    }
}
