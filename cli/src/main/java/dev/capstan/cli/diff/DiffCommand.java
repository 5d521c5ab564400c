package dev.capstan.cli.diff;

import dev.capstan.cli.ForeseenFailures;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.release.HelmReleaseLookup;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan diff}. */
@Command(
        name = "diff",
        sortOptions = false,
        description = "Shows how the objects of a release differ from those in the cluster. Writes nothing.",
        footer = {
            "",
            "Without --revision, the current release is compared: what others changed since, and what putting it back",
            "would do. With --revision, what going back to it would do. The API server is asked for each object in a",
            "dry run, which needs the right to patch it. Values of Secrets are shown as *****. What a chart or values",
            "that were not released yet would change is not shown.",
            "",
            "Exit codes: 0 no difference, 1 differences, 2 it cannot be told.",
            "",
            "Examples:",
            "  capstan diff helmrelease web -n apps",
            "  capstan diff hr web --revision 3"
        })
public final class DiffCommand implements Callable<Integer> {

    private static final int DIFFERS = 1;
    private static final int CANNOT_BE_TOLD = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "KIND", description = "helmrelease, or hr.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The HelmRelease.")
    private String name = "";

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace of the HelmRelease. Needed when several have that name.")
    private @Nullable String namespace;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "The revision to compare with the cluster. Default: the current one.")
    private @Nullable Integer revision;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 without a difference, 1 with one, 2 when it cannot be told. */
    @Override
    public Integer call() {
        if (!HelmReleaseLookup.isCalled(kind)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + kind + "' is not a kind that can be compared; there is: helmrelease");
        }
        try {
            return print(new ReleaseDiff(cluster.kubeconfig(System.getenv()))
                    .of(Optional.ofNullable(namespace), name, Optional.ofNullable(revision)));
        } catch (RuntimeException failure) {
            String message = ForeseenFailures.message(failure).orElseThrow(() -> failure);
            spec.commandLine().getErr().println("capstan: " + message);
            return CANNOT_BE_TOLD;
        }
    }

    private int print(List<ObjectChange> changes) {
        PrintWriter out = spec.commandLine().getOut();
        changes.stream().flatMap(change -> change.lines().stream()).forEach(out::println);
        out.flush();
        return changes.isEmpty() ? 0 : DIFFERS;
    }
}
