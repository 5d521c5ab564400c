package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.live.LiveListener;
import dev.capstan.application.object.Sources;
import dev.capstan.application.plane.PlaneChange;
import dev.capstan.application.set.kube.ApplicationSetKind;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wakes Applications when something that they depend on has changed: an object of theirs, the control plane, a remote. Whoever tells must not
 * wait, so nothing is read here but what is in memory.
 */
final class WakeUps implements LiveListener {
    private final String controlPlane;
    private final ServedNamespaces served;
    private volatile @Nullable ReconcilerContext<Application, ?> applications;
    private volatile @Nullable ApplicationSetKind sets;

    /**
     * @param controlPlane the control-plane namespace, whose Applications have no namespace in their names in marks
     * @param served the namespaces whose Applications are looked at
     */
    WakeUps(String controlPlane, ServedNamespaces served) {
        this.controlPlane = controlPlane;
        this.served = served;
    }

    /** Nobody is woken before this. */
    void connect(ReconcilerContext<Application, ?> those) {
        applications = those;
    }

    /** Sets are told, too, from now on. */
    void connect(ApplicationSetKind kind) {
        sets = kind;
    }

    @Override
    public void changed(String application, dev.capstan.argo.object.ObjectKey key) {
        InstanceNames.key(application, controlPlane).ifPresent(this::wake);
    }

    /** An Application is to be looked at. */
    void wake(ObjectKey application) {
        ReconcilerContext<Application, ?> known = applications;
        if (known != null) {
            known.wake(application);
        }
    }

    /** Something that all depend on has changed. */
    void wakeAll() {
        wakeThose(_ -> true);
    }

    /** The control plane says something else. What failed for want of a Secret cannot be told from the Secret, so all look. */
    void planeChanged(PlaneChange change) {
        switch (change) {
            case PlaneChange.OfProject(String project) ->
                wakeThose(spec -> project.equals(AppProject.named(spec.project())));
            case PlaneChange.OfRepositories _, PlaneChange.OfClusters _, PlaneChange.OfSettings _ -> wakeAll();
        }
        wakeSets();
    }

    /**
     * A remote has something new.
     *
     * @param url of the remote, in any writing
     */
    void remoteMoved(String url) {
        tellSets(kind -> kind.remoteMoved(url));
        Optional<String> moved = RepositoryUrl.normalised(url);
        wakeThose(spec -> Sources.of(spec).all().stream()
                .map(source -> Objects.requireNonNullElse(source.repoURL(), ""))
                .anyMatch(of -> of.equals(url)
                        || (moved.isPresent() && RepositoryUrl.normalised(of).equals(moved))));
    }

    /** An Application is not what it was, by whomever. */
    void applicationChanged(Application changed, Application before) {
        tellSets(kind -> kind.applicationChanged(changed, before));
    }

    /** An Application is gone. */
    void gone(ObjectKey application) {
        tellSets(kind -> kind.applicationGone(application));
    }

    /** All sets are to be looked at. */
    void wakeSets() {
        tellSets(ApplicationSetKind::planeChanged);
    }

    private void tellSets(Consumer<ApplicationSetKind> news) {
        ApplicationSetKind kind = sets;
        if (kind != null) {
            news.accept(kind);
        }
    }

    private void wakeThose(Predicate<ApplicationSpec> isConcerned) {
        served().filter(it -> it.undecodable().isEmpty() && isConcerned.test(it.getSpec()))
                .map(Application::key)
                .forEach(this::wake);
    }

    /** The Applications that are looked at; none before there are any. */
    Stream<Application> served() {
        ReconcilerContext<Application, ?> known = applications;
        return known == null
                ? Stream.empty()
                : known.all().filter(it -> served.has(it.key().namespace()));
    }
}
