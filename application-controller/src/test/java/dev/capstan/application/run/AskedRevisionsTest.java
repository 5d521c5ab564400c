package dev.capstan.application.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.ApplicationSpec;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.plane.FakePlane;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.FakeSources;
import dev.capstan.application.source.Revisions.Freshness;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskedRevisionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakePlane plane = new FakePlane(Clock.systemUTC());
    private final FakeSources sources = new FakeSources();
    private final AskedRevisions revisions = new AskedRevisions(plane, sources);

    private static ApplicationObject application() {
        return application("source: {repoURL: https://git.example/apps.git, path: prod, targetRevision: main}");
    }

    private static ApplicationObject application(String sources) {
        ApplicationSpec spec = JSON.convertValue(FakeSources.yaml("""
                project: default
                destination: {server: https://kubernetes.default.svc, namespace: my-app}
                """ + sources), ApplicationSpec.class);
        return new ApplicationObject(
                "argocd", "my-app", Map.of(), List.of(), Optional.empty(), spec, Optional.empty(), Optional.empty());
    }

    @Test
    void theRemoteIsAskedNow() {
        String head = sources.push();

        assertThat(revisions.of(application(), 0, "")).isEqualTo(new Answer.Known<>(head));
        assertThat(sources.asked()).containsExactly(Freshness.NOW);
    }

    @Test
    void theRevisionThatIsAskedForIsMeant() {
        String first = sources.push();
        sources.push();

        assertThat(revisions.of(application(), 0, first)).isEqualTo(new Answer.Known<>(first));
    }

    @Test
    void aRepositoryThatTheProjectForbidsIsNotAsked() {
        plane.defaultProject("""
                sourceRepos: [https://git.example/others]
                destinations: [{server: '*', namespace: '*'}]
                """);

        assertThat(revisions.of(application(), 0, "main"))
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.why()).contains("apps.git"));
        assertThat(sources.asked()).isEmpty();
    }

    /** The command says -1 then. */
    @Test
    void theOnlySourceNeedsNoPlace() {
        String head = sources.push();

        assertThat(revisions.of(application(), -1, "main")).isEqualTo(new Answer.Known<>(head));
    }

    @Test
    void ofSeveralSourcesTheOneAtThePlaceIsMeant() {
        String first = sources.push();
        String second = sources.push();
        ApplicationObject several = application("""
                sources:
                  - {repoURL: https://git.example/apps.git, path: prod, targetRevision: main}
                  - {repoURL: https://git.example/apps.git, path: test, targetRevision: "%s"}
                """.formatted(first));

        assertThat(revisions.of(several, 0, "")).isEqualTo(new Answer.Known<>(second));
        assertThat(revisions.of(several, 1, "")).isEqualTo(new Answer.Known<>(first));
        assertThat(revisions.of(several, 2, "main"))
                .isEqualTo(new Answer.Failed<>("Application argocd/my-app has 2 sources, and none at position 3"));
        assertThat(revisions.of(several, -1, "main")).isInstanceOf(Answer.Failed.class);
        assertThat(revisions.of(several, Long.MAX_VALUE, "main")).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aRemoteThatDoesNotAnswerIsSaid() {
        sources.breakRemote("no route to host");

        assertThat(revisions.of(application(), 0, "main")).isEqualTo(new Answer.Failed<>("no route to host"));
    }
}
