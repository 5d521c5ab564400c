package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationSource;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.live.LiveListener;
import dev.capstan.argo.repository.RepositoryUrl;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Wakes Applications when something that they depend on has changed: an object of theirs, the control plane, a remote. Whoever tells must not
 * wait, so nothing is read here but what is in memory.
 */
final class WakeUps implements LiveListener {
    private final String controlPlane;
    private volatile @Nullable ReconcilerContext<Application, ?> applications;

    /**
     * @param controlPlane the control-plane namespace, whose Applications have no namespace in their names in marks
     */
    WakeUps(String controlPlane) {
        this.controlPlane = controlPlane;
    }

    /** Nobody is woken before this. */
    void wake(ReconcilerContext<Application, ?> those) {
        applications = those;
    }

    @Override
    public void changed(String application, dev.capstan.argo.object.ObjectKey key) {
        keyOf(application).ifPresent(this::wake);
    }

    /** The reverse of {@link dev.capstan.argo.tracking.Tracking#instanceName}; a name cannot have an underscore itself. */
    private Optional<ObjectKey> keyOf(String application) {
        int end = application.indexOf('_');
        String name = application.substring(end + 1);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectKey(end < 0 ? controlPlane : application.substring(0, end), name));
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

    /** A project has changed, or is there, or gone. */
    void projectChanged(String project) {
        wakeThose(spec -> Objects.requireNonNullElse(spec.project(), "").equals(project)
                || project.equals("default")
                        && Objects.requireNonNullElse(spec.project(), "").isEmpty());
    }

    /**
     * A remote has something new.
     *
     * @param url of the remote, in any writing
     */
    void remoteMoved(String url) {
        Optional<String> moved = RepositoryUrl.normalised(url);
        wakeThose(spec -> sources(spec).stream()
                .map(source -> Objects.requireNonNullElse(source.repoURL(), ""))
                .anyMatch(of -> of.equals(url)
                        || moved.isPresent() && RepositoryUrl.normalised(of).equals(moved)));
    }

    private void wakeThose(Predicate<ApplicationSpec> isConcerned) {
        ReconcilerContext<Application, ?> known = applications;
        if (known != null) {
            known.all()
                    .filter(it -> it.undecodable().isEmpty() && isConcerned.test(it.getSpec()))
                    .map(Application::key)
                    .forEach(known::wake);
        }
    }

    /** The sources of an Application, wherever they stand. */
    static List<ApplicationSource> sources(ApplicationSpec spec) {
        if (!spec.sources().isEmpty()) {
            return spec.sources();
        }
        return spec.source() == null ? List.of() : List.of(spec.source());
    }
}
