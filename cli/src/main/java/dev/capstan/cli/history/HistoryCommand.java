package dev.capstan.cli.history;

import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.release.ReleaseWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan history}. */
@Command(
        name = "history",
        sortOptions = false,
        description = "Prints the revisions of releases: chart, values, status, when, and what caused each.",
        footer = {
            "",
            "VALUES is the digest of the values that a revision was rendered with; two revisions with the same one",
            "had the same values. Without the right to read the records (Secrets of the release), what the status of",
            "the HelmRelease remembers is printed.",
            "",
            "Examples:",
            "  capstan history helmreleases",
            "  capstan history helmreleases web -n apps",
            "  capstan history hr web -o json"
        })
public final class HistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND [NAME]",
            description = "helmreleases, or hr, and a name for only that object; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Only this namespace. Default: all.")
    private @Nullable String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table (the default), yaml or json.")
    private HistoryFormat format = HistoryFormat.TABLE;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Prints the revisions; 1 when there are none. */
    @Override
    public Integer call() {
        ReleaseWords release = ReleaseWords.read(words, "listed by its releases", 1);
        boolean isSomething = new HistoryRun(
                        spec.commandLine().getOut(), spec.commandLine().getErr(), format)
                .run(cluster.kubeconfig(System.getenv()), Optional.ofNullable(namespace), release.name());
        if (!isSomething) {
            spec.commandLine().getErr().println("No releases were made yet");
        }
        return isSomething ? 0 : 1;
    }
}
