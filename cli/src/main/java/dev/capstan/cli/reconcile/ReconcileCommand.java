package dev.capstan.cli.reconcile;

import dev.capstan.cli.kind.KindCandidates;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.NamespaceOption;
import dev.capstan.cli.options.WaitOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code capstan reconcile}. */
@Command(
        name = "reconcile",
        sortOptions = false,
        description = "Has an object reconciled now, and follows what comes of it.",
        footer = {
            "",
            "The command sets the annotation reconcile.fluxcd.io/requestedAt and waits until the controller has",
            "handled that request. --force and --reset are for HelmReleases: a release though nothing changed, and",
            "a release though too many failed. Applications are asked by argocd.argoproj.io/refresh, which is taken off",
            "when they have been compared.",
            "",
            "Exit codes: 0 reconciled and ready, 1 not, 2 used wrongly.",
            "",
            "Examples:",
            "  capstan reconcile kustomization apps --with-source",
            "  capstan reconcile source git config -n flux-system",
            "  capstan reconcile image repository web",
            "  capstan reconcile application my-app",
            "  capstan reconcile hr web -n apps --reset"
        })
public final class ReconcileCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            arity = "1..*",
            paramLabel = "KIND NAME",
            completionCandidates = KindCandidates.class,
            description = "A kind by any of its names, or as in 'source git', and the object; also KIND/NAME.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--with-source", description = "First its source, and the source of that.")
    private boolean isWithSource;

    @Option(names = "--force", description = "Of a HelmRelease: make a release though nothing has changed.")
    private boolean isForced;

    @Option(names = "--reset", description = "Of a HelmRelease: forget the failures that keep it from another try.")
    private boolean isReset;

    @Mixin
    private NamespaceOption namespace = new NamespaceOption();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** 0 when the object was reconciled and is ready, or was asked to be; 1 when not. */
    @Override
    public Integer call() {
        var request = new ReconcileRequest(words, isWithSource, isForced, isReset);
        request.problem().ifPresent(problem -> {
            throw new ParameterException(spec.commandLine(), problem);
        });
        new ReconcileRun(spec.commandLine().getOut(), waiting.timeout(), waiting.isWaiting())
                .run(cluster.kubeconfig(System.getenv()), namespace.namespace(), request);
        return 0;
    }
}
