package dev.capstan.application.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.application.set.SetOutcome.Next;
import dev.capstan.argo.set.rollout.AppProgress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutPassTest {
    private static final String SPEC = """
            generators: [{list: {elements: [{env: dev}, {env: prod}]}}]
            strategy:
              type: RollingSync
              rollingSync:
                steps:
                - matchExpressions: [{key: env, operator: In, values: [dev]}]
                - matchExpressions: [{key: env, operator: In, values: [prod]}]
            template:
              metadata: {name: 'app-{{env}}', labels: {env: '{{env}}'}}
              spec:
                project: default
                source: {repoURL: "https://git.example/apps", path: '{{env}}'}
                destination: {name: in-cluster, namespace: web}
                syncPolicy: {automated: {prune: true}}
            """;

    private final SetStory story = new SetStory(SPEC);

    private static String status(String sync, String health, String revision) {
        return "{status: {sync: {status: " + sync + ", revision: " + revision + "}, health: {status: " + health + "}}}";
    }

    /** Plays the controller of Applications: takes an operation up, and ends it. */
    private void sync(String name, String revision) {
        assertThat(story.applications.get(name).has("operation"))
                .as("asked to sync " + name)
                .isTrue();
        story.applications.patch(
                name,
                "{operation: null, status: {reconciledAt: \"" + story.now + "\", sync: {status: Synced, revision: "
                        + revision + "}, health: {status: Healthy}, operationState: {phase: Succeeded, startedAt: \""
                        + story.now + "\", operation: {initiatedBy: {username: applicationset-controller}}}}}");
    }

    private List<String> progress() {
        return story.state.progress().stream()
                .map(it -> it.application() + " " + it.status().wireName())
                .toList();
    }

    @Test
    void oneStepAfterTheOther() {
        SetOutcome created = story.pass();
        assertThat(created.next()).isEqualTo(Next.SOON);
        assertThat(story.applications
                        .get("app-dev")
                        .at("/spec/syncPolicy/automated/enabled")
                        .asBoolean(true))
                .isFalse();
        story.applications.patch("app-dev", status("OutOfSync", "Missing", "r1"));
        story.applications.patch("app-prod", status("OutOfSync", "Missing", "r1"));

        story.pass();
        assertThat(story.applications.writes).containsExactly("change app-dev");
        assertThat(progress()).containsExactly("app-dev Pending", "app-prod Waiting");
        assertThat(story.holding()).contains("RolloutProgressing ApplicationSetModified");

        sync("app-dev", "r1");
        assertThat(story.pass().next()).isEqualTo(Next.SOON);
        assertThat(progress()).containsExactly("app-dev Progressing", "app-prod Waiting");
        story.pass();
        assertThat(progress()).containsExactly("app-dev Healthy", "app-prod Pending");

        sync("app-prod", "r1");
        story.pass();
        SetOutcome end = story.pass();
        assertThat(progress()).containsExactly("app-dev Healthy", "app-prod Healthy");
        assertThat(story.holding()).doesNotContain("RolloutProgressing ApplicationSetModified");
        assertThat(end.health().status()).isEqualTo("Healthy");

        story.later(Duration.ofMinutes(1));
        assertThat(story.pass().next()).isEqualTo(Next.ON_CHANGE);
        assertThat(story.applications.writes).isEmpty();
    }

    @Test
    void whatIsDecidedIsRememberedBeforeItIsDone() {
        story.pass();
        story.applications.patch("app-dev", status("OutOfSync", "Missing", "r1"));
        story.interim.clear();

        story.pass();

        assertThat(story.interim).hasSize(1);
        assertThat(story.interim.getFirst().progress())
                .filteredOn(it -> it.status() == AppProgress.Status.PENDING)
                .extracting(AppProgress::application)
                .containsExactly("app-dev");
    }

    @Test
    void aSetThatNoLongerRollsOutGivesApplicationsTheirAutomationBack() {
        story.pass();

        story.spec(SPEC.replace("type: RollingSync", "type: AllAtOnce"));
        story.pass();

        assertThat(story.applications.writes).containsExactly("change app-dev", "change app-prod");
        assertThat(story.applications
                        .get("app-dev")
                        .at("/spec/syncPolicy/automated/enabled")
                        .asBoolean(true))
                .isTrue();
        assertThat(story.state.progress()).isEmpty();
    }
}
