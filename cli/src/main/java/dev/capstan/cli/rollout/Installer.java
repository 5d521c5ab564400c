package dev.capstan.cli.rollout;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.inspection.Finding;
import dev.capstan.cli.inspection.Footprint;
import dev.capstan.cli.manifests.RenderedInstallation;
import dev.capstan.cli.terminal.Console;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Brings an installation into a cluster: looks for obstacles, applies stage by stage, waits, and takes away what an earlier one had
 * more. May be repeated; whatever ended half-way is completed by the next run.
 */
public final class Installer {

    private static final Duration DEFINITIONS = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final Console console;
    private final Clock clock;
    private final Settings settings;

    /**
     * How to go about it.
     *
     * @param timeout how long to wait for NATS, and how long for the controllers
     * @param fieldManager the name under which fields are owned
     * @param isForGit whether the caller keeps the installation in Git itself, so that a Kustomization may own it
     * @param keepsFailed whether what failed is left in the cluster, to be looked at
     */
    public record Settings(Duration timeout, String fieldManager, boolean isForGit, boolean keepsFailed) {
        /** The name of what people install by hand. */
        public static final String FIELD_MANAGER = "capstan-install";

        /** For {@code capstan install}. */
        public static Settings of(Duration timeout) {
            return new Settings(timeout, FIELD_MANAGER, false, false);
        }
    }

    /** @param console where progress is told */
    public Installer(KubernetesClient client, Console console, Clock clock, Settings settings) {
        this.client = client;
        this.console = console;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * Installs.
     *
     * @throws CommandFailure when something is in the way, and then nothing was written; or when it does not get ready, and then all is
     *     as it was before unless {@link Settings#keepsFailed}
     */
    public void install(RenderedInstallation rendered) {
        requireNoObstacle(rendered, RenderedObjects.of(rendered));
        List<GenericKubernetesResource> objects = ours(rendered);
        awaitEndOf(rendered.choice().namespace());
        Ledger ledger = new Ledger(client, settings.fieldManager());
        try {
            stages(rendered, objects, ledger);
        } catch (CommandFailure | KubernetesClientException failure) {
            throw new CommandFailure(failure.getMessage() + undo(ledger), failure);
        }
        new Leftovers(client, rendered.choice().namespace(), objects).prune().forEach(console::done);
        console.done("applied: " + ledger.summary());
    }

    /** What an install would do, a line for each object; nothing is written. */
    public List<String> plan(RenderedInstallation rendered) {
        requireNoObstacle(rendered, RenderedObjects.of(rendered));
        List<GenericKubernetesResource> objects = ours(rendered);
        return new Rehearsal(client, settings.fieldManager()).lines(rendered, objects);
    }

    /** Without definitions of Argo CD's kinds that Argo CD has brought: two would change them in turn. */
    private List<GenericKubernetesResource> ours(RenderedInstallation rendered) {
        Set<String> ofArgo = new Footprint(client, rendered.choice().namespace()).definitionsOfArgo();
        if (!ofArgo.isEmpty()) {
            console.say("left as Argo CD has them: " + String.join(", ", ofArgo));
        }
        return RenderedObjects.of(rendered).stream()
                .filter(object -> !(object.getKind().equals("CustomResourceDefinition")
                        && ofArgo.contains(object.getMetadata().getName())))
                .toList();
    }

    private void requireNoObstacle(RenderedInstallation rendered, List<GenericKubernetesResource> objects) {
        List<Finding> findings = new Obstacles(client, rendered.choice()).findings(settings.isForGit());
        List<Finding> failed =
                new ArrayList<>(findings.stream().filter(Finding::hasFailed).toList());
        if (failed.isEmpty()) {
            Obstacles.volumes(client, objects).ifPresent(failed::add);
        }
        if (!failed.isEmpty()) {
            throw new CommandFailure("Nothing was installed, because of this:\n  "
                    + failed.stream().map(Finding::line).collect(Collectors.joining("\n  ")));
        }
        findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WARNING)
                .forEach(finding -> console.say("warning: " + finding.line()));
    }

    /** A namespace that goes takes nothing new. */
    private void awaitEndOf(String name) {
        Namespace namespace = client.namespaces().withName(name).get();
        if (namespace == null || namespace.getMetadata().getDeletionTimestamp() == null) {
            return;
        }
        console.progress().tick("   waiting until the namespace " + name + " of an earlier installation is gone");
        try {
            client.namespaces()
                    .withName(name)
                    .waitUntilCondition(Objects::isNull, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (KubernetesClientTimeoutException stuck) {
            throw new CommandFailure(
                    "The namespace %s is being deleted and does not go: something in it waits for a finalizer (kubectl get namespace %s -o yaml names it)"
                            .formatted(name, name),
                    stuck);
        }
    }

    private void stages(RenderedInstallation rendered, List<GenericKubernetesResource> objects, Ledger ledger) {
        Map<Stage, List<GenericKubernetesResource>> stages = objects.stream()
                .collect(Collectors.groupingBy(Stage::of, () -> new EnumMap<>(Stage.class), Collectors.toList()));
        stages.forEach((stage, all) -> {
            console.progress().tick("   applying " + stage.words());
            all.forEach(ledger::apply);
            switch (stage) {
                case NAMESPACE -> secrets(rendered, ledger);
                case DEFINITIONS -> awaitDefinitions(all);
                case SURROUNDINGS -> console.done("namespace, definitions, accounts, rights and Services");
                case NATS, CONTROLLERS -> await(rendered, all);
            }
        });
    }

    private void secrets(RenderedInstallation rendered, Ledger ledger) {
        if (!rendered.choice().needsNats()) {
            return;
        }
        new NatsSecrets(rendered.choice().namespace(), clock.instant())
                .makeMissing(client)
                .forEach(secret -> {
                    ledger.made(secret);
                    console.done("made the Secret " + secret.getMetadata().getName());
                });
    }

    private void awaitDefinitions(List<GenericKubernetesResource> definitions) {
        for (GenericKubernetesResource definition : definitions) {
            String name = definition.getMetadata().getName();
            try {
                client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName(name)
                        .waitUntilCondition(Installer::isEstablished, DEFINITIONS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (KubernetesClientTimeoutException late) {
                throw new CommandFailure(
                        "The definition %s is not served after %d s; its conditions say why"
                                .formatted(name, DEFINITIONS.toSeconds()),
                        late);
            }
        }
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private void await(RenderedInstallation rendered, List<GenericKubernetesResource> workloads) {
        Set<String> names = workloads.stream()
                .map(workload ->
                        workload.getKind() + " " + workload.getMetadata().getName())
                .collect(Collectors.toSet());
        new WorkloadWait(client, rendered.choice().namespace(), console, clock).until(names, settings.timeout());
    }

    private String undo(Ledger ledger) {
        if (settings.keepsFailed()) {
            return "\nIt was left as it is, to be looked at; install again, or take it away with `capstan uninstall`";
        }
        console.progress().tick("   taking back what was applied");
        List<String> left = ledger.undo();
        return left.isEmpty()
                ? "\nEverything is as it was before (--keep-failed leaves it, to be looked at)"
                : "\nTaken back, but for:\n  " + String.join("\n  ", left);
    }
}
