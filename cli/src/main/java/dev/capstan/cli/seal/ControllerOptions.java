package dev.capstan.cli.seal;

import dev.capstan.cli.options.ClusterOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the controller is that unseals. */
final class ControllerOptions {
    @Option(
            names = "--controller-name",
            paramLabel = "NAME",
            description = "Its Service. Default: $SEALED_SECRETS_CONTROLLER_NAME, else sealed-secrets-controller.")
    private @Nullable String name;

    @Option(
            names = "--controller-namespace",
            paramLabel = "NAMESPACE",
            description = "Its namespace. Default: $SEALED_SECRETS_CONTROLLER_NAMESPACE, else kube-system.")
    private @Nullable String namespace;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Where it is; the cluster is looked for when it is asked. */
    ControllerLocation location() {
        return new ControllerLocation(
                () -> cluster.kubeconfig(System.getenv()),
                value(namespace, "SEALED_SECRETS_CONTROLLER_NAMESPACE", "kube-system"),
                value(name, "SEALED_SECRETS_CONTROLLER_NAME", "sealed-secrets-controller"));
    }

    private static String value(@Nullable String option, String variable, String usual) {
        return option == null ? System.getenv().getOrDefault(variable, usual) : option;
    }
}
