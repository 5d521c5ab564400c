package dev.capstan.cli.options;

import dev.capstan.cli.manifests.Catalog;
import dev.capstan.cli.manifests.Controller;
import dev.capstan.cli.manifests.ControllerWords;
import dev.capstan.cli.manifests.Images;
import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.manifests.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is to be installed in a cluster. */
public final class InstallationOptions {

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)*");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--components",
            paramLabel = "NAME",
            split = ",",
            description = "Which controllers, by their folders in k8s, such as"
                    + " source-controller,kustomize-controller; also by their first words. Default: all.")
    private List<String> components = new ArrayList<>();

    @Option(
            names = {"--one-pod", "--standalone"},
            paramLabel = "NAMES",
            arity = "0..1",
            fallbackValue = "all",
            description =
                    "Put them into one pod, which needs no NATS and no volume; or only these of them, the others run apart.")
    private @Nullable String onePod;

    @Option(
            names = "--registry",
            paramLabel = "REGISTRY",
            description =
                    "Where the images of the controllers are: ghcr.io/org means ghcr.io/org/source-controller; a host"
                            + " alone means its folder capstan.")
    private @Nullable String registry;

    @Option(
            names = "--tag",
            paramLabel = "VERSION",
            description = "Tag of the controllers' images. Default: the version of this command.")
    private @Nullable String tag;

    @Option(
            names = "--nats-image",
            paramLabel = "IMAGE",
            description = "The image of NATS with its tag, from a mirror.")
    private @Nullable String nats;

    @Option(
            names = "--image-pull-secret",
            paramLabel = "NAME",
            description = "A Secret of the namespace with a login for the registry.")
    private @Nullable String pullSecret;

    @Option(
            names = "--storage",
            paramLabel = "KIND",
            description =
                    "Where artifacts lie: none (in the pod, the default), volume or nats; the latter two outlive a pod.")
    private Storage storage = Storage.NONE;

    @Option(
            names = "--storage-class",
            paramLabel = "NAME",
            description = "Storage class of all volumes. Default: the default one of the cluster.")
    private @Nullable String storageClass;

    @Option(
            names = "--single-tenant",
            description = "For users who trust each other: what names no service account is applied with all rights.")
    private boolean isSingleTenant;

    @Option(
            names = "--cluster-reconciler",
            description =
                    "Make the account cluster-reconciler, which may do everything, for a Kustomization that keeps the cluster.")
    private boolean hasClusterReconciler;

    /**
     * What these options say.
     *
     * @param namespace where it is installed
     * @throws dev.capstan.cli.CommandFailure with exit code 2 for a choice that cannot work
     */
    public InstallationChoice choice(Catalog catalog, String namespace) {
        List<Controller> controllers =
                components.isEmpty() ? catalog.controllers() : ControllerWords.read(catalog, components);
        return new InstallationChoice(
                controllers,
                inOnePod(catalog, controllers),
                storage,
                Optional.ofNullable(storageClass),
                isSingleTenant,
                hasClusterReconciler,
                namespace,
                new Images(
                        checked("--registry", REFERENCE, registry == null ? null : registry.replaceAll("/+$", "")),
                        checked("--tag", TAG, tag).orElse(catalog.version()),
                        Optional.ofNullable(nats),
                        Optional.ofNullable(pullSecret)));
    }

    private List<Controller> inOnePod(Catalog catalog, List<Controller> controllers) {
        if (onePod == null) {
            return List.of();
        }
        return onePod.equals("all") ? controllers : ControllerWords.read(catalog, List.of(onePod));
    }

    private Optional<String> checked(String option, Pattern pattern, @Nullable String value) {
        if (value != null && !pattern.matcher(value).matches()) {
            throw new ParameterException(spec.commandLine(), option + " cannot be '" + value + "'");
        }
        return Optional.ofNullable(value);
    }
}
