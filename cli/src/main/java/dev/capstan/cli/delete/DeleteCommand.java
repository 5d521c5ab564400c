package dev.capstan.cli.delete;

import dev.capstan.cli.kind.KindCandidates;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import dev.capstan.cli.options.WaitOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan delete}. */
@Command(
        name = "delete",
        sortOptions = false,
        description = "Deletes objects of the toolkit, after it has said what goes with them.",
        footer = {
            "",
            "A Kustomization that prunes takes along what it has applied, a HelmRelease its release. To keep them,",
            "suspend it first.",
            "",
            "Examples:",
            "  capstan delete kustomization apps",
            "  capstan delete source git config -n flux-system -y"
        })
public final class DeleteCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            completionCandidates = KindCandidates.class,
            description = "A kind by any of its names, or as in 'source git', and one or more objects; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-y", "--yes", "-s", "--silent"},
            description = "Do not ask.")
    private boolean isAgreed;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when the objects are gone, or are told to go; 1 when not. */
    @Override
    public Integer call() throws IOException {
        KindWords.Named named = KindWords.one(words);
        if (named.names().isEmpty()) {
            named.onlyName();
        }
        var answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new DeleteRun(spec.commandLine().getOut(), answers, waiting.timeout(), waiting.isWaiting())
                        .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), named, isAgreed)
                ? 0
                : 1;
    }
}
