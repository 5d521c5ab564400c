package dev.capstan.e2e.faults;

import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.e2e.Installation;
import dev.capstan.e2e.Tenant;
import dev.capstan.testkit.cluster.TestCluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Goes from point to point: commits, faults, and after each the question whether everything is as Git says. */
final class FaultLoop implements AutoCloseable {
    /** No interval of any object is shorter than twenty times this: it is not the timer that heals. */
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

    private static final Duration BACK_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final ResourceDefinitionContext SOURCES = new ResourceDefinitionContext.Builder()
            .withGroup("source.toolkit.fluxcd.io")
            .withVersion("v1")
            .withKind("GitRepository")
            .withPlural("gitrepositories")
            .withNamespaced(true)
            .build();

    private final Tenant tenant;
    private final Installation installation;
    private final PointPlans plans;
    private final Path folder;
    private final KubernetesClient client;
    private final ClusterObserver observer;
    private final FaultInjector injector;
    private final Figures figures = new Figures();
    private ExpectedCluster expected = ExpectedCluster.EMPTY;
    private Judge.Commit head;

    /**
     * Makes the repository, its source and the Kustomizations.
     *
     * @param folder for what is written about the run
     */
    FaultLoop(Tenant tenant, Installation installation, TestCluster cluster, PointPlans plans, Path folder) {
        this.tenant = tenant;
        this.installation = installation;
        this.plans = plans;
        this.folder = folder;
        this.client = TestCluster.clientFor(cluster.kubeconfig(), config -> config.setRequestRetryBackoffLimit(0));
        this.injector = new FaultInjector(installation, cluster.devcluster(), tenant.git());
        this.head = push(Set.of(), GitState.first());
        tenant.namespace().apply("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: config}
                spec: {interval: 10m, url: "%s", ref: {branch: main}}
                """.formatted(tenant.git().url("config")));
        IntStream.range(0, GitState.OWNERS).forEach(this::kustomization);
        this.observer = new ClusterObserver(cluster.kubeconfig(), tenant.name());
        awaitSettled(SETTLED_WITHIN);
        observer.history().forgetAllButLast();
    }

    private void kustomization(int owner) {
        String further = owner == GitState.DEPENDENT
                ? "dependsOn: [{name: " + GitState.nameOf(GitState.DEPENDENCY) + "}]"
                : "wait: " + (owner == GitState.WAITING);
        tenant.namespace().apply("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: %1$s}
                spec:
                  interval: 10m
                  path: ./%1$s
                  prune: true
                  targetNamespace: %2$s
                  sourceRef: {kind: GitRepository, name: config}
                  %3$s
                """.formatted(GitState.nameOf(owner), tenant.name(), further));
    }

    /** One point. */
    void run(int number) {
        PointPlan plan = plans.plan(number, head.state());
        var commits = new ArrayList<>(List.of(head));
        try {
            CompletableFuture<Void> faults = injector.inject(plan.faults());
            for (List<Edit> edits : plan.commits()) {
                if (commits.size() > 1) {
                    pause(plan.pause());
                }
                commits.add(push(head.state().files().keySet(), head.state().after(edits)));
                head = commits.getLast();
                request();
            }
            faults.get(BACK_WITHIN.toSeconds(), TimeUnit.SECONDS);
            await("everything is back", BACK_WITHIN, () -> !injector.revive() && installation.isReady());
            Duration took = awaitSettled(SETTLED_WITHIN);
            List<String> violations = new Judge(observer.history()).violations(commits);
            if (!violations.isEmpty()) {
                throw new AssertionError(String.join("\n", violations));
            }
            figures.add(plan, took);
            write("points.log", plan + "; settled after " + took.toMillis() + " ms\n");
            observer.history().forgetAllButLast();
        } catch (Exception | AssertionError wrong) {
            throw new AssertionError(report(plan, commits, wrong), wrong);
        }
    }

    private Judge.Commit push(Set<String> before, GitState state) {
        Map<String, String> files = state.files();
        before.stream().filter(path -> !files.containsKey(path)).forEach(tenant.repository()::delete);
        String revision = Tenant.revision(tenant.repository().commit("commit " + state.commits(), files));
        expected = expected.after(state);
        return new Judge.Commit(revision, state);
    }

    /** Asks the source to look, as the flux command does; again and again while the API server is away. */
    private void request() {
        String patch =
                "{\"metadata\":{\"annotations\":{\"" + ToolkitKeys.REQUESTED_AT + "\":\"" + UUID.randomUUID() + "\"}}}";
        await("the API server takes the request", BACK_WITHIN, () -> {
            try {
                client.genericKubernetesResources(SOURCES)
                        .inNamespace(tenant.name())
                        .withName("config")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
                return true;
            } catch (KubernetesClientException away) {
                return false;
            }
        });
    }

    /** Waits until the cluster is as Git says and the observer knows it; returns how long that took. */
    private Duration awaitSettled(Duration limit) {
        long begin = System.nanoTime();
        var differences = new ArrayList<String>(List.of("the API server was not asked yet"));
        try {
            await("the cluster is as Git says", limit, () -> {
                injector.revive();
                Optional<History> now = observer.now();
                differences.clear();
                now.ifPresentOrElse(
                        it -> differences.addAll(new Judge(it).differences(head, expected)),
                        () -> differences.add("the API server does not answer"));
                return differences.isEmpty();
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("not settled within " + limit + ":\n" + String.join("\n", differences), late);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        await(
                "the observer knows it",
                limit,
                () -> observer.now().filter(observer.history()::hasReached).isPresent());
        return took;
    }

    private static void await(String what, Duration limit, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .until(condition::getAsBoolean);
    }

    /** Time between two commits, which is part of the plan. */
    private static void pause(Duration length) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS))
                .join();
    }

    private String report(PointPlan plan, List<Judge.Commit> commits, Throwable wrong) {
        String report = "seed " + plans.seed() + ", " + plan
                + "\n\n" + wrong.getMessage()
                + "\n\ncommits:\n"
                + String.join("\n", commits.stream().map(Object::toString).toList())
                + "\n\nstatuses since the point before:\n" + new Judge(observer.history()).statuses()
                + "\n\nfigures so far: " + figures
                + "\n\nlast words:\n" + installation.lastWords()
                + "\n\nmore is in " + folder;
        write("report.txt", report);
        return report;
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Figures figures() {
        return figures;
    }

    @Override
    public void close() {
        observer.close();
        client.close();
    }
}
