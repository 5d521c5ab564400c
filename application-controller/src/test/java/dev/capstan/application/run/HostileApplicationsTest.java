package dev.capstan.application.run;

import static dev.capstan.application.run.Story.annotated;
import static dev.capstan.application.run.Story.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.source.FakeSources;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that want more than their project gives them, each as a whole. */
class HostileApplicationsTest {
    private static final String TRACKING = "argocd.argoproj.io/tracking-id";
    private static final String SYNC = "{sync: {}}";

    private static Story restrictedTo(String destinations, String more) {
        Story story = Story.automated();
        story.plane.defaultProject("sourceRepos: ['*']\ndestinations: [" + destinations + "]\n" + more);
        return story;
    }

    private static void assertRefused(Story story, String why) {
        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.operation().message()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/team/secret.git",
                "HTTPS://Git.Example/team/secret/",
                "https://git.example:443/team//secret",
                "https://jane:hunter2@git.example/team/secret",
                "https://git.example/team/open/../secret",
                "https://git.example/team/%73ecret"
            })
    void t075_noSpellingOfAUrlEscapesADenial(String url) {
        Story story = Story.automated();
        story.plane.defaultProject("""
                sourceRepos: ['https://git.example/**', 'https://*@git.example/**', '!https://git.example/team/secret']
                destinations: [{server: '*', namespace: '*'}]
                """);
        story.sources.push(configMap("a", "one"));
        story.spec("source", "{repoURL: '%s', path: prod, targetRevision: main}".formatted(url));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.conditions())
                .singleElement()
                .asString()
                .startsWith("InvalidSpecError: application repo ")
                .contains("is not permitted in project 'default'")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({"team-*, other", "team-?, team-10", "'!team-x', team-x", "team, TEAM"})
    void t075_noSpellingOfANamespaceEscapesADestination(String permitted, String namespace) {
        Story story = restrictedTo("{server: '*', namespace: '%s'}".formatted(permitted), "");
        story.sources.push(configMap("a", "one"));
        story.spec("destination", "{server: 'https://kubernetes.default.svc', namespace: '%s'}".formatted(namespace));

        story.refresh();

        assertThat(story.done()).isEmpty();
        assertThat(story.conditions())
                .singleElement()
                .asString()
                .contains("do not match any of the allowed destinations in project 'default'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: all, namespace: my-app}}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleList, items: [{metadata: {name: all}}]}",
                "{apiVersion: v1, kind: List, metadata: {name: all, namespace: my-app}, items: [{kind: ClusterRole}]}",
                "{apiVersion: unknown.example/v1, kind: Thing, metadata: {name: all, namespace: my-app}}"
            })
    void t075_anObjectOfTheClusterIsNotDisguised(String manifest) {
        Story story = restrictedTo("{server: '*', namespace: my-app}", "");
        story.cluster.put((ObjectNode) FakeSources.yaml("{apiVersion: v1, kind: Namespace, metadata: {name: my-app}}"));
        story.sources.push(configMap("a", "one"), manifest);

        assertRefused(story, "is not permitted in project default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{server: '*', namespace: my-app} | other | namespace argocd is not permitted in project 'default'",
                "{server: '*', namespace: '*'} | default | an Application may not change the project that restricts it"
            })
    void t075_anApplicationWritesNeitherItsOwnProjectNorAnother(String destination, String project, String why) {
        Story story = restrictedTo(destination, "clusterResourceWhitelist: [{group: '', kind: Namespace}]");
        story.cluster.serve("argoproj.io", "AppProject");
        story.sources.push(configMap("a", "one"), """
                apiVersion: argoproj.io/v1alpha1
                kind: AppProject
                metadata: {name: %s, namespace: argocd}
                spec: {sourceRepos: ['*'], clusterResourceWhitelist: [{group: '*', kind: '*'}]}
                """.formatted(project));

        assertRefused(story, why);
    }

    @Test
    void t074_marksInManifestsAreNotBelieved() {
        Story story = Story.automated();
        story.sources.push(annotated("a", "'" + TRACKING + "': 'other:/Secret:kube-system/token'"));

        story.refresh();

        assertThat(story.cluster.get("ConfigMap", "a").at("/metadata/annotations/argocd.argoproj.io~1tracking-id"))
                .hasToString("\"my-app:/ConfigMap:my-app/a\"");
        assertThat(story.sync()).isEqualTo("Synced");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my-app:/ConfigMap:my-app/another",
                "my-app:/Secret:my-app/theirs",
                "other:/ConfigMap:my-app/theirs",
                "my-app:/ConfigMap:my-app/theirs/",
                "my-app",
                ":::"
            })
    void t074_whatIsNotOursIsNotPrunedWhateverItsMarksSay(String mark) {
        Story story = Story.automated();
        story.cluster.put((ObjectNode) FakeSources.yaml("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: theirs, namespace: my-app, annotations: {'%s': '%s'}}
                """.formatted(TRACKING, mark)));
        story.sources.push(configMap("a", "one"), configMap("b", "one"));
        story.refresh();
        story.sources.push(configMap("a", "two"));

        story.refresh();

        assertThat(story.cluster.has("ConfigMap", "theirs")).isTrue();
        assertThat(story.cluster.has("ConfigMap", "b")).isFalse();
    }

    @Test
    void d062_aSecretInAMarkOrAName() {
        Story story = Story.automated();
        story.sources.push("""
                apiVersion: v1
                kind: Secret
                metadata: {name: s, annotations: {'%s': 'hunter2', note: hunter2}}
                stringData: {password: hunter2}
                """.formatted(TRACKING));
        story.actions.fail("apply Secret/s", "refused");

        story.refresh();

        assertThat(story.written)
                .isNotEmpty()
                .noneMatch(outcome -> outcome.conditions().toString().contains("hunter2")
                        || outcome.operation().toString().contains("hunter2"));
    }

    /** Clocks in Berlin go from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October 2026. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-28T01:45:00Z, true",
        "2026-03-29T00:45:00Z, false",
        "2026-03-29T01:15:00Z, true",
        "2026-03-29T02:15:00Z, false",
        "2026-10-25T00:45:00Z, true",
        "2026-10-25T02:45:00Z, false",
        "2026-10-26T01:45:00Z, true"
    })
    void aWindowIsNotSteppedOverWhenClocksAreChanged(Instant now, boolean isBlocked) {
        Story story = restrictedTo("{server: '*', namespace: '*'}", """
                clusterResourceWhitelist: [{group: '*', kind: '*'}]
                syncWindows:
                - {kind: deny, schedule: '30 2 * * *', duration: 1h, timeZone: Europe/Berlin, applications: ['*']}
                """);
        story.later(Duration.between(story.clock.instant(), now));
        story.sources.push(configMap("a", "one"));

        story.refresh();

        assertThat(story.done().isEmpty()).isEqualTo(isBlocked);
        if (isBlocked) {
            assertThat(story.last().lookAgain()).isPresent();
        }
    }

    @Test
    void anOperationThatAnybodyWritesIsHeldToTheProject() {
        Story story = Story.manual();
        story.plane.defaultProject("""
                sourceRepos: [https://git.example/apps.git]
                destinations: [{server: '*', namespace: my-app}]
                """);
        story.sources.push(configMap("a", "one"));

        story.ask("{sync: {source: {repoURL: 'https://git.example/other.git', path: prod}}}")
                .pass();

        assertThat(story.done()).isEmpty();
        assertThat(story.operation().phase()).isIn("Error", "Failed");
        assertThat(story.operation().message()).contains("is not permitted in project 'default'");

        story.ask(SYNC).pass();
    }
}
