package dev.capstan.cli.get;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.cluster.ToolkitObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectTableTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-01-01T03:00:00Z"), ZoneOffset.UTC);

    @Test
    void columnsAreThoseThatTheKindHas() {
        ObjectTable alerts = new ObjectTable(ToolkitKind.ALERT, Optional.empty());
        alerts.add(object("kind: Alert\nmetadata: {name: web, namespace: apps}\n"));

        assertThat(alerts.lines()).containsExactly("NAMESPACE   ALERTS   SUSPENDED", "apps        web      False");
        assertThat(new ObjectTable(ToolkitKind.RECEIVER, Optional.empty()).lines())
                .containsExactly("NAMESPACE   RECEIVERS   SUSPENDED   READY   MESSAGE");
        assertThat(new ObjectTable(ToolkitKind.KUSTOMIZATION, Optional.empty())
                        .lines()
                        .getFirst())
                .contains("REVISION");
    }

    @Test
    void imagesShowWhatWasFoundAndChosen() {
        ObjectTable repositories = new ObjectTable(ToolkitKind.IMAGE_REPOSITORY, Optional.empty());
        repositories.add(object("""
                kind: ImageRepository
                metadata: {name: web, namespace: apps}
                status: {lastScanResult: {tagCount: 3, scanTime: "2026-01-01T00:00:00Z"}}
                """));
        ObjectTable policies = new ObjectTable(ToolkitKind.IMAGE_POLICY, Optional.empty());
        policies.add(object("""
                kind: ImagePolicy
                metadata: {name: web, namespace: apps}
                status: {latestRef: {name: registry.example/web, tag: 1.2.0}}
                """));
        policies.add(object("kind: ImagePolicy\nmetadata: {name: new, namespace: apps}\n"));

        assertThat(repositories.lines().getLast())
                .startsWith("apps        web                 2026-01-01T00:00:00Z   False");
        assertThat(policies.lines())
                .containsExactly(
                        "NAMESPACE   IMAGEPOLICIES   IMAGE                  TAG     SUSPENDED   READY   MESSAGE",
                        "apps        web             registry.example/web   1.2.0   False       False   waiting to be reconciled",
                        "apps        new                                            False       False   waiting to be reconciled");
        assertThat(new ObjectTable(ToolkitKind.IMAGE_UPDATE_AUTOMATION, Optional.empty())
                        .lines()
                        .getFirst())
                .contains("LAST RUN");
    }

    @Test
    void applicationsHaveTheirTwoHalvesAndProjectsNothingThatTheyCouldBe() {
        ObjectTable applications = new ObjectTable(ToolkitKind.APPLICATION, Optional.empty());
        applications.add(object("""
                kind: Application
                metadata: {name: my-app, namespace: argocd}
                spec: {project: team}
                status: {sync: {status: Synced, revision: 1234567}, health: {status: Healthy}}
                """));
        ObjectTable projects = new ObjectTable(ToolkitKind.APP_PROJECT, Optional.empty());
        projects.add(object("""
                kind: AppProject
                metadata: {name: team, namespace: argocd}
                spec: {description: of the team}
                """));

        assertThat(applications.lines())
                .containsExactly(
                        "NAMESPACE   APPLICATIONS   PROJECT   SYNC     HEALTH    REVISION   SUSPENDED   MESSAGE",
                        "argocd      my-app         team      Synced   Healthy   1234567    False       synced with 1234567, and healthy");
        assertThat(projects.lines())
                .containsExactly("NAMESPACE   APPPROJECTS   DESCRIPTION", "argocd      team          of the team");
    }

    @Test
    void wideShowsWhichRepositoryAnApplicationIsOf() {
        ObjectTable table = new ObjectTable(ToolkitKind.APPLICATION, Optional.of(new WideColumns(NOW)));
        table.add(object("""
                kind: Application
                metadata: {name: my-app, namespace: argocd, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec:
                  source: {repoURL: "https://me:secret@git.example.com/config.git", path: environments/prod}
                  destination: {server: "https://kubernetes.default.svc", namespace: my-app}
                """));

        assertThat(table.lines().getLast())
                .contains("git.example.com/config.git")
                .contains("environments/prod")
                .contains("https://kubernetes.default.svc my-app")
                .doesNotContain("secret");
    }

    @Test
    void wideShowsWhatAKustomizationIsAbout() {
        ObjectTable table = new ObjectTable(ToolkitKind.KUSTOMIZATION, Optional.of(new WideColumns(NOW)));
        table.add(object("""
                kind: Kustomization
                metadata: {name: web, namespace: apps, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec: {path: ./web, sourceRef: {kind: GitRepository, name: config, namespace: infra}}
                """));

        assertThat(table.lines())
                .containsExactly(
                        "NAMESPACE   KUSTOMIZATIONS   REVISION   SUSPENDED   READY   SOURCE                       PATH    AGE   MESSAGE",
                        "apps        web                         False       False   GitRepository/infra/config   ./web   3h    waiting to be reconciled");
    }

    @Test
    void aHelmReleaseShowsWhatIsInTheClusterNotWhatWasTriedLast() {
        ObjectTable table = new ObjectTable(ToolkitKind.HELM_RELEASE, Optional.of(new WideColumns(NOW)));
        table.add(object("""
                kind: HelmRelease
                metadata: {name: web, namespace: apps, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec: {suspend: true, chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: charts}}}}
                status:
                  lastAttemptedRevision: 1.1.0
                  history:
                  - {version: 2, chartName: web, chartVersion: 1.1.0, status: failed}
                  - {version: 10, chartName: web, chartVersion: 1.0.0, status: deployed}
                  conditions:
                  - {type: Ready, status: "True", reason: RollbackSucceeded, message: rolled back}
                """));
        table.add(
                object(
                        "kind: HelmRelease\nmetadata: {name: new, namespace: apps}\nspec: {chartRef: {kind: OCIRepository, name: new}}\n"));

        assertThat(table.lines())
                .containsExactly(
                        "NAMESPACE   HELMRELEASES   CHART   VERSION   REVISION   SUSPENDED   READY   SOURCE                  AGE   MESSAGE",
                        "apps        web            web     1.0.0     10         True        True    HelmRepository/charts   3h    rolled back",
                        "apps        new                                         False       False   OCIRepository/new             waiting to be reconciled");
    }

    @Test
    void aLaterLineStandsInTheSameColumns() {
        ObjectTable table = new ObjectTable(ToolkitKind.ALERT, Optional.empty());
        table.add(object("kind: Alert\nmetadata: {name: long-name, namespace: apps}\n"));

        assertThat(table.laterLine(object("kind: Alert\nmetadata: {name: b, namespace: apps}\n")))
                .isEqualTo("apps        b           False");
    }

    @Test
    void aSuspendedObjectShowsWhyWhereThereIsRoom() {
        String yaml = """
                kind: Alert
                metadata: {name: web, namespace: apps, annotations: {capstan.dev/suspend-reason: too loud}}
                spec: {suspend: true}
                """;
        ObjectTable narrow = new ObjectTable(ToolkitKind.ALERT, Optional.empty());
        narrow.add(object(yaml));
        ObjectTable wide = new ObjectTable(ToolkitKind.ALERT, Optional.of(new WideColumns(NOW)));
        wide.add(object(yaml));

        assertThat(narrow.lines().getLast()).isEqualTo("apps        web      True");
        assertThat(wide.lines().getLast()).contains("True (too loud)");
    }

    private static ToolkitObject object(String yaml) {
        return ToolkitObject.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }
}
