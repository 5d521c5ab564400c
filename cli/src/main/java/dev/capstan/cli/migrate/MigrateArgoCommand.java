package dev.capstan.cli.migrate;

import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.migrate.argo.ArgoInstallation;
import dev.capstan.cli.migrate.argo.flux.FluxOptions;
import dev.capstan.cli.migrate.argo.flux.ProposalPrinter;
import dev.capstan.cli.options.ClusterOption;
import dev.capstan.cli.options.WaitOptions;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code capstan migrate argocd}. */
@Command(
        name = "argocd",
        sortOptions = false,
        description = "Takes the Applications of Argo CD over as they are, after a proof that nothing would change.",
        footer = {
            "",
            "It says what the installation uses that works otherwise here, or not at all. Then our controller, as a",
            "process on this machine, renders every Application and compares it with the cluster, while Argo CD goes on:",
            "it says what it would write, and which statuses would say something else. Nothing is changed by that, and",
            "nothing of a Secret is shown. Repositories must be reachable from here.",
            "",
            "With --take-over and after a question, Argo CD's controllers are scaled to 0, so that the controller that",
            "'capstan install' has brought takes care of Applications; every object is compared with what it was.",
            "",
            "With --to flux it prints objects of Flux in place of Applications, and on the standard error stream what has no",
            "counterpart. With the files of the repositories it renders both and says whether the objects are the same.",
            "",
            "Exit codes: 0 nothing would change, or nothing was written; 1 something would be otherwise, stand still or",
            "must come to its end first, or it was not completed; 2 used wrongly.",
            "With --to flux: 0 all is proposed, and nothing is known to differ; 1 otherwise.",
            "",
            "Examples:",
            "  capstan migrate argocd",
            "  capstan migrate argocd -n gitops -o json",
            "  capstan migrate argocd --take-over",
            "  capstan migrate argocd --back",
            "  capstan migrate argocd --to flux > flux.yaml",
            "  capstan migrate argocd --to flux shop --output-dir flux --checkout https://git.example.com/shop=./shop"
        })
public final class MigrateArgoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Where Argo CD's control plane is.")
    private String namespace = "argocd";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "Of what is found: text or json; json does nothing else.")
    private String output = "text";

    @Option(names = "--no-compare", description = "Do not render and compare; nothing is proved then.")
    private boolean isUncompared;

    @Option(names = "--take-over", description = "Stop Argo CD's controllers, so that Capstan's takes over.")
    private boolean isTakeOver;

    @Option(names = "--back", description = "Go back: give Argo CD's controllers the pods that they had.")
    private boolean isBack;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing.")
    private boolean isAgreed;

    @Option(names = "--accept-differences", description = "Take over although something would be otherwise.")
    private boolean acceptsDifferences;

    @Mixin
    private FluxOptions flux = new FluxOptions();

    @Mixin
    private WaitOptions wait = new WaitOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Override
    public Integer call() throws Exception {
        boolean isJson = switch (output.toLowerCase(Locale.ROOT)) {
            case "json" -> true;
            case "text" -> false;
            default ->
                throw new ParameterException(spec.commandLine(), "--output is text or json, not '" + output + "'");
        };
        boolean proposesFlux = flux.isWanted();
        if (Stream.of(isTakeOver, isBack, isJson || proposesFlux)
                        .filter(it -> it)
                        .count()
                > 1) {
            throw new ParameterException(
                    spec.commandLine(), "--take-over and --back exclude each other, --output json and --to flux");
        }
        var run = new MigrateArgoRun(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                question -> Question.agrees(spec.commandLine().getOut(), question),
                namespace,
                wait.timeout());
        Path kubeconfig = cluster.kubeconfig(System.getenv());
        if (proposesFlux) {
            try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
                return new ProposalPrinter(
                                flux,
                                spec.commandLine().getOut(),
                                spec.commandLine().getErr())
                        .print(client, ArgoInstallation.read(client, namespace), isJson);
            }
        }
        if (isBack) {
            return run.back(kubeconfig, isAgreed, wait.isWaiting());
        }
        return isTakeOver
                ? run.takeOver(kubeconfig, !isUncompared, acceptsDifferences, isAgreed)
                : run.survey(kubeconfig, isJson, !isUncompared);
    }
}
