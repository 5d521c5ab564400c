package dev.capstan.application.kube;

import static dev.capstan.application.kube.Applications.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.plane.PlaneChange;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakeUpsTest implements ReconcilerContext<Application, ApplicationStatus> {
    private static final dev.capstan.argo.object.ObjectKey CONFIG =
            new dev.capstan.argo.object.ObjectKey("", "ConfigMap", "a", "b");

    private static final ServedNamespaces SERVED = new ServedNamespaces("argocd", List.of());

    private final WakeUps wakeUps = new WakeUps("argocd", SERVED);
    private final List<String> woken = new ArrayList<>();

    @BeforeEach
    void connect() {
        wakeUps.connect(this);
    }

    @Test
    void nobodyIsWokenBeforeThereIsAnybody() {
        new WakeUps("argocd", SERVED).wakeAll();

        assertThat(woken).isEmpty();
    }

    @Test
    void aNameInMarksIsThatOfAnApplication() {
        wakeUps.changed("shop", CONFIG);
        wakeUps.changed("team_shop", CONFIG);
        wakeUps.changed("team_", CONFIG);

        assertThat(woken).containsExactly("argocd/shop", "team/shop");
    }

    @Test
    void whoIsInAProjectHearsOfIt() {
        wakeUps.planeChanged(new PlaneChange.OfProject("default"));
        wakeUps.planeChanged(new PlaneChange.OfProject("team"));

        assertThat(woken).containsExactly("argocd/one", "argocd/three", "argocd/four", "argocd/two");
    }

    @Test
    void whoHasARemoteHearsOfIt() {
        wakeUps.remoteMoved("https://git.example.com/B.git");

        assertThat(woken).containsExactly("argocd/two", "argocd/three");
    }

    @Test
    void whoReadsTheBranchOfAHydratorHearsOfIt() {
        wakeUps.remoteMoved("https://git.example.com/dry");

        assertThat(woken).containsExactly("argocd/four");
    }

    @Override
    public Stream<Application> all() {
        return Stream.of(
                withSpec("one", "project: default, source: {repoURL: a}"),
                withSpec("two", "project: team, sources: [{repoURL: a}, {repoURL: 'https://git.example.com/b'}]"),
                withSpec("three", "project: '', source: {repoURL: 'https://git.example.com/b'}"),
                withSpec("four", """
                        project: default, sourceHydrator: {
                          drySource: {repoURL: 'https://git.example.com/dry', targetRevision: main, path: a},
                          syncSource: {targetBranch: rendered, path: a}}"""));
    }

    @Override
    public void wake(ObjectKey key) {
        woken.add(key.toString());
    }

    @Override
    public Optional<Application> find(ObjectKey key) {
        return Optional.empty();
    }

    @Override
    public List<Application> indexed(String index, String value) {
        return List.of();
    }

    @Override
    public Application write(Application object, UnaryOperator<ApplicationStatus> change, ObjectEdit edit) {
        throw new AssertionError("Nothing is written");
    }

    @Override
    public Application writeFinalStatus(Application object, UnaryOperator<ApplicationStatus> change) {
        throw new AssertionError("Nothing is written");
    }

    @Override
    public void recordEvent(
            Application about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        throw new AssertionError("Nothing is told");
    }
}
