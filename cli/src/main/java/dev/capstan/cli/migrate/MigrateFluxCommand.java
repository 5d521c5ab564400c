package dev.capstan.cli.migrate;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.WaitOptions;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan migrate flux}. */
@Command(
        name = "flux",
        sortOptions = false,
        description =
                "Takes over a cluster that runs Flux: objects, inventories and releases stay, workloads are not touched.",
        footer = {
            "",
            "First it shows a plan: what is there, what is carried over, what would change, and what is in the way.",
            "Every Kustomization is built and compared with the cluster, every release with its record. Then, after a",
            "question, it stops Flux's controllers one by one, replaces them, waits until every object is reconciled,",
            "and compares everything that was applied with what it was. A run that was broken off goes on where it was.",
            "",
            "Exit codes: 0 done, or a plan without obstacles; 1 not possible or not completed; 2 used wrongly.",
            "",
            "Examples:",
            "  capstan migrate flux --plan",
            "  capstan migrate flux --single-tenant",
            "  capstan migrate flux --export > gotk-components.yaml",
            "  capstan migrate flux --back"
        })
public final class MigrateFluxCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--plan", description = "Show the plan and do nothing.")
    private boolean isPlanOnly;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Of the plan: text or json; json does nothing else.")
    private String output = "text";

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean isAgreed;

    @Option(
            names = "--single-tenant",
            description = "Keep allowed what Flux allows: all rights for what names no account, references to other"
                    + " namespaces, remote bases. Without it, tenants are locked down.")
    private boolean isSingleTenant;

    @Option(
            names = "--accept-differences",
            description = "Go on although objects would be written, or fields of objects of the toolkit be dropped.")
    private boolean acceptsDifferences;

    @Option(
            names = "--commit",
            description =
                    "Where Flux was bootstrapped: replace gotk-components.yaml in Git in the course of the migration, with"
                            + " the credentials of its GitRepository, which must be allowed to write.")
    private boolean goesIntoGit;

    @Option(names = "--no-compare", description = "Do not build and compare; the plan then says less.")
    private boolean isUncompared;

    @Option(names = "--export", description = "Print the manifests that would be installed, for Git, and do nothing.")
    private boolean isExport;

    @Option(
            names = "--back",
            description = "Go back to Flux: take Capstan's controllers away, and put back what was there.")
    private boolean isBack;

    @Option(names = "--forget", description = "Delete the backup of a migration; there is no way back then.")
    private boolean isForgotten;

    @Option(
            names = "--registry",
            paramLabel = "REGISTRY",
            description = "Where the images of the controllers are: host, or host and path.")
    private @Nullable String registry;

    @Option(names = "--tag", paramLabel = "TAG", description = "Tag of these images. Default: that of the manifests.")
    private @Nullable String tag;

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Override
    public Integer call() {
        boolean isJson = switch (output.toLowerCase(Locale.ROOT)) {
            case "json" -> true;
            case "text" -> false;
            default ->
                throw new ParameterException(spec.commandLine(), "--output is text or json, not '" + output + "'");
        };
        if (Stream.of(isPlanOnly || isJson, isExport, isBack, isForgotten)
                        .filter(it -> it)
                        .count()
                > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--plan, --export, --back and --forget exclude each other");
        }
        var run = new MigrateFluxRun(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                question -> Question.agrees(spec.commandLine().getOut(), question),
                wait.timeout());
        Path kubeconfig = cluster.kubeconfig(System.getenv());
        if (isBack) {
            return run.back(kubeconfig, isAgreed);
        }
        if (isForgotten) {
            return run.forget(kubeconfig, isAgreed);
        }
        var wanted = new MigrateFluxRun.Wanted(
                isSingleTenant,
                acceptsDifferences,
                goesIntoGit,
                !isUncompared,
                Optional.ofNullable(registry),
                Optional.ofNullable(tag));
        if (isExport) {
            return run.export(kubeconfig, wanted);
        }
        return isJson ? run.json(kubeconfig, wanted) : run.migrate(kubeconfig, wanted, isPlanOnly, isAgreed);
    }
}
