package dev.capstan.cli.migrate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.survey.Finding;
import dev.capstan.argo.survey.Finding.Weight;
import dev.capstan.argo.survey.Installation;
import dev.capstan.argo.survey.InstallationSurvey;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.ForeseenFailures;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.migrate.argo.ArgoInstallation;
import dev.capstan.cli.migrate.argo.SurveyJson;
import dev.capstan.cli.migrate.argo.SurveyText;
import dev.capstan.cli.migrate.argo.proof.ApplicationProof;
import dev.capstan.cli.migrate.argo.proof.Proof;
import dev.capstan.cli.migrate.argo.proof.ProofRun;
import dev.capstan.cli.migrate.argo.proof.ProofText;
import dev.capstan.cli.migrate.takeover.ArgoTakeOver;
import dev.capstan.cli.process.CommandScope;
import dev.capstan.cli.process.Distribution;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Looks at an installation of Argo CD, proves what Capstan would do, takes over after a question, or goes back. */
final class MigrateArgoRun {

    private static final int NOT_DONE = 1;
    private static final String PARAMETERS = "argocd-cmd-params-cm";

    private final PrintWriter out;
    private final PrintWriter err;
    private final Predicate<String> agrees;
    private final String namespace;
    private final Duration patience;

    /**
     * @param agrees asks a question of yes or no
     * @param namespace the control-plane namespace
     */
    MigrateArgoRun(PrintWriter out, PrintWriter err, Predicate<String> agrees, String namespace, Duration patience) {
        this.out = out;
        this.err = err;
        this.agrees = agrees;
        this.namespace = namespace;
        this.patience = patience;
    }

    /** What is known of an installation: what it uses, and what would become of its Applications, where that was looked for. */
    private record Look(Installation installation, List<Finding> findings, Optional<Proof> proof) {
        boolean standsStill() {
            return findings.stream().anyMatch(it -> it.weight() != Weight.LOST);
        }

        boolean isClean() {
            return !standsStill() && proof.map(Proof::isClean).orElse(true);
        }

        /** The Applications that ours would take care of. */
        Set<String> applications() {
            return proof.map(it -> it.applications().stream()
                            .filter(ApplicationProof::isSeen)
                            .map(ApplicationProof::name)
                            .collect(Collectors.toSet()))
                    .orElseGet(() -> installation.applications().stream()
                            .map(it -> it.path("metadata"))
                            .filter(it -> it.path("namespace").asText().equals(installation.namespace()))
                            .map(it -> it.path("namespace").asText() + "/"
                                    + it.path("name").asText())
                            .collect(Collectors.toSet()));
        }
    }

    /** Says what was found. */
    int survey(Path kubeconfig, boolean isJson, boolean isCompared) throws Exception {
        return CommandScope.run(scope -> {
            try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
                Look look = look(scope, client, kubeconfig, isCompared);
                if (isJson) {
                    ObjectNode json = SurveyJson.of(look.installation(), look.findings());
                    look.proof().ifPresent(proof -> json.set("proof", proof.json()));
                    say(json.toPrettyString());
                } else {
                    show(look);
                }
                return look.isClean() ? 0 : NOT_DONE;
            }
        });
    }

    private Look look(CommandScope scope, KubernetesClient client, Path kubeconfig, boolean isCompared) {
        Installation installation = ArgoInstallation.read(client, namespace);
        List<Finding> findings = InstallationSurvey.of(installation);
        if (!isCompared || installation.applications().isEmpty()) {
            return new Look(installation, findings, Optional.empty());
        }
        String namespaces =
                installation.configMaps().getOrDefault(PARAMETERS, Map.of()).getOrDefault("application.namespaces", "");
        var run = new ProofRun(Distribution.find(), kubeconfig, namespace, namespaces, patience);
        return new Look(installation, findings, Optional.of(run.prove(scope)));
    }

    private void show(Look look) {
        SurveyText.of(look.installation(), look.findings()).forEach(out::println);
        look.proof().ifPresent(proof -> {
            out.println();
            ProofText.of(proof).forEach(out::println);
        });
        out.flush();
    }

    /**
     * Takes over.
     *
     * @param acceptsDifferences whether it is done although something would be otherwise
     * @param isAgreed whether nothing is asked
     */
    int takeOver(Path kubeconfig, boolean isCompared, boolean acceptsDifferences, boolean isAgreed) throws Exception {
        return CommandScope.run(scope -> {
            try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
                Look look = look(scope, client, kubeconfig, isCompared);
                show(look);
                out.println();
                Optional<String> obstacle = obstacle(client, look, acceptsDifferences);
                if (obstacle.isPresent()) {
                    err.println("capstan: Nothing was changed. " + obstacle.get());
                    err.flush();
                    return NOT_DONE;
                }
                String question = "Stop Argo CD's controllers now, and have Capstan take care of %d Applications?"
                        .formatted(look.applications().size());
                return isAgreed || agrees.test(question) ? takeOver(client, look.applications()) : stayed();
            }
        });
    }

    private Optional<String> obstacle(KubernetesClient client, Look look, boolean acceptsDifferences) {
        if (!acceptsDifferences && !look.isClean()) {
            return Optional.of("Solve first what is above, or accept it with --accept-differences");
        }
        if (!acceptsDifferences && look.proof().isEmpty()) {
            return Optional.of("Nothing was compared; --accept-differences goes on all the same");
        }
        try (Steps steps = new Steps(out)) {
            return takeOver(client, steps).obstacle(look.applications());
        }
    }

    private int takeOver(KubernetesClient client, Set<String> applications) {
        say("The way back is open from now on: " + wayBack());
        ArgoTakeOver.Result result;
        try (Steps steps = new Steps(out)) {
            result = takeOver(client, steps).go(applications);
        } catch (CommandFailure | KubernetesClientException failure) {
            err.println("capstan: " + ForeseenFailures.message(failure).orElse("this failed"));
            err.flush();
            say("Argo CD's controllers may have stopped, and Applications be kept by nobody."
                    + " Run the command again to go on from here, or go back: " + wayBack());
            return NOT_DONE;
        }
        result.outcome().lines().forEach(this::say);
        if (!result.statuses().isEmpty()) {
            say("%d of %d Applications say something else than before:"
                    .formatted(result.statuses().size(), applications.size()));
            result.statuses().forEach(line -> say("  " + line));
        }
        say("Capstan takes care of Applications now. The way back stays open: " + wayBack());
        return result.outcome().written().isEmpty() ? 0 : NOT_DONE;
    }

    private String wayBack() {
        return "capstan migrate argocd --back" + (namespace.equals("argocd") ? "" : " -n " + namespace);
    }

    /** Starts Argo CD's controllers again. */
    int back(Path kubeconfig, boolean isAgreed, boolean waits) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            if (!isAgreed && !agrees.test("Start Argo CD's controllers again, and leave Applications to them?")) {
                return stayed();
            }
            try (Steps steps = new Steps(out)) {
                takeOver(client, steps).back(waits);
            }
            return 0;
        }
    }

    private ArgoTakeOver takeOver(KubernetesClient client, Steps steps) {
        return new ArgoTakeOver(client, namespace, patience, steps);
    }

    private int stayed() {
        say("Nothing was changed");
        return NOT_DONE;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
