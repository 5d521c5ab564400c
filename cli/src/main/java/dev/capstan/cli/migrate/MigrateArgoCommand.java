package dev.capstan.cli.migrate;

import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Finding.Weight;
import dev.capstan.argo.survey.InstallationSurvey;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.migrate.argo.ArgoInstallation;
import dev.capstan.cli.migrate.argo.SurveyJson;
import dev.capstan.cli.migrate.argo.SurveyText;
import dev.capstan.cli.migrate.argo.flux.FluxOptions;
import dev.capstan.cli.options.ClusterOption;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
        description = "Shows what an installation of Argo CD uses that works otherwise here, or not at all.",
        footer = {
            "",
            "Reads Applications, ApplicationSets, AppProjects, settings, and the Secrets of repositories and clusters.",
            "Nothing is changed, and nothing of a Secret is shown.",
            "",
            "With --to flux it prints objects of Flux in place of Applications, and on the standard error stream what has no",
            "counterpart. With the files of the repositories it renders both and says whether the objects are the same.",
            "",
            "Exit codes: 0 nothing would stand still; 1 something would, or must come to its end first; 2 used wrongly.",
            "With --to flux: 0 all is proposed, and nothing is known to differ; 1 otherwise.",
            "",
            "Examples:",
            "  capstan migrate argocd",
            "  capstan migrate argocd -n gitops -o json",
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
            description = "text or json.")
    private String output = "text";

    @Mixin
    private FluxOptions flux = new FluxOptions();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Override
    public Integer call() throws IOException {
        boolean isJson = switch (output.toLowerCase(Locale.ROOT)) {
            case "json" -> true;
            case "text" -> false;
            default ->
                throw new ParameterException(spec.commandLine(), "--output is text or json, not '" + output + "'");
        };
        boolean proposesFlux = flux.isWanted();
        try (KubernetesClient client = Kubernetes.connect(cluster.kubeconfig(System.getenv()))) {
            var installation = ArgoInstallation.read(client, namespace);
            if (proposesFlux) {
                return flux.run(
                        client,
                        installation,
                        isJson,
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr());
            }
            List<Finding> findings = InstallationSurvey.of(installation);
            PrintWriter out = spec.commandLine().getOut();
            if (isJson) {
                out.println(SurveyJson.of(installation, findings).toPrettyString());
            } else {
                SurveyText.of(installation, findings).forEach(out::println);
            }
            out.flush();
            return findings.stream().allMatch(it -> it.weight() == Weight.LOST) ? 0 : 1;
        }
    }
}
