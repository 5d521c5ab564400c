package dev.capstan.application.set.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.set.ApplicationSet;
import dev.capstan.api.argo.set.ApplicationSetStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.set.SetDeletion;
import dev.capstan.application.set.SetQuestions;
import dev.capstan.application.set.SetRules;
import dev.capstan.application.set.SourceTrees;
import dev.capstan.application.set.adapter.AllowedForges;
import dev.capstan.application.set.adapter.AskedForges;
import dev.capstan.application.set.adapter.ClusterSetWrites;
import dev.capstan.application.set.adapter.WatchedDecisions;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.argo.set.ApplicationSets;
import dev.capstan.argo.set.SetSchedule;
import dev.capstan.argo.set.plan.DeletionBrake;
import dev.capstan.argo.set.plan.SetPolicy;
import dev.capstan.argo.set.value.SetLimits;
import dev.capstan.forge.client.Forges;
import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.FinalizerPolicy;
import dev.capstan.runtime.reconcile.KindConventions;
import dev.capstan.runtime.reconcile.KindReconciler;
import dev.capstan.runtime.reconcile.RequestPolicy;
import dev.capstan.runtime.reconcile.TriggerPolicy;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kind ApplicationSet, ready to be run, and what others tell it. Everything that is told may be told before the kind is watched, and
 * returns at once.
 */
public final class ApplicationSetKind {
    private static final String SKIP = "argocd.argoproj.io/skip-reconcile";
    private static final List<String> SWITCHES = List.of(SKIP, DeletionBrake.APPROVE, DeletionBrake.SWITCH);

    private final String namespace;
    private final LiveApplications applications;
    private final SetWakes wakes;
    private final SetMemories memories = new SetMemories();
    private final KindReconciler<ApplicationSet, ApplicationSetStatus> reconciler;

    /**
     * Opens the kind.
     *
     * @param scope closes its parts
     */
    public ApplicationSetKind(SetParts parts, ControllerScope scope) {
        this.namespace = parts.namespace();
        this.applications = new LiveApplications(parts.applications());
        this.wakes = scope.keep(new SetWakes(this::wake));
        var services = parts.services();
        var client = services.client();
        var data = new ControlPlaneData(client, namespace);
        var forges = new AskedForges(
                new Forges(parts.http(), services.clock()),
                data,
                parts.tokens(),
                new AllowedForges(parts.config().forges().orElse(List.of())));
        var decisions = scope.keep(new WatchedDecisions(client, namespace, data, this::decisionsChanged));
        var around = new SetSurroundings(
                parts.plane(),
                parts.isPlaneKnown(),
                parts.other(),
                applications,
                new ApplicationSets(
                        SetLimits.STANDARD.withApplications(parts.config().mostApplications()),
                        services.clock(),
                        new SecureRandom()),
                new SetQuestions(new SourceTrees(parts.files(), parts.trust()), forges, decisions),
                rules(parts.config()),
                new StoredForm(),
                new ClusterSetWrites(Fabric8ClusterApi.of(client), namespace),
                new SetFinalizer(Fabric8ClusterApi.of(client)),
                memories,
                wakes,
                parts.metrics());
        this.reconciler = new KindReconciler<>(
                parts.identity(),
                conventions(),
                services,
                context -> new ApplicationSetReconciler(context, around, namespace, services.clock()));
    }

    private static KindConventions<ApplicationSet, ApplicationSetStatus> conventions() {
        return KindConventions.plain(ApplicationSet.class, SetStatusMapping.INITIAL, new SetStatusConventions())
                .withFinalizers(new FinalizerPolicy.GivenByUsers(SetDeletion.FINALIZER::equals))
                .withRequests(new RequestPolicy.TakenOff(SetSchedule.REFRESH, Set.of()))
                .withTriggers((changed, before) -> TriggerPolicy.<ApplicationSet>byGeneration()
                                .triggers(changed, before)
                        || SWITCHES.stream()
                                .anyMatch(name -> !changed.annotation(name).equals(before.annotation(name))));
    }

    static boolean isSkipped(ApplicationSet set) {
        return set.annotation(SKIP).filter("true"::equals).isPresent();
    }

    private static SetRules rules(SetConfig config) {
        Optional<SetPolicy> policy = config.policy()
                .map(name -> SetPolicy.named(name)
                        .orElseThrow(() -> new IllegalArgumentException("capstan.application.sets.policy is '" + name
                                + "'; it must be one of create-only, create-update, create-delete and sync")));
        return new SetRules(
                new DeletionBrake(config.brake().free(), config.brake().percent()), policy, config.mayOverridePolicy());
    }

    /** The reconciler of the kind. */
    public KindReconciler<ApplicationSet, ApplicationSetStatus> reconciler() {
        return reconciler;
    }

    private void wake(ObjectKey set) {
        reconciler.wake(set);
    }

    /** An Application changed. A set that rolls out goes on at once; the list of the others may wait a moment. */
    public void applicationChanged(Application changed, Application before) {
        ApplicationChange change = ApplicationChange.of(changed, before);
        if (change == ApplicationChange.NONE) {
            return;
        }
        LiveApplications.setOf(changed).or(() -> LiveApplications.setOf(before)).ifPresent(set -> {
            if (change == ApplicationChange.CONTENT || isRollingOut(set)) {
                wakes.now(set);
            } else {
                wakes.soon(set);
            }
        });
    }

    private boolean isRollingOut(ObjectKey set) {
        return reconciler
                .find(set)
                .filter(found -> found.undecodable().isEmpty())
                .filter(found -> found.getSpec().strategy() != null)
                .isPresent();
    }

    /** An Application is gone. */
    public void applicationGone(ObjectKey application) {
        applications.forget(application).ifPresent(wakes::now);
    }

    /** Projects or clusters may be others. */
    public void planeChanged() {
        reconciler.all().map(ApplicationSet::key).forEach(wakes::soon);
    }

    /** A repository has new commits, at this address or another one that means the same. */
    public void remoteMoved(String repoURL) {
        Optional<String> moved = RepositoryUrl.normalised(repoURL);
        memories.keysWith(url -> RepositoryUrl.normalised(url).equals(moved)).forEach(wakes::stale);
    }

    private void decisionsChanged() {
        memories.keysWithDecisions().forEach(wakes::stale);
    }
}
