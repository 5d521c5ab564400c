package dev.capstan.cli.diff;

import dev.capstan.cli.ForeseenFailures;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
        description = "Shows what a Kustomization or a release would change in the cluster. Writes nothing.",
        footer = {
            "",
            "A Kustomization is built of the files in --path, or of a --revision of its Git repository, by default of",
            "the one that its source offers: then what others changed since is shown. The identity of the",
            "Kustomization is used (spec.serviceAccountName), for which you need the right to impersonate it.",
            "",
            "Of a release, --revision is a number. Without it, the current one is compared; with it, what going back",
            "to it would do. What a chart or values that were not released yet would change is not shown.",
            "",
            "The API server is asked for each object in a dry run, which needs the right to patch it. Values of Secrets",
            "are shown as *****, encrypted objects are left out with a warning.",
            "",
            "Exit codes: 0 no difference, 1 differences, 2 it cannot be told.",
            "",
            "Examples:",
            "  capstan diff kustomization apps --path ./clusters/dev",
            "  capstan diff ks apps --revision feature/new-ingress",
            "  capstan diff helmrelease web -n apps",
            "  capstan diff hr web --revision 3"
        })
public final class DiffCommand implements Callable<Integer> {

    private static final int CANNOT_BE_TOLD = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            description = "kustomization (ks) or helmrelease (hr), and the object; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "Of a Kustomization: the local folder that takes the place of spec.path.")
    private @Nullable Path folder;

    @Option(
            names = "--revision",
            paramLabel = "REVISION",
            description = "Of a Kustomization: a branch, a tag or a commit; of a release: its number.")
    private @Nullable String revision;

    @Option(names = "--own-rights", description = "Of a Kustomization: use your rights in place of its identity.")
    private boolean hasOwnRights;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 without a difference, 1 with one, 2 when it cannot be told. */
    @Override
    public Integer call() throws IOException {
        if (folder != null && revision != null) {
            throw new ParameterException(spec.commandLine(), "--path and --revision exclude each other");
        }
        var diff = new DiffRun(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                Optional.ofNullable(folder),
                Optional.ofNullable(revision),
                hasOwnRights);
        diff.problem(words).ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        try {
            return diff.run(cluster.kubeconfig(System.getenv()), namespace.namespace(), words);
        } catch (RuntimeException failure) {
            String message = ForeseenFailures.message(failure).orElseThrow(() -> failure);
            spec.commandLine().getErr().println("capstan: " + message);
            return CANNOT_BE_TOLD;
        }
    }
}
