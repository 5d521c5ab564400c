package dev.capstan.cli.migrate;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.ForeseenFailures;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.migrate.plan.MigrationPlan;
import dev.capstan.cli.migrate.plan.PlanJson;
import dev.capstan.cli.migrate.plan.PlanOptions;
import dev.capstan.cli.migrate.plan.PlanText;
import dev.capstan.cli.migrate.plan.Planner;
import dev.capstan.cli.migrate.takeover.Journal;
import dev.capstan.cli.migrate.takeover.ManifestText;
import dev.capstan.cli.migrate.takeover.Outcome;
import dev.capstan.cli.migrate.takeover.Progress;
import dev.capstan.cli.migrate.takeover.Stage;
import dev.capstan.cli.migrate.takeover.TakeOver;
import dev.capstan.cli.migrate.takeover.WayBack;
import dev.capstan.cli.process.Distribution;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Plans a migration, does it after a question, or goes back. */
final class MigrateFluxRun {

    private static final int NOT_DONE = 1;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Predicate<String> agrees;
    private final Duration patience;

    /** @param agrees asks a question of yes or no */
    MigrateFluxRun(PrintWriter out, PrintWriter err, Predicate<String> agrees, Duration patience) {
        this.out = out;
        this.err = err;
        this.agrees = agrees;
        this.patience = patience;
    }

    /**
     * What is wanted.
     *
     * @param isSingleTenant whether what Flux allows stays allowed
     * @param acceptsDifferences whether objects may be written, and fields be dropped
     * @param goesIntoGit whether the repository of a bootstrapped Flux gets our components
     * @param isCompared whether builds are compared with the cluster
     * @param registry where our images are; empty for the names of the manifests
     * @param tag of our images; empty for that of the manifests
     */
    record Wanted(
            boolean isSingleTenant,
            boolean acceptsDifferences,
            boolean goesIntoGit,
            boolean isCompared,
            Optional<String> registry,
            Optional<String> tag) {

        PlanOptions options() {
            return new PlanOptions(isSingleTenant, acceptsDifferences, isCompared, goesIntoGit);
        }
    }

    int json(Path kubeconfig, Wanted wanted) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            MigrationPlan plan = plan(client, wanted);
            out.println(PlanJson.of(plan).toPrettyString());
            out.flush();
            return plan.blocking().isEmpty() ? 0 : NOT_DONE;
        }
    }

    int export(Path kubeconfig, Wanted wanted) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var uncompared = new Wanted(wanted.isSingleTenant(), true, true, false, wanted.registry(), wanted.tag());
            // After a migration there is no Flux to plan for, but what it has installed is written down.
            List<GenericKubernetesResource> objects = Journal.find(client)
                    .map(Journal::components)
                    .orElseGet(() -> components(wanted).objects(plan(client, uncompared)));
            out.print(ManifestText.of(objects));
            out.flush();
            return 0;
        }
    }

    int migrate(Path kubeconfig, Wanted wanted, boolean isPlanOnly, boolean isAgreed) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            Optional<Stage> begun = TakeOver.begun(client);
            if (begun.isPresent() && !isPlanOnly) {
                say("A migration was begun: " + begun.get().words() + ".");
                return isAgreed || agrees.test("Go on with it?") ? goOn(client, isAgreed) : stayed();
            }
            if (begun.isEmpty() && Journal.find(client).isPresent()) {
                say("Capstan has taken over already. The way back is open: capstan migrate flux --back");
                return 0;
            }
            MigrationPlan plan = plan(client, wanted);
            PlanText.of(plan).forEach(out::println);
            out.flush();
            if (!plan.blocking().isEmpty()) {
                err.println("capstan: Nothing was changed: solve first what is in the way (%d)"
                        .formatted(plan.blocking().size()));
                err.flush();
                return NOT_DONE;
            }
            if (isPlanOnly) {
                return 0;
            }
            out.println();
            if (!isAgreed && !agrees.test("Replace Flux's controllers now?")) {
                return stayed();
            }
            List<GenericKubernetesResource> components = components(wanted).objects(plan);
            try (Steps steps = new Steps(out)) {
                takeOver(client, steps).begin(plan, components, wanted.goesIntoGit());
            }
            return goOn(client, isAgreed);
        }
    }

    private int goOn(KubernetesClient client, boolean isAgreed) {
        try {
            Outcome outcome = takenOver(client);
            outcome.lines().forEach(this::say);
            if (outcome.written().isEmpty()) {
                say("Capstan has taken over. The way back stays open: capstan migrate flux --back");
                say("Delete the backup when you need it no more: capstan migrate flux --forget");
                return 0;
            }
        } catch (CommandFailure | KubernetesClientException failure) {
            err.println("capstan: " + ForeseenFailures.message(failure).orElse("this failed"));
            err.flush();
        }
        say("Run the command again to go on from here, or go back to Flux: capstan migrate flux --back");
        if (!isAgreed && agrees.test("Go back now?")) {
            goBack(client);
        }
        return NOT_DONE;
    }

    int back(Path kubeconfig, boolean isAgreed) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            if (!isAgreed && !agrees.test("Take Capstan's controllers away and start those of Flux again?")) {
                return stayed();
            }
            goBack(client);
            return 0;
        }
    }

    int forget(Path kubeconfig, boolean isAgreed) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            Optional<Stage> begun = TakeOver.begun(client);
            if (begun.isPresent()) {
                throw new CommandFailure("A migration is under way (%s); go on with it, or go back with --back"
                        .formatted(begun.get().words()));
            }
            Journal journal =
                    Journal.find(client).orElseThrow(() -> new CommandFailure("There is no backup of a migration"));
            if (!isAgreed && !agrees.test("Delete the backup? There is no way back to Flux then.")) {
                return stayed();
            }
            journal.forget();
            say("The backup is deleted");
            return 0;
        }
    }

    private int stayed() {
        say("Nothing was changed");
        return NOT_DONE;
    }

    private static MigrationPlan plan(KubernetesClient client, Wanted wanted) {
        return new Planner(client, wanted.options(), Distribution.find().crds()).plan();
    }

    private static ChosenComponents components(Wanted wanted) {
        return new ChosenComponents(wanted.registry(), wanted.tag());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private Outcome takenOver(KubernetesClient client) {
        try (Steps steps = new Steps(out)) {
            return takeOver(client, steps).goOn();
        }
    }

    private TakeOver takeOver(KubernetesClient client, Progress progress) {
        return new TakeOver(client, Preparations.secrets(), patience, progress);
    }

    private void goBack(KubernetesClient client) {
        try (Steps steps = new Steps(out)) {
            new WayBack(client, patience, steps).go();
        }
    }
}
